// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.watching;

import dev.smo.connector.Conversations;
import dev.smo.connector.Engagement;
import dev.smo.connector.Metric;
import dev.smo.connector.Network;
import dev.smo.connector.NetworkProvider;
import dev.smo.connector.Quota;
import dev.smo.connector.Reply;
import dev.smo.connector.Watcher;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jetbrains.annotations.Nullable;

/** A network in memory that only looks at videos; each belongs to one account. */
public final class Tube implements NetworkProvider, Watcher, Conversations {
  static final String ADDRESS = "https://tube.test/";

  /** Accounts by video, of those that are there. */
  final Map<String, String> videos = new HashMap<>();

  /** What was asked, such as {@code museum: v1 v2} or {@code museum: replies v1}. */
  final List<String> asked = new ArrayList<>();

  final List<Reply> replies = new ArrayList<>();

  /** What was said to be kept when replies were last asked for. */
  Set<String> lastKept = Set.of();

  final Map<String, IOException> failures = new HashMap<>();
  @Nullable IOException noReplies;
  long views = 10;
  long callsADay = 1_000;

  @Override
  public Network network() {
    return Network.builder("youtube", "YouTube").metrics(Metric.VIEWS).build();
  }

  @Override
  public Optional<RemotePost> find(URI address) {
    return address.toString().startsWith(ADDRESS)
        ? Optional.of(video(address.toString().substring(ADDRESS.length())))
        : Optional.empty();
  }

  /** What it knows of a video. */
  public static RemotePost video(String id) {
    return new RemotePost(id, URI.create(ADDRESS + id));
  }

  @Override
  public Quota day(Connection connection, Instant now) {
    return new Quota(callsADay, now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1)));
  }

  @Override
  public Map<String, Engagement> engagement(List<RemotePost> posts, Connection connection)
      throws IOException {
    asked.add(
        connection.id()
            + ": "
            + String.join(" ", posts.stream().map(RemotePost::id).sorted().toList()));
    if (failures.containsKey(connection.id())) {
      throw failures.get(connection.id());
    }
    Map<String, Engagement> told = new HashMap<>();
    for (RemotePost post : posts) {
      if (connection.id().equals(videos.get(post.id()))) {
        told.put(
            post.id(),
            Engagement.none().with(Metric.VIEWS, views).with(Metric.REPLIES, replies.size()));
      }
    }
    return told;
  }

  @Override
  public List<Reply> replies(RemotePost post, Connection connection, Set<String> kept)
      throws IOException {
    lastKept = kept;
    return replies(post, connection);
  }

  @Override
  public List<Reply> replies(RemotePost post, Connection connection) throws IOException {
    asked.add(connection.id() + ": replies " + post.id());
    if (noReplies != null) {
      throw noReplies;
    }
    return List.copyOf(replies);
  }

  void says(String id, String text, Instant at) {
    replies.add(
        Reply.builder(new RemotePost(id, URI.create(ADDRESS + "comment/" + id)), at)
            .author("Ann", null)
            .text(text)
            .build());
  }
}
