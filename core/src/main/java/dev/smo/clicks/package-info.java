/** How often people used the entries of share bars: counted in memory, summed in the repository. */
package dev.smo.clicks;
