/** Mastodon, and servers that speak its API. */
package dev.smo.connectors.mastodon;
