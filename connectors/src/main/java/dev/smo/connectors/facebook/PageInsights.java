// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.facebook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Engagement;
import dev.smo.connector.Metric;
import dev.smo.connector.PostGoneException;
import dev.smo.connectors.Json;
import dev.smo.connectors.Together;
import dev.smo.connectors.meta.GraphError;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people did with a post of a page. */
final class PageInsights {
  private static final Logger LOG = LoggerFactory.getLogger(PageInsights.class);
  private static final String CLICKS = "post_clicks";
  private static final String SUMMARY = ".limit(0).summary(total_count)";
  private static final String FIELDS = "shares,reactions" + SUMMARY + ",comments" + SUMMARY;

  /** Facebook gives no more objects in one call. */
  private static final int AT_ONCE = 50;

  private final Graph graph;
  private final String views;

  /**
   * @param views name of the metric that counts how often a post was seen
   */
  PageInsights(Graph graph, String views) {
    this.graph = graph;
    this.views = views;
  }

  Engagement counts(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    Answer answer = graph.send(graph.get(post.id(), Map.of("fields", FIELDS), connection));
    if (graph.isGone(answer, connection)) {
      throw new PostGoneException("Facebook has no such post any more");
    }
    JsonNode said = graph.read(answer, connection);
    if (!said.path("id").asText().equals(post.id())) {
      throw new IOException("Facebook answered without the numbers of the post");
    }
    return insights(counted(said), post, connection);
  }

  /**
   * The same of several posts.
   *
   * @throws IOException one of them is gone, or a metric: Facebook then tells nothing of the others
   */
  Map<String, Engagement> counts(List<RemotePost> posts, Connection connection)
      throws IOException, InterruptedException {
    String fields = "%s,insights.metric(%s,%s)".formatted(FIELDS, views, CLICKS);
    Map<String, Engagement> counts = new HashMap<>();
    for (List<String> ids : Together.ids(posts, AT_ONCE)) {
      Map<String, String> query = Map.of("ids", String.join(",", ids), "fields", fields);
      JsonNode said = graph.read(graph.send(graph.get("", query, connection)), connection);
      for (String id : ids) {
        JsonNode one = said.path(id);
        if (one.path("id").asText().equals(id)) {
          counts.put(id, insights(counted(one), one.path("insights").path("data")));
        }
      }
    }
    return counts;
  }

  private static Engagement counted(JsonNode said) {
    Engagement counted = Engagement.none();
    counted =
        Json.counted(
            counted, Metric.LIKES, said.path("reactions").path("summary").path("total_count"));
    counted =
        Json.counted(
            counted, Metric.REPLIES, said.path("comments").path("summary").path("total_count"));
    return Json.counted(counted, Metric.REPOSTS, said.path("shares").path("count"));
  }

  /**
   * Views and clicks; Meta ends metrics at times, and a post has the other numbers without them.
   */
  private Engagement insights(Engagement counted, RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    Map<String, String> query = Map.of("metric", views + "," + CLICKS);
    Answer answer = graph.send(graph.get(post.id() + "/insights", query, connection));
    GraphError.Kind kind = answer.ok() ? null : GraphError.of(answer).kind();
    if (kind == GraphError.Kind.REFUSED || kind == GraphError.Kind.ACCESS) {
      LOG.warn(
          "Facebook gives no views of {} ({}); the metric stands in the configuration {}",
          post.id(),
          connection.redact(GraphError.of(answer).reason()),
          FacebookSettings.PID);
      return counted;
    }
    return insights(counted, graph.read(answer, connection).path("data"));
  }

  private static Engagement insights(Engagement counted, JsonNode metrics) {
    Engagement all = counted;
    for (JsonNode metric : metrics) {
      Metric name = metric.path("name").asText().equals(CLICKS) ? Metric.CLICKS : Metric.VIEWS;
      all = Json.counted(all, name, metric.path("values").path(0).path("value"));
    }
    return all;
  }
}
