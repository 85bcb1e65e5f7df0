// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import dev.smo.post.RemotePost;
import java.time.Duration;
import java.util.Optional;

/**
 * What came of one call, so exact that the engine knows whether it may repeat it. Reasons are for
 * people: one sentence, no secret, no stack trace.
 */
public sealed interface Outcome {
  /** The post is out. */
  record Published(RemotePost post) implements Outcome {}

  /**
   * Some steps are done and kept as {@link Delivery#progress()}, others are still to come: the
   * network works on a video, or a thread goes on. The post is certainly not out as a whole. The
   * engine calls again with the same delivery.
   *
   * @param after wait at least this long
   */
  record InProgress(Duration after, String reason) implements Outcome {}

  /**
   * Certainly not executed, and the same call may work later: 429, connection refused, quota.
   *
   * @param after wait at least this long; zero where the network did not say
   */
  record Deferred(Duration after, String reason) implements Outcome {}

  /** Certainly not executed and never will be: the post must change. */
  record Rejected(String reason) implements Outcome {}

  /** Certainly not executed: the connection must be renewed. */
  record Unauthorised(String reason) implements Outcome {}

  /** The network says that it has this post already, from us; which one, where it tells. */
  record Duplicate(Optional<RemotePost> first) implements Outcome {}

  /**
   * Somebody else posted the same before, and the network takes it only once: the end, with a
   * reason.
   *
   * @param first the other's post, where the network tells
   */
  record Taken(Optional<RemotePost> first, String reason) implements Outcome {}

  /** May or may not have gone out: 5xx, time-out, lost answer. */
  record Unknown(String reason) implements Outcome {}
}
