/**
 * Carries posts that are due to their network, once, and finds out what became of those whose
 * answer was lost.
 */
package dev.smo.delivery;
