// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Looks at what pages show and nobody posted from here, such as videos. A network to which nothing
 * is posted registers a {@link NetworkProvider} that is one; if that is a {@link Connector}, too,
 * it is given answers only. What people say there is read by {@link Conversations} of the same
 * object, in at most 20 calls.
 */
@ConsumerType
public interface Watcher {
  /** What an address leads to; empty where that is nothing to look at. No I/O. */
  Optional<RemotePost> find(URI address);

  /**
   * Reads the network's counters, in one call.
   *
   * @param posts at most 50
   * @return numbers by id, without those that are gone, and those of other accounts
   * @throws PausedException the network wants to be left alone for a while
   */
  Map<String, Engagement> engagement(List<RemotePost> posts, Connection connection)
      throws IOException, InterruptedException;

  /** How many calls the account has in a day, and when the present one ends. No I/O. */
  Quota day(Connection connection, Instant now);
}
