// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.threads;

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
import java.util.TreeSet;

/** Posts and answers of a fake Threads. */
final class ThreadsPosts {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssZ", Locale.ROOT);

  private final FakeThreads threads;
  private final TreeMap<String, ObjectNode> posts = new TreeMap<>();
  private final Set<String> hidden = new TreeSet<>();
  private Duration late = Duration.ZERO;

  ThreadsPosts(FakeThreads threads) {
    this.threads = threads;
  }

  synchronized void listLate(Duration time) {
    late = time;
  }

  private ObjectNode post(String id) {
    return Objects.requireNonNull(posts.get(id), id);
  }

  synchronized boolean has(String id) {
    return posts.containsKey(id);
  }

  synchronized String add(String by, String text, String above) {
    String id = threads.number();
    ObjectNode post = FakeResponse.object().put("id", id).put("text", text).put("username", by);
    post.put("permalink", "https://www.threads.com/@" + by + "/post/C" + id);
    post.put("timestamp", TIME.format(threads.now().atOffset(ZoneOffset.UTC)));
    post.put("hide_status", "NOT_HUSHED").put("_at", threads.now().toEpochMilli());
    if (!above.isEmpty()) {
      post.putObject("replied_to").put("id", above);
    }
    posts.put(id, post);
    return id;
  }

  synchronized FakeResponse add(Containers.Container container) {
    GraphCall call = container.call;
    String id = add(FakeThreads.ACCOUNT, call.get("text"), call.get("reply_to_id"));
    ObjectNode post = post(id);
    if (!call.get("link_attachment").isEmpty()) {
      post.put("link_attachment_url", call.get("link_attachment"));
    }
    post.put("_topic", call.get("topic_tag")).put("_replies", call.get("reply_control"));
    ArrayNode alts = post.putArray("_alts");
    container.alts.forEach(alts::add);
    return FakeResponse.json(200, FakeResponse.object().put("id", id));
  }

  synchronized FakeResponse get(String id, GraphCall call) {
    return has(id) ? FakeResponse.json(200, shown(id, call)) : GraphErrors.missing(id);
  }

  /** Only what was asked for. */
  private ObjectNode shown(String id, GraphCall call) {
    ObjectNode shown = FakeResponse.object().put("id", id);
    for (String field : call.get("fields").split(",")) {
      if (post(id).has(field)) {
        shown.set(field, post(id).get(field));
      }
    }
    if (hidden.contains(id)) {
      shown.put("hide_status", "HIDDEN");
    }
    return shown;
  }

  /** Of the account: posts, or answers. */
  synchronized FakeResponse list(GraphCall call, boolean answers) {
    Instant since = Instant.ofEpochSecond(Long.parseLong("0" + call.get("since")));
    List<String> ids = new ArrayList<>();
    posts
        .descendingMap()
        .forEach(
            (id, post) -> {
              Instant at = Instant.ofEpochMilli(post.path("_at").asLong());
              boolean ours = post.path("username").asText().equals(FakeThreads.ACCOUNT);
              boolean listed = !at.isBefore(since) && !at.plus(late).isAfter(threads.now());
              if (ours && listed && post.has("replied_to") == answers) {
                ids.add(id);
              }
            });
    return page(ids, call);
  }

  private FakeResponse page(List<String> ids, GraphCall call) {
    int limit = Integer.parseInt("0" + call.get("limit"));
    if (limit < 1 || limit > 100) {
      return GraphErrors.parameter("limit must be between 1 and 100");
    }
    int from = call.get("after").isEmpty() ? 0 : ids.indexOf(call.get("after")) + 1;
    int to = Math.min(ids.size(), from + limit);
    ObjectNode answer = FakeResponse.object();
    ArrayNode data = answer.putArray("data");
    ids.subList(from, to).forEach(id -> data.add(shown(id, call)));
    if (to < ids.size()) {
      ObjectNode paging = answer.putObject("paging").put("next", "https://graph.threads.net/");
      paging.putObject("cursors").put("after", ids.get(to - 1));
    }
    return FakeResponse.json(200, answer);
  }

  synchronized FakeResponse conversation(String id, GraphCall call) {
    if (!has(id)) {
      return GraphErrors.missing(id);
    }
    Set<String> below = new TreeSet<>(Set.of(id));
    posts.forEach(
        (other, post) -> {
          if (below.contains(post.path("replied_to").path("id").asText())) {
            below.add(other);
          }
        });
    below.remove(id);
    return page(List.copyOf(below), call);
  }

  synchronized FakeResponse insights(String id, GraphCall call) {
    if (!has(id)) {
      return GraphErrors.missing(id);
    }
    ObjectNode answer = FakeResponse.object();
    ArrayNode data = answer.putArray("data");
    for (String metric : call.get("metric").split(",")) {
      if (!Set.of("views", "likes", "replies", "reposts", "quotes", "shares").contains(metric)) {
        return GraphErrors.parameter("metric is wrong: " + metric);
      }
      ObjectNode one = data.addObject().put("name", metric).put("period", "lifetime");
      one.putArray("values").addObject().put("value", post(id).path("_" + metric).asLong());
    }
    return FakeResponse.json(200, answer);
  }

  synchronized void engage(String id, long likes, long views) {
    post(id).put("_likes", likes).put("_views", views);
  }

  synchronized FakeResponse hide(String id, GraphCall call) {
    if (!has(id) || !call.get("hide").matches("true|false")) {
      return has(id) ? GraphErrors.parameter("hide is wrong") : GraphErrors.missing(id);
    }
    boolean unused = call.get("hide").equals("true") ? hidden.add(id) : hidden.remove(id);
    return success();
  }

  synchronized FakeResponse delete(String id) {
    return posts.remove(id) == null ? GraphErrors.missing(id) : success();
  }

  private static FakeResponse success() {
    return FakeResponse.json(200, FakeResponse.object().put("success", true));
  }

  synchronized Set<String> hidden() {
    return Set.copyOf(hidden);
  }

  synchronized List<Executed> ours() {
    List<Executed> all = new ArrayList<>();
    for (ObjectNode post : posts.values()) {
      if (post.path("username").asText().equals(FakeThreads.ACCOUNT)) {
        List<String> alts = new ArrayList<>();
        post.path("_alts").forEach(alt -> alts.add(alt.asText()));
        all.add(
            new Executed(post.path("id").asText(), post.path("text").asText(), post.deepCopy())
                .picturing(alts)
                .answering(post.path("replied_to").path("id").asText()));
      }
    }
    return all;
  }

  synchronized void forget() {
    posts.clear();
    hidden.clear();
  }
}
