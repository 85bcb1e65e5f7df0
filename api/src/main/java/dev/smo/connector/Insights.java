// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.util.List;
import java.util.Map;
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

  /**
   * Reads the counters of several posts together, for networks that tell of many in one call.
   *
   * @param posts at most 100
   * @return numbers by id; of those left out, {@link #engagement} tells one by one, and why not
   * @throws PausedException the network wants to be left alone for a while
   * @throws IOException they cannot be read together
   */
  default Map<String, Engagement> engagements(List<RemotePost> posts, Connection connection)
      throws IOException, InterruptedException {
    return Map.of();
  }
}
