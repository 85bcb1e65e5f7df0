/** LinkedIn: pages of organizations, and members. */
package dev.smo.connectors.linkedin;
