// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** Tells what people did with a post. */
@ConsumerType
public interface Insights {
  /**
   * Reads the network's counters.
   *
   * @throws PostGoneException the post is certainly not there any more
   * @throws PausedException the network wants to be left alone for a while
   */
  Engagement engagement(RemotePost post, Connection connection)
      throws IOException, InterruptedException;
}
