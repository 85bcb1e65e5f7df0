/** What several networks share. */
package dev.smo.connectors;
