/** Bluesky, and any other server of the AT Protocol. */
package dev.smo.connectors.bluesky;
