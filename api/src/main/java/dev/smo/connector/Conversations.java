// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.util.List;
import java.util.Set;
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

  /**
   * The same, where a post may have more answers than can be asked for: these are at least the
   * newest, and all of those that are kept and still there. By default, all.
   *
   * @param kept ids of answers that were told before, and are to stay unless they were deleted
   */
  default List<Reply> replies(RemotePost post, Connection connection, Set<String> kept)
      throws IOException, InterruptedException {
    return replies(post, connection);
  }
}
