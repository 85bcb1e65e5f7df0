// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** Hides what others answered to our posts, on their network, and shows it again. */
@ConsumerType
public interface ReplyModerator {
  /**
   * Hides an answer. Must be repeatable: one that is hidden or gone already counts as {@link
   * Outcome.Published}.
   */
  Outcome hide(RemotePost reply, Connection connection) throws IOException, InterruptedException;

  /**
   * Shows an answer again that was hidden. Must be repeatable: one that is shown or gone already
   * counts as {@link Outcome.Published}.
   */
  Outcome show(RemotePost reply, Connection connection) throws IOException, InterruptedException;
}
