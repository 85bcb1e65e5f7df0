// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import org.osgi.annotation.versioning.ConsumerType;

/** Has its network read the page again of which it drew the card of a post. */
@ConsumerType
public interface CardReader {
  /**
   * Asked once the public page shows another card. Must be repeatable, and touch no post.
   *
   * @param link as it was posted
   * @return {@link Outcome.Published} with the post, or {@link Outcome.Rejected} if it cannot be
   */
  Outcome readAgain(RemotePost post, URI link, Connection connection)
      throws IOException, InterruptedException;
}
