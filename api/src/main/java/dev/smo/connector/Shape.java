// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

/** What a post is, which decides how long its words may be and what it costs. */
public enum Shape {
  /** Words alone. */
  TEXT,
  /** Words with a link, of which the network or the connector makes a card. */
  LINK,
  /** Words with pictures of their own. */
  IMAGES,
  /** Words with a video. */
  VIDEO
}
