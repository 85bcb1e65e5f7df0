/** The way from the Sharing component of the Core Components to the share bar and card of SMO. */
package dev.smo.aem.migration;
