// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** Takes a post back. */
@ConsumerType
public interface Retractor {
  /**
   * Deletes the post. Must be repeatable: a post that is gone already counts as {@link
   * Outcome.Published}.
   */
  Outcome retract(RemotePost post, Connection connection) throws IOException, InterruptedException;
}
