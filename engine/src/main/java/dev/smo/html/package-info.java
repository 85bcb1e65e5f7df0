/** Reads the HTML of answers, which anybody may have written. */
package dev.smo.html;
