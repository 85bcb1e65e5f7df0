// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.linkedin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Posts of a fake LinkedIn and the rules under which it takes them. */
final class Posts {
  static final int MAX_LENGTH = 3000;

  private final FakeLinkedIn linkedIn;
  private final Pictures pictures;
  private final Map<String, ObjectNode> posts = new LinkedHashMap<>();
  private final Map<String, String> remembered = new HashMap<>();
  private final Map<String, ObjectNode> numbers = new HashMap<>();
  private Duration late = Duration.ZERO;
  private boolean duplicates = true;

  Posts(FakeLinkedIn linkedIn, Pictures pictures) {
    this.linkedIn = linkedIn;
    this.pictures = pictures;
  }

  synchronized void listLate(Duration time) {
    late = time;
  }

  synchronized void takeDuplicates() {
    duplicates = false;
  }

  synchronized FakeResponse create(Call call) {
    JsonNode post = call.json();
    String author = post.path("author").asText();
    if (!call.type().equals("application/json")) {
      return Refusals.of(415, "UNSUPPORTED_MEDIA_TYPE", "Content-Type is " + call.type());
    }
    if (!linkedIn.mayPostFor(author)) {
      return Refusals.denied("Not enough permissions to post for " + author);
    }
    String wrong = PostSchema.wrong(post, pictures);
    if (!wrong.isEmpty()) {
      return Refusals.invalid(wrong);
    }
    String words = post.path("commentary").asText();
    if (words.length() > MAX_LENGTH) {
      return Refusals.tooLong("commentary");
    }
    String same = author + words + post.path("content").path("article").path("source").asText();
    String before = remembered.get(same);
    if (before != null && duplicates) {
      return Refusals.duplicate(before);
    }
    long number = linkedIn.number();
    String urn = "urn:li:share:" + number;
    ObjectNode kept = post.deepCopy();
    long now = linkedIn.now().toEpochMilli();
    kept.put("id", urn).put("createdAt", now).put("lastModifiedAt", now).put("publishedAt", now);
    kept.put("commentary", words);
    posts.put(urn, kept);
    remembered.put(same, urn);
    return new FakeResponse(201, Map.of("x-restli-id", urn), new byte[0]);
  }

  synchronized FakeResponse list(Call call) {
    String author = call.query("author").orElse("");
    if (!call.query("q").orElse("").equals("author")) {
      return Refusals.of(400, "QUERY_PARAM_NOT_ALLOWED", "q must be author");
    }
    if (!author.startsWith("urn:li:organization:") || !linkedIn.mayPostFor(author)) {
      return Refusals.denied("Not enough permissions to access: posts.FINDER-author.NO_VERSION");
    }
    int start = call.query("start").map(Integer::parseInt).orElse(0);
    int count = Math.min(100, call.query("count").map(Integer::parseInt).orElse(10));
    long listed = linkedIn.now().minus(late).toEpochMilli();
    ObjectNode answer = FakeResponse.object();
    answer.putObject("paging").put("start", start).put("count", count);
    ArrayNode elements = answer.putArray("elements");
    posts.values().stream()
        .filter(post -> post.path("author").asText().equals(author))
        .filter(post -> post.path("createdAt").asLong() <= listed)
        .sorted(Comparator.comparingLong(post -> -post.path("lastModifiedAt").asLong()))
        .skip(start)
        .limit(count)
        .forEach(post -> elements.add(listed(post)));
    return FakeResponse.json(200, answer);
  }

  private static ObjectNode listed(ObjectNode post) {
    String words = LittleText.listed(post.path("commentary").asText());
    return post.deepCopy().put("commentary", words);
  }

  synchronized FakeResponse get(String urn) {
    ObjectNode post = posts.get(urn);
    if (post == null) {
      return missing(urn);
    }
    return post.path("author").asText().startsWith("urn:li:person:")
        ? Refusals.denied("Not enough permissions to access: partnerApiPostsExternal.GET")
        : FakeResponse.json(200, post);
  }

  private FakeResponse missing(String urn) {
    return Refusals.of(404, "NOT_FOUND", "Entity with id " + urn + " is not found");
  }

  synchronized FakeResponse edit(String urn, Call call) {
    ObjectNode post = posts.get(urn);
    if (post == null) {
      return missing(urn);
    }
    JsonNode change = call.json().path("patch").path("$set");
    boolean partial = call.header("x-restli-method").orElse("").equals("PARTIAL_UPDATE");
    if (!partial || call.json().size() != 1 || change.size() != 1 || !change.has("commentary")) {
      return Refusals.invalid("Only commentary can be changed, by PARTIAL_UPDATE");
    }
    if (change.path("commentary").asText().length() > MAX_LENGTH) {
      return Refusals.tooLong("commentary");
    }
    post.put("commentary", change.path("commentary").asText());
    post.put("lastModifiedAt", linkedIn.now().toEpochMilli());
    return new FakeResponse(204, Map.of(), new byte[0]);
  }

  /** Deleting is idempotent. */
  synchronized FakeResponse delete(String urn, Call call) {
    if (!call.header("x-restli-method").orElse("").equals("DELETE")) {
      return Refusals.invalid("X-RestLi-Method is missing");
    }
    posts.remove(urn);
    return new FakeResponse(204, Map.of(), new byte[0]);
  }

  synchronized boolean has(String urn) {
    return posts.containsKey(urn);
  }

  synchronized void engage(String urn, long likes, long comments, long views) {
    numbers.put(
        urn,
        FakeResponse.object()
            .put("likeCount", likes)
            .put("commentCount", comments)
            .put("impressionCount", views)
            .put("shareCount", 0)
            .put("clickCount", 1)
            .put("uniqueImpressionsCount", views)
            .put("engagement", 0.1));
  }

  /** Numbers of a post; none of one that nobody has seen, or that is gone. */
  synchronized FakeResponse statistics(Call call) {
    String urns = call.query("shares").orElse("").replaceAll("^List\\(|\\)$", "");
    ObjectNode answer = FakeResponse.object();
    ArrayNode elements = answer.putArray("elements");
    for (String urn : urns.split(",")) {
      if (posts.containsKey(urn) && numbers.containsKey(urn)) {
        elements.addObject().put("share", urn).set("totalShareStatistics", numbers.get(urn));
      }
    }
    return FakeResponse.json(200, answer);
  }

  synchronized List<Executed> all() {
    List<Executed> all = new ArrayList<>();
    for (ObjectNode post : posts.values()) {
      List<String> alts = new ArrayList<>();
      JsonNode content = post.path("content");
      if (content.has("media")) {
        alts.add(content.path("media").path("altText").asText());
      }
      content.path("multiImage").path("images").forEach(i -> alts.add(i.path("altText").asText()));
      String shown = LittleText.shown(post.path("commentary").asText());
      all.add(new Executed(post.path("id").asText(), shown, post.deepCopy()).picturing(alts));
    }
    return all;
  }

  synchronized void forget() {
    posts.clear();
    remembered.clear();
  }
}
