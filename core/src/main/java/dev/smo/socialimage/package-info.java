/** Draws the picture by which networks show a page that has none of its own. */
package dev.smo.socialimage;
