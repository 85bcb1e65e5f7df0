/** Looks at what people do with posts that are out: counts them over time, brings answers home. */
package dev.smo.engagement;
