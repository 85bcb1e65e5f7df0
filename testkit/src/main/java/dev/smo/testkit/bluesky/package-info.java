/** A Bluesky PDS that fails on demand; for anything else there is the real one. */
package dev.smo.testkit.bluesky;
