/**
 * Webmention (W3C Recommendation, 2017): hears from other sites that they link to our pages, and
 * tells other sites that our pages link to theirs.
 */
package dev.smo.webmention;
