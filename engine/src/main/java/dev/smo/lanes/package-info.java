/**
 * Lanes: the posts of one connection go out one after the other, and what holds them up is kept
 * here, for all nodes of a cluster.
 */
package dev.smo.lanes;
