// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import java.time.Instant;

/**
 * One call to a network, or one try to find out what became of it.
 *
 * @param number 1 for the first
 * @param at when it began
 * @param instance the Sling instance that made it
 * @param outcome name of what came of it, such as {@code published}; empty while it runs
 * @param reason one sentence for people; never a secret
 */
public record Attempt(int number, Instant at, String instance, String outcome, String reason) {}
