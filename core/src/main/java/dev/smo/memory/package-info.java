/** What was read from the repository, kept until something there changes. */
package dev.smo.memory;
