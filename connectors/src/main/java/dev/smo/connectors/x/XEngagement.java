// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.x;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Engagement;
import dev.smo.connector.Metric;
import dev.smo.connector.PausedException;
import dev.smo.connector.PostGoneException;
import dev.smo.connectors.Json;
import dev.smo.connectors.Urls;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
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

  private final XApi api;

  XEngagement(XApi api) {
    this.api = api;
  }

  Engagement counts(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    Optional<String> missing = XApi.missing(connection);
    if (missing.isPresent()) {
      throw new IOException(missing.get());
    }
    String path =
        "/2/tweets?ids=%s&tweet.fields=%s"
            .formatted(Urls.encode(post.id()), Urls.encode("public_metrics,non_public_metrics"));
    Answer answer = api.send(api.request("GET", path, connection));
    if (answer.status() == 429) {
      throw new PausedException(api.pause(answer), "X limits calls");
    }
    if (!answer.ok()) {
      throw new IOException("X answered " + connection.redact(XApi.reason(answer)));
    }
    JsonNode body = Json.of(answer);
    JsonNode tweet = body.path("data").path(0);
    if (tweet.isMissingNode()) {
      throw isGone(body)
          ? new PostGoneException("X has no such post")
          : new IOException("X answered without the post");
    }
    Engagement counted = Engagement.none();
    for (Map.Entry<Metric, List<String>> counter : COUNTERS.entrySet()) {
      JsonNode number = tweet.path(counter.getValue().get(0)).path(counter.getValue().get(1));
      counted = Json.counted(counted, counter.getKey(), number);
    }
    return counted;
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
