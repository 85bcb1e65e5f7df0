// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import dev.smo.post.RemotePost;
import java.time.Duration;

/** Whether a post whose answer was lost is out. */
public sealed interface Reconciliation {
  /** It is out, and this is it. */
  record Found(RemotePost post) implements Reconciliation {}

  /** It is not out; it may be sent again, once the network has had time to show it. */
  record NotThere() implements Reconciliation {}

  /**
   * The network cannot be asked now, but may be later: 429, 503, no connection.
   *
   * @param after wait at least this long; zero where the network did not say
   */
  record AskLater(Duration after, String reason) implements Reconciliation {}

  /** Nobody can say, now or later; a person decides. */
  record CannotTell(String reason) implements Reconciliation {}
}
