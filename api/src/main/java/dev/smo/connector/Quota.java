// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import java.time.Instant;

/**
 * How much a network still lets an account do, as it says with an answer. The engine slows down
 * before it is refused.
 *
 * @param remaining calls that are left
 * @param resets when there will be all of them again
 */
public record Quota(long remaining, Instant resets) {}
