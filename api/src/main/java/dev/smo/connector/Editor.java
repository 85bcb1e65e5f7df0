// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import dev.smo.post.RemotePost;
import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** Changes a post that is out. */
@ConsumerType
public interface Editor {
  /**
   * Replaces the words of a post, and its pictures where the network can. Must be repeatable.
   *
   * @param delivery the post as it shall be; its id is that of the post that is out
   * @return {@link Outcome.Published} with the post under which it is known from now on
   */
  Outcome edit(RemotePost post, Delivery delivery) throws IOException, InterruptedException;
}
