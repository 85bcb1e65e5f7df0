/** The accounts that posts go to: where they are kept, and how their secrets are opened. */
package dev.smo.connections;
