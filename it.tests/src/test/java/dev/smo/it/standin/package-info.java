/**
 * A bundle that stands in for what AEM brings and Sling does not: the services that SMO's AEM
 * bundle asks for, the place where client libraries are served, and a way to make events and run
 * workflow steps from outside. Its classes run within Sling, so they know Sling, OSGi and Adobe's
 * API only.
 */
package dev.smo.it.standin;
