// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

/** What keeps a post back though its connection works. */
enum Obstacle {
  /** The author's own choice. */
  DO_NOT_SHARE,
  /** The author's own choice for this connection. */
  NOT_HERE,
  /** Search engines are asked not to list the page, so nobody else is told of it. */
  NOINDEX,
  /** Strangers may not read the page: who follows the post would stand before a login. */
  CLOSED,
  /** The page goes away so soon that readers of the post would not find it. */
  EXPIRES,
  /** The page was public before posting to the connection began. */
  OLD
}
