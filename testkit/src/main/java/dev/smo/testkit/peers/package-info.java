/** Real servers that nobody here wrote, started from it.tests/peers. */
package dev.smo.testkit.peers;
