/**
 * The words of a post: templates filled, fitted to a network's own count, links and hashtags kept
 * whole.
 */
package dev.smo.wording;
