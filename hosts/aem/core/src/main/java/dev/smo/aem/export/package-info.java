/**
 * The components as JSON for single-page applications: what {@code .model.json} of a page holds.
 */
package dev.smo.aem.export;
