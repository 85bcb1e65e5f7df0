/**
 * When posts go, as people say it: in wall-clock time, with slots, quiet hours and caps. Pure: what
 * it says hangs on nothing but its arguments.
 */
package dev.smo.schedule;
