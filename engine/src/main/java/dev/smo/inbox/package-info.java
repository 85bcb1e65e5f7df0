// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

/**
 * What people elsewhere said, and what ours do about it: decide, answer, assign, block; and see who
 * else is at it.
 */
package dev.smo.inbox;
