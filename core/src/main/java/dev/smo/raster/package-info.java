/** Decodes, turns, scales and encodes pictures. */
package dev.smo.raster;
