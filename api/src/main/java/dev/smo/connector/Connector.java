package dev.smo.connector;

import dev.smo.post.Connection;
import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Publishes on one network: the only service a connector must register, under {@link
 * NetworkConnector}. The engine owns time-outs, retries, rate limits, renewal of tokens and
 * logging; a connector makes its calls through {@code Outbound}, once, and tells what came of them.
 * The numbered rules are in docs/connector-contract.md; the test kit checks them.
 */
@ConsumerType
public interface Connector {
  /** What this account's network takes. No I/O: answer from what was learnt, or the default. */
  Limits limits(Connection connection);

  /**
   * Sends one post, once.
   *
   * @throws IOException the answer was lost: counts as {@link Outcome.Unknown}, unless it is {@code
   *     NotSentException}, which counts as {@link Outcome.Deferred}
   */
  Outcome publish(Delivery delivery) throws IOException, InterruptedException;
}
