// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Engagement;
import dev.smo.connector.Metric;
import dev.smo.connector.PausedException;
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Reply;
import dev.smo.connectors.Followers;
import dev.smo.connectors.Json;
import dev.smo.connectors.Together;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * What people did with a post. An AppView is asked, because a PDS neither counts nor knows answers;
 * it needs no session.
 */
final class BlueskyEngagement {
  static final String APPVIEW = "https://public.api.bsky.app";
  private static final String DEPTH = "6";

  /** The AppView gives no more posts in one call. */
  private static final int AT_ONCE = 25;

  private static final String REPLY_ID =
      "at://(did:[a-z]+:[\\w.:%-]+)/app\\.bsky\\.feed\\.post/(\\w+)";

  /** Authors, or moderators for them, do not want strangers to see it. */
  private static final Set<String> NOT_FOR_STRANGERS =
      Set.of("!no-unauthenticated", "!hide", "!takedown");

  private static final Map<Metric, String> COUNTERS =
      Map.of(
          Metric.LIKES, "likeCount",
          Metric.REPOSTS, "repostCount",
          Metric.REPLIES, "replyCount",
          Metric.QUOTES, "quoteCount");

  private final Xrpc xrpc;

  BlueskyEngagement(Xrpc xrpc) {
    this.xrpc = xrpc;
  }

  Engagement counts(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    JsonNode counted =
        ask("app.bsky.feed.getPosts", Map.of("uris", post.id()), connection).path("posts").path(0);
    if (counted.isMissingNode()) {
      throw notShown(post, connection);
    }
    return counted(counted);
  }

  /** What the AppView does not show is left out. */
  Map<String, Engagement> counts(List<RemotePost> posts, Connection connection)
      throws IOException, InterruptedException {
    Map<String, Engagement> counts = new HashMap<>();
    for (List<String> ids : Together.ids(posts, AT_ONCE)) {
      List<Map.Entry<String, String>> uris = ids.stream().map(id -> Map.entry("uris", id)).toList();
      for (JsonNode post : ask("app.bsky.feed.getPosts", uris, connection).path("posts")) {
        counts.put(post.path("uri").asText(), counted(post));
      }
    }
    return counts;
  }

  private static Engagement counted(JsonNode post) {
    Engagement engagement = Engagement.none();
    for (Map.Entry<Metric, String> counter : COUNTERS.entrySet()) {
      engagement = Json.counted(engagement, counter.getKey(), post.path(counter.getValue()));
    }
    return engagement;
  }

  List<Reply> replies(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    Map<String, String> question = Map.of("uri", post.id(), "depth", DEPTH, "parentHeight", "0");
    JsonNode thread = ask("app.bsky.feed.getPostThread", question, connection).path("thread");
    if (!thread.path("post").isObject()) {
      throw notShown(post, connection);
    }
    List<Reply> replies = new ArrayList<>();
    collect(thread, replies);
    replies.sort(Comparator.comparing(Reply::at));
    return replies;
  }

  /** How many follow an account, as the AppView counts them. */
  OptionalLong followers(String did, Connection connection) throws InterruptedException {
    Map<String, String> account = Map.of("actor", did);
    return Followers.asked(
        xrpc.outbound(),
        Xrpc.query(appview(connection), "app.bsky.actor.getProfile", account),
        "/followersCount");
  }

  private static URI appview(Connection connection) {
    return URI.create(connection.setting("appview").orElse(APPVIEW));
  }

  private JsonNode ask(String method, Map<String, String> question, Connection connection)
      throws IOException, InterruptedException {
    return ask(method, question.entrySet(), connection);
  }

  private JsonNode ask(
      String method, Collection<Map.Entry<String, String>> question, Connection connection)
      throws IOException, InterruptedException {
    Answer answer = xrpc.send(Xrpc.query(appview(connection), method, question));
    if (answer.ok()) {
      return Json.of(answer);
    }
    if (answer.status() == 400 && Xrpc.error(answer).equals("NotFound")) {
      return Json.of(answer);
    }
    throw answer.status() == 429
        ? new PausedException(xrpc.pause(answer), "Bluesky limits calls")
        : new IOException("Bluesky answered " + connection.redact(Xrpc.reason(answer)));
  }

  /** An AppView may be late, or hide a post; only the account's own PDS knows that it is gone. */
  private IOException notShown(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    Optional<Session> session = Session.of(connection);
    if (session.isPresent()) {
      String rkey = post.id().substring(post.id().lastIndexOf('/') + 1);
      Map<String, String> place =
          Map.of("repo", session.get().did(), "collection", Session.COLLECTION, "rkey", rkey);
      Answer answer =
          xrpc.send(Xrpc.query(session.get().pds(), "com.atproto.repo.getRecord", place));
      boolean own = session.get().post(rkey).id().equals(post.id());
      if (own && answer.status() == 400 && Xrpc.error(answer).equals("RecordNotFound")) {
        return new PostGoneException("The account has no such post any more");
      }
    }
    return new IOException("Bluesky does not show this post");
  }

  /** Deleted and blocked posts have no {@code post}; an AppView gives no answers to them. */
  private static void collect(JsonNode parent, List<Reply> replies) {
    for (JsonNode node : parent.path("replies")) {
      if (node.path("post").isObject()) {
        reply(node.path("post")).ifPresent(replies::add);
        collect(node, replies);
      }
    }
  }

  private static Optional<Reply> reply(JsonNode post) {
    JsonNode author = post.path("author");
    String uri = post.path("uri").asText();
    if (!uri.matches(REPLY_ID) || hidden(post.path("labels")) || hidden(author.path("labels"))) {
      return Optional.empty();
    }
    String profile = "https://bsky.app/profile/" + uri.replaceFirst(REPLY_ID, "$1");
    String name = author.path("displayName").asText();
    try {
      return Optional.of(
          Reply.builder(
                  new RemotePost(
                      uri,
                      URI.create(profile + "/post/" + uri.substring(uri.lastIndexOf('/') + 1))),
                  Instant.parse(post.path("indexedAt").asText()))
              .author(name.isBlank() ? author.path("handle").asText() : name, URI.create(profile))
              .text(post.path("record").path("text").asText())
              .build());
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static boolean hidden(JsonNode labels) {
    return StreamSupport.stream(labels.spliterator(), false)
        .anyMatch(label -> NOT_FOR_STRANGERS.contains(label.path("val").asText()));
  }
}
