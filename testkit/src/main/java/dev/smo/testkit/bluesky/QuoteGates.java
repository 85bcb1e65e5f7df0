// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.testkit.FakeResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which posts of an account nobody may quote, and the rules for saying so. */
public final class QuoteGates {
  static final String COLLECTION = "app.bsky.feed.postgate";

  private final String did;
  private final Map<String, JsonNode> gates = new HashMap<>();

  QuoteGates(String did) {
    this.did = did;
  }

  /** Addresses of the posts that nobody may quote. */
  public synchronized Set<String> closed() {
    Set<String> closed = new TreeSet<>();
    gates.values().forEach(gate -> closed.add(gate.path("post").asText()));
    return closed;
  }

  synchronized Optional<JsonNode> get(String rkey) {
    return Optional.ofNullable(gates.get(rkey));
  }

  synchronized FakeResponse put(JsonNode input, Set<String> posts) {
    String rkey = input.path("rkey").asText();
    JsonNode gate = input.path("record");
    String rule = gate.at("/embeddingRules/0/$type").asText();
    boolean right =
        input.path("repo").asText().equals(did)
            && posts.contains(rkey)
            && gate.path("post").asText().equals("at://" + did + "/app.bsky.feed.post/" + rkey)
            && gate.path("createdAt").asText().matches("\\d{4}-\\d\\d-\\d\\dT.*Z")
            && rule.equals(COLLECTION + "#disableRule");
    if (!right) {
      return FakeBluesky.error(400, "InvalidRequest", "Invalid record");
    }
    if (input.has("swapRecord") && gates.containsKey(rkey)) {
      return FakeBluesky.error(400, "InvalidSwap", "There is a record");
    }
    gates.put(rkey, gate);
    return FakeResponse.json(
        200,
        FakeResponse.object()
            .put("uri", "at://" + did + "/" + COLLECTION + "/" + rkey)
            .put("cid", FakeBluesky.cid(gate)));
  }

  synchronized void delete(String rkey) {
    gates.remove(rkey);
  }

  synchronized void forget() {
    gates.clear();
  }
}
