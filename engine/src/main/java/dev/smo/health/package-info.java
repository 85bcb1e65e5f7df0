/** What monitoring asks: checks for Apache Felix Health Checks, which both hosts have. */
package dev.smo.health;
