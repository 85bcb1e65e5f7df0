// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Publishes on one network: the only service that a plugin must register, as an OSGi service under
 * this name. What else a network can do are further interfaces of the same object, such as {@link
 * Verifier} and {@link Reconciler}. The engine owns time-outs, retries, rate limits, renewal of
 * tokens and logging; a connector makes its calls through {@code Outbound}, once, and tells what
 * came of them. The numbered rules are in docs/connector-contract.md; the test kit checks them.
 */
@ConsumerType
public interface Connector extends NetworkProvider {
  /** What this account's network takes. No I/O: answer from what was learnt, or the default. */
  Limits limits(Connection connection);

  /**
   * The same of a post with these {@link dev.smo.post.Post#options() options}, where they change
   * it: a content warning that counts with the words, a community that takes no links.
   */
  default Limits limits(Connection connection, Map<String, String> options) {
    return limits(connection);
  }

  /**
   * Sends one post, once.
   *
   * @throws IOException the answer was lost: counts as {@link Outcome.Unknown}, unless it is {@code
   *     NotSentException}, which counts as {@link Outcome.Deferred}
   */
  Outcome publish(Delivery delivery) throws IOException, InterruptedException;

  /**
   * What an answer says of the calls that are left, usually in its headers. The engine asks this of
   * every answer that it sees the connector get, so nothing has to be remembered where calls are
   * made.
   */
  default Optional<Quota> quota(Answer answer, Instant now) {
    return Optional.empty();
  }
}
