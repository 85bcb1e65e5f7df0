/** The connector contract as JUnit tests, and fake networks on real sockets to run it against. */
package dev.smo.testkit;
