// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Limits;
import java.nio.charset.StandardCharsets;

/** Refuses the posts that a real PDS refuses, and facets outside the text, which it does not. */
final class Lexicon {
  private static final int MAX_IMAGES = 4;
  private static final String TID = "[234567abcdefghij][234567a-z]{12}";

  private Lexicon() {}

  /** What is wrong with the input of putRecord, or nothing. */
  static String wrong(JsonNode input, String did) {
    if (!input.path("repo").asText().equals(did)) {
      return "Could not find repo";
    }
    if (!input.path("collection").asText().equals("app.bsky.feed.post")) {
      return "Unknown collection";
    }
    if (!input.path("rkey").asText().matches(TID)) {
      return "Invalid record key at $.rkey";
    }
    JsonNode post = input.path("record");
    if (!post.path("createdAt").asText().matches("\\d{4}-\\d\\d-\\d\\dT[0-9:]{8}\\.\\d{3}Z")) {
      return "Invalid datetime at $.record.createdAt";
    }
    String text = post.path("text").asText();
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > 3000) {
      return "string too big (maximum 3000, got " + bytes + ") at $.record.text";
    }
    if (Limits.graphemes(text) > 300) {
      return "grapheme too big (maximum 300) at $.record.text";
    }
    String facets = facets(post.path("facets"), bytes);
    if (!facets.isEmpty()) {
      return facets;
    }
    String reply = reply(post.path("reply"));
    return reply.isEmpty() ? embed(post.path("embed")) : reply;
  }

  private static String facets(JsonNode facets, int bytes) {
    int last = 0;
    for (JsonNode facet : facets) {
      int start = facet.path("index").path("byteStart").asInt(-1);
      int end = facet.path("index").path("byteEnd").asInt(-1);
      if (start < last || end <= start || end > bytes) {
        return "facet from " + start + " to " + end + " at $.record.facets";
      }
      last = end;
    }
    return "";
  }

  private static String reply(JsonNode reply) {
    for (String end : reply.isMissingNode() ? new String[0] : new String[] {"root", "parent"}) {
      boolean strong =
          reply.path(end).path("uri").asText().startsWith("at://")
              && reply.path(end).path("cid").asText().startsWith("bafy");
      if (!strong) {
        return "Record/reply/" + end + " must be a strong reference";
      }
    }
    return "";
  }

  private static String embed(JsonNode embed) {
    if (embed.path("images").size() > MAX_IMAGES) {
      return "array too big (maximum 4) at $.record.embed.images";
    }
    for (JsonNode image : embed.path("images")) {
      if (!image.path("alt").isTextual() || !small(image.path("image"))) {
        return "bad image at $.record.embed.images";
      }
    }
    JsonNode card = embed.path("external");
    if (card.isObject()) {
      boolean complete =
          card.path("uri").isTextual()
              && card.path("title").isTextual()
              && card.path("description").isTextual();
      if (!complete || (card.has("thumb") && !small(card.path("thumb")))) {
        return "bad card at $.record.embed.external";
      }
    }
    return "";
  }

  private static boolean small(JsonNode blob) {
    return blob.path("size").asInt(Integer.MAX_VALUE) <= 1_000_000;
  }
}
