/** A fake LinkedIn. */
package dev.smo.testkit.linkedin;
