/**
 * The post ledger: one record a post, kept in the repository; every change of state is committed
 * before the step that it announces.
 */
package dev.smo.ledger;
