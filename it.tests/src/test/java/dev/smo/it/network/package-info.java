/** A bundle with a network on which people sign in. Its classes run within Sling. */
package dev.smo.it.network;
