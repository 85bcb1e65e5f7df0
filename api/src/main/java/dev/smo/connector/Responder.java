// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Takes posts that answer what others said: {@link Post#inReplyTo} of a delivery. They are
 * published, looked for and taken back as all posts are.
 */
@ConsumerType
public interface Responder {
  /**
   * Words with which an answer begins, such as the name of whom it answers, on networks that tell
   * nobody of an answer in which they are not named. A person may change them.
   *
   * @return empty where an answer needs none
   */
  default String opening(RemotePost reply, Connection connection)
      throws IOException, InterruptedException {
    return "";
  }

  /**
   * What an answer may be, where that differs from {@link Connector#limits}; empty: it does not.
   */
  default Optional<Limits> answerLimits(Connection connection) {
    return Optional.empty();
  }
}
