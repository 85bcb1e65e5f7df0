/**
 * Plans which posts a page deserves, for which connections, in what words and when; and checks the
 * public page before they go.
 */
package dev.smo.syndication;
