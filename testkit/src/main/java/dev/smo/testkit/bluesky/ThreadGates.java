// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.FakeResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which answers are hidden in the threads of an account, and the rules for saying so. */
public final class ThreadGates {
  static final String COLLECTION = "app.bsky.feed.threadgate";

  private static final int MOST = 300;
  private static final Set<String> RULES =
      Set.of(
          COLLECTION + "#mentionRule", COLLECTION + "#followerRule", COLLECTION + "#followingRule");

  private final String did;
  private final Map<String, JsonNode> gates = new HashMap<>();
  private Runnable afterReading = () -> {};

  ThreadGates(String did) {
    this.did = did;
  }

  /** Who reads a gate finds it as it was before this, which another client did at once. */
  public synchronized void afterReading(Runnable doing) {
    afterReading = doing;
  }

  /** Lets another client write the gate of a post, in place of what was there. */
  public synchronized void write(String post, ObjectNode gate) {
    gate.put("post", post).put("createdAt", "2026-11-23T12:00:00Z");
    gates.put(post.substring(post.lastIndexOf('/') + 1), gate);
  }

  /** The gate of a post; empty where it has none. */
  public synchronized Optional<JsonNode> of(String post) {
    return Optional.ofNullable(gates.get(post.substring(post.lastIndexOf('/') + 1)));
  }

  synchronized Optional<JsonNode> get(String rkey) {
    Optional<JsonNode> gate = Optional.ofNullable(gates.get(rkey));
    afterReading.run();
    return gate;
  }

  synchronized FakeResponse put(JsonNode input, Set<String> posts) {
    String rkey = input.path("rkey").asText();
    JsonNode there = gates.get(rkey);
    String cid = there == null ? "null" : FakeBluesky.cid(there);
    if (input.has("swapRecord") && !input.path("swapRecord").asText("null").equals(cid)) {
      return FakeBluesky.error(400, "InvalidSwap", "Record was at " + cid);
    }
    JsonNode gate = input.path("record");
    String wrong = wrong(gate, rkey, posts);
    if (!input.path("repo").asText().equals(did) || !wrong.isEmpty()) {
      return FakeBluesky.error(400, "InvalidRequest", wrong);
    }
    gates.put(rkey, gate);
    return FakeResponse.json(
        200,
        FakeResponse.object()
            .put("uri", "at://" + did + "/" + COLLECTION + "/" + rkey)
            .put("cid", FakeBluesky.cid(gate)));
  }

  private String wrong(JsonNode gate, String rkey, Set<String> posts) {
    String post = "at://" + did + "/app.bsky.feed.post/" + rkey;
    if (!gate.path("post").asText().equals(post) || !posts.contains(rkey)) {
      return "Invalid post at $.record.post";
    }
    if (!gate.path("createdAt").asText().matches("\\d{4}-\\d\\d-\\d\\dT.*Z")) {
      return "Invalid datetime at $.record.createdAt";
    }
    if (gate.path("hiddenReplies").size() > MOST) {
      return "array too big (maximum 300) at $.record.hiddenReplies";
    }
    for (JsonNode rule : gate.path("allow")) {
      if (!RULES.contains(rule.path("$type").asText())) {
        return "Unknown rule at $.record.allow";
      }
    }
    for (JsonNode reply : gate.path("hiddenReplies")) {
      if (!reply.asText().startsWith("at://")) {
        return "Invalid at-uri at $.record.hiddenReplies";
      }
    }
    return "";
  }

  synchronized void delete(String rkey) {
    gates.remove(rkey);
  }

  synchronized Set<String> hidden() {
    Set<String> hidden = new TreeSet<>();
    gates.values().forEach(g -> g.path("hiddenReplies").forEach(r -> hidden.add(r.asText())));
    return hidden;
  }

  synchronized void forget() {
    gates.clear();
  }
}
