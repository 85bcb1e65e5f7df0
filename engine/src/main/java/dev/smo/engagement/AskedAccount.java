// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engagement;

import dev.smo.connections.NetworkCalls;
import dev.smo.connections.NetworkClient;
import dev.smo.connector.Conversations;
import dev.smo.connector.Engagement;
import dev.smo.connector.Insights;
import dev.smo.connector.Metric;
import dev.smo.connector.PausedException;
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Reply;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the network, as one account, what people did with its posts, and counts the calls. */
final class AskedAccount {
  private static final Logger LOG = LoggerFactory.getLogger(AskedAccount.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Connection connection;
  private final NetworkCalls network;
  private final Optional<Insights> insights;
  private final Optional<Conversations> conversations;
  private int calls;

  /**
   * @param calls how many may be made
   */
  AskedAccount(NetworkClient client, Connection connection, int calls) {
    this.connection = connection;
    this.network = client.calls();
    this.insights = client.connectors().find(Insights.class, connection.network());
    this.conversations = client.connectors().find(Conversations.class, connection.network());
    this.calls = calls;
  }

  int callsLeft() {
    return calls;
  }

  /** Whether what is still to be asked of a post takes no more calls than may be made. */
  boolean canAskFor(Optional<Engagement> told) {
    boolean counts = insights.isPresent() && told.isEmpty();
    return calls > 0 || !(counts || isToBeAskedForReplies(told));
  }

  /** Whose counters the network tells in one call; none where it tells of each by itself. */
  Map<String, Engagement> together(List<RemotePost> posts)
      throws InterruptedException, PausedException {
    if (insights.isEmpty() || posts.size() < 2) {
      return Map.of();
    }
    try {
      Map<String, Engagement> told =
          asked(deadline -> insights.get().engagements(posts, connection));
      calls -= told.isEmpty() ? 0 : 1;
      return told;
    } catch (PausedException e) {
      throw e;
    } catch (IOException e) {
      // Which of them is to blame shows when each is asked for by itself.
      LOG.debug("Posts cannot be read together over {}: {}", connection, e.getMessage());
      calls--;
      return Map.of();
    }
  }

  /** The counters of a post; empty where the network has none. */
  Optional<Engagement> counts(RemotePost post) throws IOException, InterruptedException {
    if (insights.isEmpty()) {
      return Optional.empty();
    }
    calls--;
    return Optional.of(asked(deadline -> insights.get().engagement(post, connection)));
  }

  /**
   * What people answered; empty where the network does not tell.
   *
   * @param told its counters, as far as they were told together with others
   */
  Optional<List<Reply>> replies(RemotePost post, Optional<Engagement> told)
      throws IOException, InterruptedException {
    if (conversations.isEmpty()) {
      return Optional.empty();
    }
    if (!isToBeAskedForReplies(told)) {
      return Optional.of(List.of());
    }
    calls--;
    return Optional.of(asked(deadline -> conversations.get().replies(post, connection)));
  }

  /** Most posts have no reply, and where a network that tells of many counts none, none is read. */
  private boolean isToBeAskedForReplies(Optional<Engagement> told) {
    OptionalLong replies = told.map(one -> one.of(Metric.REPLIES)).orElse(OptionalLong.empty());
    return conversations.isPresent() && (replies.isEmpty() || replies.getAsLong() > 0);
  }

  private <T> T asked(NetworkCalls.Call<T> call) throws IOException, InterruptedException {
    try {
      return network.call(call, PATIENCE);
    } catch (PostGoneException | PausedException e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      LOG.debug("the failure: {}", NetworkCalls.trace(connection, e));
      throw new IOException(connection.redact(e.toString()));
    }
  }
}
