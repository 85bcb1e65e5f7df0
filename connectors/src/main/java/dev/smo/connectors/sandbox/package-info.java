/**
 * A network inside the repository, for trying out and for tests: posts land under {@code
 * /var/smo/sandbox} and show on a time line page. Off unless OSGi configuration switches it on.
 */
package dev.smo.connectors.sandbox;
