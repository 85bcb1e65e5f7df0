// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.tumblr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.testkit.Call;
import dev.smo.testkit.FormPart;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Posts made of blocks, and the rules under which a fake Tumblr takes them. */
final class TumblrBlocks {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> FIELDS =
      Set.of("content", "tags", "state", "source_url", "slug", "date", "layout");

  private static final Map<String, Set<String>> BLOCKS =
      Map.of(
          "text",
          Set.of("type", "subtype", "text", "formatting"),
          "link",
          Set.of("type", "url", "title", "description", "author", "site_name", "poster"),
          "image",
          Set.of("type", "media", "alt_text", "caption", "attribution", "colors"));

  private TumblrBlocks() {}

  static JsonNode document(Call call, Map<String, FormPart> parts) {
    if (call.type().equals("application/json")) {
      return call.json();
    }
    try {
      return parts.containsKey("json")
          ? JSON.readTree(Objects.requireNonNull(parts.get("json")).text())
          : JSON.missingNode();
    } catch (IOException e) {
      return JSON.missingNode();
    }
  }

  static String wrong(JsonNode post, Map<String, FormPart> parts) {
    String unknown = Call.unknown(post.fieldNames(), FIELDS);
    if (!unknown.isEmpty()) {
      return "Unknown field " + unknown;
    }
    for (String part : parts.keySet()) {
      if (!part.equals("json") && !post.findValuesAsText("identifier").contains(part)) {
        return "No block shows the part " + part;
      }
    }
    if (!post.path("content").isArray() || post.path("content").isEmpty()) {
      return "The post has no content";
    }
    if (!post.path("state").asText().equals("published") || !post.path("tags").isTextual()) {
      return "state or tags is wrong";
    }
    for (JsonNode block : post.path("content")) {
      Set<String> fields = BLOCKS.getOrDefault(block.path("type").asText(), Set.of());
      if (!Call.unknown(block.fieldNames(), fields).isEmpty() || !fits(block, parts)) {
        return "A block is wrong: " + block.path("type").asText();
      }
    }
    return "";
  }

  private static boolean fits(JsonNode block, Map<String, FormPart> parts) {
    return switch (block.path("type").asText()) {
      case "text" -> {
        String text = block.path("text").asText();
        yield !text.isBlank() && text.codePointCount(0, text.length()) <= 4_096;
      }
      case "link" -> block.path("url").asText().matches("https?://.+");
      case "image" -> {
        JsonNode media = block.path("media").path(0);
        String alt = block.path("alt_text").asText();
        yield alt.length() <= 8_192
            && alt.codePointCount(0, alt.length()) <= 4_096
            && (media.has("url") || parts.containsKey(media.path("identifier").asText()));
      }
      default -> false;
    };
  }
}
