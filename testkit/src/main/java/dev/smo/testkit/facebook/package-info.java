/** A fake Facebook. */
package dev.smo.testkit.facebook;
