// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.facebook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Engagement;
import dev.smo.connector.Metric;
import dev.smo.connector.PostGoneException;
import dev.smo.connectors.Json;
import dev.smo.connectors.meta.GraphError;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people did with a post of a page. */
final class PageInsights {
  private static final Logger LOG = LoggerFactory.getLogger(PageInsights.class);
  private static final String CLICKS = "post_clicks";
  private static final String SUMMARY = ".limit(0).summary(total_count)";

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
    String fields = "shares,reactions" + SUMMARY + ",comments" + SUMMARY;
    Answer answer = graph.send(graph.get(post.id(), Map.of("fields", fields), connection));
    if (graph.isGone(answer, connection)) {
      throw new PostGoneException("Facebook has no such post any more");
    }
    JsonNode said = graph.read(answer, connection);
    if (!said.path("id").asText().equals(post.id())) {
      throw new IOException("Facebook answered without the numbers of the post");
    }
    Engagement counted = Engagement.none();
    counted =
        Json.counted(
            counted, Metric.LIKES, said.path("reactions").path("summary").path("total_count"));
    counted =
        Json.counted(
            counted, Metric.REPLIES, said.path("comments").path("summary").path("total_count"));
    counted = Json.counted(counted, Metric.REPOSTS, said.path("shares").path("count"));
    return insights(counted, post, connection);
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
    Engagement all = counted;
    for (JsonNode metric : graph.read(answer, connection).path("data")) {
      Metric name = metric.path("name").asText().equals(CLICKS) ? Metric.CLICKS : Metric.VIEWS;
      all = Json.counted(all, name, metric.path("values").path(0).path("value"));
    }
    return all;
  }
}
