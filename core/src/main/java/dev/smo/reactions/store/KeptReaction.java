// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.store;

import java.time.Instant;

/**
 * A reaction as the store keeps it.
 *
 * @param id name of its node: 64 hexadecimal digits, computed from page, source and key
 * @param page identity of the page
 * @param path where the page was when the reaction last changed
 * @param seen when it came in first
 * @param decidedBy who moderated it; empty where the policy did
 */
public record KeptReaction(
    String id,
    String page,
    String path,
    Reaction reaction,
    Moderation moderation,
    Instant seen,
    String decidedBy) {}
