// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Reads what people answered to a post. */
@ConsumerType
public interface Conversations {
  /**
   * All answers to a post, and answers to these, that anybody may see without logging in, the
   * oldest first. Whatever the network no longer gives is taken for deleted by its author.
   *
   * @throws PostGoneException the post is certainly not there any more
   * @throws PausedException the network wants to be left alone for a while
   */
  List<Reply> replies(RemotePost post, Connection connection)
      throws IOException, InterruptedException;
}
