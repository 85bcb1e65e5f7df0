// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** Likes what others answered to our posts, as the account. */
@ConsumerType
public interface ReplyLiker {
  /**
   * Likes an answer, or takes that back. Must be repeatable: what is so already, and taking back
   * from an answer that is gone, counts as {@link Outcome.Published}.
   */
  Outcome like(RemotePost reply, boolean liked, Connection connection)
      throws IOException, InterruptedException;
}
