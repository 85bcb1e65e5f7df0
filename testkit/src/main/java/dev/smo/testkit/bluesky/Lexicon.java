package dev.smo.testkit.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Limits;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Refuses the posts that a real PDS refuses, and facets outside the text, which it does not. */
final class Lexicon {
  private static final String TID = "[234567abcdefghij][234567a-z]{12}";

  private Lexicon() {}

  /** What is wrong with the input of putRecord, or nothing. */
  static String wrong(JsonNode input, String did, Set<String> blobs) {
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
    return facets.isEmpty() ? embed(post.path("embed"), blobs) : facets;
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

  private static String embed(JsonNode embed, Set<String> blobs) {
    for (JsonNode image : embed.path("images")) {
      if (!image.path("alt").isTextual() || !known(image.path("image"), blobs)) {
        return "bad image at $.record.embed.images";
      }
    }
    JsonNode card = embed.path("external");
    if (card.isObject()) {
      boolean complete =
          card.path("uri").isTextual()
              && card.path("title").isTextual()
              && card.path("description").isTextual();
      if (!complete || (card.has("thumb") && !known(card.path("thumb"), blobs))) {
        return "bad card at $.record.embed.external";
      }
    }
    return "";
  }

  private static boolean known(JsonNode blob, Set<String> blobs) {
    return blobs.contains(blob.path("ref").path("$link").asText())
        && blob.path("size").asInt() <= 1_000_000;
  }
}
