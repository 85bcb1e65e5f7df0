// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engagement;

import dev.smo.connections.NetworkCalls;
import dev.smo.connections.NetworkClient;
import dev.smo.connector.Conversations;
import dev.smo.connector.Engagement;
import dev.smo.connector.Insights;
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
import java.util.Set;
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

  /**
   * Whether what is still to be asked of a post takes no more calls than may be made.
   *
   * @param told its counters, as far as they were told together with others
   * @param quiet whether it is known that nobody has answered it
   */
  boolean canAskFor(Optional<Engagement> told, boolean quiet) {
    boolean counts = insights.isPresent() && told.isEmpty();
    boolean replies = conversations.isPresent() && !quiet;
    return calls > 0 || !(counts || replies);
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
   * @param kept ids of answers that are kept here
   */
  Optional<List<Reply>> replies(RemotePost post, Set<String> kept)
      throws IOException, InterruptedException {
    if (conversations.isEmpty()) {
      return Optional.empty();
    }
    calls--;
    return Optional.of(asked(deadline -> conversations.get().replies(post, connection, kept)));
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
