// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.connector.Connector;
import dev.smo.connector.Limits;
import dev.smo.connector.Responder;
import dev.smo.ledger.PostRecord;
import dev.smo.post.Connection;
import java.util.Map;
import java.util.Optional;

/**
 * What a network takes of one post. Of answers some take less than of posts, and some more, so
 * whoever measures, sends, changes or looks for a post asks here and no connector.
 */
final class PostLimits {
  private PostLimits() {}

  static Limits of(PostRecord post, Connector connector, Connection connection) {
    return post.inReplyTo().isPresent()
        ? ofAnswer(connector, connection, post.options())
        : connector.limits(connection, post.options());
  }

  /** The same of an answer of which nothing is decided yet but its options. */
  static Limits ofAnswer(Connector connector, Connection connection, Map<String, String> options) {
    Optional<Limits> ofAnswers =
        connector instanceof Responder responder
            ? responder.answerLimits(connection)
            : Optional.empty();
    return ofAnswers.orElseGet(() -> connector.limits(connection, options));
  }
}
