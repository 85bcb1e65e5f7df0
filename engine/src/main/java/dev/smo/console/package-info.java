/**
 * JSON for the console: one small servlet a resource. Who asks sees what the repository lets that
 * person see; every change needs a token that only a page of this site can have.
 */
package dev.smo.console;
