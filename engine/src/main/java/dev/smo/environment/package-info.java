/** Which environment this installation is, and whether the data that it has are that one's. */
package dev.smo.environment;
