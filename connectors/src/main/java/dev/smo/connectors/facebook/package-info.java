/** Pages on Facebook. */
package dev.smo.connectors.facebook;
