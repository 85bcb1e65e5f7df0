// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.instagram;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeResponse;
import dev.smo.testkit.facebook.GraphCall;
import dev.smo.testkit.facebook.GraphErrors;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Posts of a fake Instagram. */
final class InstagramMedia {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssZ", Locale.ROOT);
  private static final Set<String> METRICS =
      Set.of("views", "likes", "comments", "shares", "saved", "reach", "total_interactions");

  private final FakeInstagram instagram;
  private final TreeMap<String, ObjectNode> posts = new TreeMap<>();
  private Duration late = Duration.ZERO;

  InstagramMedia(FakeInstagram instagram) {
    this.instagram = instagram;
  }

  static String time(Instant time) {
    return TIME.format(time.atOffset(ZoneOffset.UTC));
  }

  synchronized void listLate(Duration time) {
    late = time;
  }

  synchronized boolean has(String id) {
    return posts.containsKey(id);
  }

  private ObjectNode post(String id) {
    return Objects.requireNonNull(posts.get(id), id);
  }

  synchronized FakeResponse add(PictureContainers.Container container) {
    String id = instagram.number();
    ObjectNode post = FakeResponse.object().put("id", id);
    post.put("caption", container.call.get("caption"));
    post.put("permalink", "https://www.instagram.com/p/C" + id + "/");
    post.put("timestamp", time(instagram.now())).put("_at", instagram.now().toEpochMilli());
    ArrayNode alts = post.putArray("_alts");
    container.alts.forEach(alts::add);
    posts.put(id, post);
    return FakeResponse.json(200, FakeResponse.object().put("id", id));
  }

  synchronized FakeResponse get(String id, GraphCall call) {
    return has(id) ? FakeResponse.json(200, shown(post(id), call)) : GraphErrors.missing(id);
  }

  /** Only what was asked for. */
  static ObjectNode shown(ObjectNode whole, GraphCall call) {
    ObjectNode shown = FakeResponse.object();
    shown.set("id", whole.get("id"));
    for (String field : call.get("fields").split(",")) {
      if (whole.has(field)) {
        shown.set(field, whole.get(field));
      }
    }
    return shown;
  }

  /** The newest first. */
  synchronized FakeResponse list(GraphCall call) {
    List<ObjectNode> listed = new ArrayList<>();
    for (ObjectNode post : posts.descendingMap().values()) {
      Instant at = Instant.ofEpochMilli(post.path("_at").asLong());
      if (!at.plus(late).isAfter(instagram.now())) {
        listed.add(shown(post, call));
      }
    }
    return page(listed, call);
  }

  static FakeResponse page(List<ObjectNode> all, GraphCall call) {
    int limit = Integer.parseInt("0" + call.get("limit"));
    if (limit < 1 || limit > 100) {
      return GraphErrors.parameter("limit must be between 1 and 100");
    }
    int from = Integer.parseInt("0" + call.get("after"));
    int to = Math.min(all.size(), from + limit);
    ObjectNode answer = FakeResponse.object();
    ArrayNode data = answer.putArray("data");
    all.subList(from, to).forEach(data::add);
    if (to < all.size()) {
      ObjectNode paging = answer.putObject("paging").put("next", "https://graph.instagram.com/");
      paging.putObject("cursors").put("after", String.valueOf(to));
    }
    return FakeResponse.json(200, answer);
  }

  synchronized FakeResponse insights(String id, GraphCall call) {
    if (!has(id)) {
      return GraphErrors.missing(id);
    }
    ObjectNode answer = FakeResponse.object();
    ArrayNode data = answer.putArray("data");
    for (String metric : call.get("metric").split(",")) {
      if (!METRICS.contains(metric)) {
        return GraphErrors.parameter("metric must be one of " + METRICS + ": " + metric);
      }
      ObjectNode one = data.addObject().put("name", metric).put("period", "lifetime");
      one.putArray("values").addObject().put("value", post(id).path("_" + metric).asLong());
    }
    return FakeResponse.json(200, answer);
  }

  synchronized void engage(String id, long likes, long views) {
    post(id).put("_likes", likes).put("_views", views);
  }

  synchronized void delete(String id) {
    posts.remove(id);
  }

  synchronized List<Executed> all() {
    List<Executed> all = new ArrayList<>();
    for (ObjectNode post : posts.values()) {
      List<String> alts = new ArrayList<>();
      post.path("_alts").forEach(alt -> alts.add(alt.asText()));
      all.add(
          new Executed(post.path("id").asText(), post.path("caption").asText(), post.deepCopy())
              .picturing(alts));
    }
    return all;
  }

  synchronized void forget() {
    posts.clear();
  }
}
