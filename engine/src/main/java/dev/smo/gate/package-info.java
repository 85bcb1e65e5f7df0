/**
 * Looks at the public page as strangers will before a post about it goes out, and fits its picture.
 */
package dev.smo.gate;
