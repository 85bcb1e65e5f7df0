/**
 * The pages of Adobe Experience Manager, and the jobs that tell when one goes live or away. Speaks
 * of pages, tags and assets by their properties; needs Adobe's API for replication, workflow,
 * externalizer and encryption only.
 */
package dev.smo.aem;
