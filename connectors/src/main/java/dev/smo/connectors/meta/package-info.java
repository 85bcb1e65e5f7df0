/** What the Graph APIs of Meta share. */
package dev.smo.connectors.meta;
