// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

/** What networks count of a post. A number that a network does not give is not there, and not 0. */
public enum Metric {
  LIKES,
  REPOSTS,
  REPLIES,
  QUOTES,
  /** Times seen. */
  VIEWS,
  SAVES,
  /** Times that the post's link was followed. */
  CLICKS,
  /** Votes for less votes against. */
  SCORE
}
