// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.x;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Engagement;
import dev.smo.connector.Metric;
import dev.smo.connector.PausedException;
import dev.smo.connector.PostGoneException;
import dev.smo.connectors.Json;
import dev.smo.connectors.Together;
import dev.smo.connectors.Urls;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people did with a post. */
final class XEngagement {
  /** Counters that anybody sees, and, for thirty days, the account alone. */
  private static final Map<Metric, List<String>> COUNTERS =
      Map.of(
          Metric.LIKES, List.of("public_metrics", "like_count"),
          Metric.REPOSTS, List.of("public_metrics", "retweet_count"),
          Metric.REPLIES, List.of("public_metrics", "reply_count"),
          Metric.QUOTES, List.of("public_metrics", "quote_count"),
          Metric.SAVES, List.of("public_metrics", "bookmark_count"),
          Metric.VIEWS, List.of("public_metrics", "impression_count"),
          Metric.CLICKS, List.of("non_public_metrics", "url_link_clicks"));

  /** X gives a post that is older than thirty days not at all to who asks for these of it, too. */
  private static final Duration PRIVATE = Duration.ofDays(29);

  /** The milliseconds in the upper bits of an id begin then. */
  private static final long EPOCH = 1_288_834_974_657L;

  /** X gives no more posts in one call. */
  private static final int AT_ONCE = 100;

  private final XApi api;

  XEngagement(XApi api) {
    this.api = api;
  }

  Engagement counts(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    JsonNode body = look(List.of(post.id()), isYoung(post), connection);
    JsonNode tweet = body.path("data").path(0);
    if (tweet.isMissingNode()) {
      throw isGone(body)
          ? new PostGoneException("X has no such post")
          : new IOException("X answered without the post");
    }
    return counted(tweet);
  }

  /** What X gives not, such as what is gone, is left out. */
  Map<String, Engagement> counts(List<RemotePost> posts, Connection connection)
      throws IOException, InterruptedException {
    Map<String, Engagement> counts = new HashMap<>();
    for (boolean young : new boolean[] {true, false}) {
      List<RemotePost> alike = posts.stream().filter(post -> isYoung(post) == young).toList();
      for (List<String> ids : Together.ids(alike, AT_ONCE)) {
        for (JsonNode tweet : look(ids, young, connection).path("data")) {
          counts.put(tweet.path("id").asText(), counted(tweet));
        }
      }
    }
    return counts;
  }

  private JsonNode look(List<String> ids, boolean young, Connection connection)
      throws IOException, InterruptedException {
    Optional<String> missing = XApi.missing(connection);
    if (missing.isPresent()) {
      throw new IOException(missing.get());
    }
    String fields = young ? "public_metrics,non_public_metrics" : "public_metrics";
    String path =
        "/2/tweets?ids=%s&tweet.fields=%s"
            .formatted(Urls.encode(String.join(",", ids)), Urls.encode(fields));
    Answer answer = api.send(api.request("GET", path, connection));
    if (answer.status() == 429) {
      throw new PausedException(api.pause(answer), "X limits calls");
    }
    if (!answer.ok()) {
      throw new IOException("X answered " + connection.redact(XApi.reason(answer)));
    }
    return Json.of(answer);
  }

  private static Engagement counted(JsonNode tweet) {
    Engagement counted = Engagement.none();
    for (Map.Entry<Metric, List<String>> counter : COUNTERS.entrySet()) {
      JsonNode number = tweet.path(counter.getValue().get(0)).path(counter.getValue().get(1));
      counted = Json.counted(counted, counter.getKey(), number);
    }
    return counted;
  }

  private boolean isYoung(RemotePost post) {
    if (!post.id().matches("\\d{1,18}|[1-8]\\d{18}")) {
      return false;
    }
    Instant made = Instant.ofEpochMilli((Long.parseLong(post.id()) >>> 22) + EPOCH);
    return made.plus(PRIVATE).isAfter(api.clock().instant());
  }

  private static boolean isGone(JsonNode body) {
    for (JsonNode error : body.path("errors")) {
      if (error.path("type").asText().endsWith("/resource-not-found")) {
        return true;
      }
    }
    return false;
  }
}
