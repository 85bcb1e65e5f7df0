/** What dialogs of AEM offer to choose from, and what its templates say about components. */
package dev.smo.aem.dialog;
