// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.store;

/**
 * What a network counts for one post about a page.
 *
 * @param network name of the network
 * @param post id of the post in the ledger
 * @param permalink where people see the post, or empty
 */
public record ReactionCounts(
    String network, String post, String permalink, long likes, long reposts, long replies) {}
