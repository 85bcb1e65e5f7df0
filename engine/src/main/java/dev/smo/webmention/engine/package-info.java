/** Looks at the sources of webmentions, and sends our own. */
package dev.smo.webmention.engine;
