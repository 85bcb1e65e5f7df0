// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.linkedin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Engagement;
import dev.smo.connector.Metric;
import dev.smo.connectors.Together;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What people did with a post: of a page all numbers in one call, of a member one call each. */
final class LinkedInInsights {
  private static final Map<Metric, String> OF_PAGES =
      Map.of(
          Metric.LIKES, "likeCount",
          Metric.REPOSTS, "shareCount",
          Metric.REPLIES, "commentCount",
          Metric.VIEWS, "impressionCount",
          Metric.CLICKS, "clickCount");

  private static final Map<Metric, String> OF_MEMBERS =
      Map.of(
          Metric.LIKES, "REACTION",
          Metric.REPOSTS, "RESHARE",
          Metric.REPLIES, "COMMENT",
          Metric.VIEWS, "IMPRESSION");

  /** As many as an address has room for. */
  private static final int AT_ONCE = 50;

  private final LinkedInApi api;
  private final Comments comments;

  LinkedInInsights(LinkedInApi api, Comments comments) {
    this.api = api;
    this.comments = comments;
  }

  Engagement counts(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    Urn author = Urn.author(connection).orElseThrow();
    Urn urn = new Urn(post.id());
    return author.isOrganization() ? ofPage(author, urn, connection) : ofMember(urn, connection);
  }

  /** Of a page, those that somebody has seen; of a member, none. */
  Map<String, Engagement> counts(List<RemotePost> posts, Connection connection)
      throws IOException, InterruptedException {
    Urn author = Urn.author(connection).orElseThrow();
    Map<String, Engagement> counts = new HashMap<>();
    if (!author.isOrganization()) {
      return counts;
    }
    for (boolean ugc : new boolean[] {true, false}) {
      List<RemotePost> alike =
          posts.stream().filter(post -> new Urn(post.id()).isUgcPost() == ugc).toList();
      for (List<String> ids : Together.ids(alike, AT_ONCE)) {
        for (JsonNode one : statistics(author, ugc, ids, connection)) {
          String id = one.path(ugc ? "ugcPost" : "share").asText();
          counts.put(id, ofPage(one));
        }
      }
    }
    return counts;
  }

  private Engagement ofPage(Urn author, Urn urn, Connection connection)
      throws IOException, InterruptedException {
    JsonNode elements = statistics(author, urn.isUgcPost(), List.of(urn.text()), connection);
    if (elements.isEmpty()) {
      // Nobody has seen it yet, or it is gone.
      comments.gone(urn, connection);
    }
    return ofPage(elements.path(0));
  }

  private JsonNode statistics(Urn author, boolean ugc, List<String> ids, Connection connection)
      throws IOException, InterruptedException {
    String urns = ids.stream().map(id -> new Urn(id).encoded()).collect(Collectors.joining(","));
    String path =
        "/rest/organizationalEntityShareStatistics?q=organizationalEntity&organizationalEntity=%s&%s=List(%s)"
            .formatted(author.encoded(), ugc ? "ugcPosts" : "shares", urns);
    JsonNode elements = api.read(ask(path, connection), connection).path("elements");
    if (!elements.isArray()) {
      throw new IOException("LinkedIn answered without the numbers of the post");
    }
    return elements;
  }

  private static Engagement ofPage(JsonNode element) {
    JsonNode numbers = element.path("totalShareStatistics");
    Engagement counted = Engagement.none();
    for (Map.Entry<Metric, String> counter : OF_PAGES.entrySet()) {
      JsonNode number = numbers.path(counter.getValue());
      // LinkedIn counts likes that were taken back as less than none.
      counted =
          number.isNumber()
              ? counted.with(counter.getKey(), Math.max(0, number.asLong()))
              : counted;
    }
    return counted;
  }

  private Engagement ofMember(Urn urn, Connection connection)
      throws IOException, InterruptedException {
    Engagement counted = Engagement.none();
    for (Map.Entry<Metric, String> counter : OF_MEMBERS.entrySet()) {
      String path =
          "/rest/memberCreatorPostAnalytics?q=entity&entity=(%s:%s)&queryType=%s&aggregation=TOTAL"
              .formatted(urn.isUgcPost() ? "ugc" : "share", urn.encoded(), counter.getValue());
      JsonNode number = api.read(ask(path, connection), connection).path("elements").path(0);
      if (!number.path("count").isNumber()) {
        throw new IOException("LinkedIn answered without the numbers of the post");
      }
      counted = counted.with(counter.getKey(), number.path("count").asLong());
    }
    return counted;
  }

  private Answer ask(String path, Connection connection) throws IOException, InterruptedException {
    return api.send(api.request("GET", path, connection));
  }
}
