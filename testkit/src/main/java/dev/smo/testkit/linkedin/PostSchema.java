// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.linkedin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** What LinkedIn's schema says of a post. */
final class PostSchema {
  private static final int MAX_ALT = 4086;
  private static final int MAX_TITLE = 400;
  private static final Set<String> NEEDED =
      Set.of("author", "commentary", "visibility", "distribution", "lifecycleState");

  private PostSchema() {}

  /** What is wrong with a post, or nothing. */
  static String wrong(JsonNode post, Pictures pictures) {
    for (String field : NEEDED) {
      if (!post.has(field)) {
        return "/" + field + " :: field is required but not found";
      }
    }
    for (String field : (Iterable<String>) post::fieldNames) {
      if (!NEEDED.contains(field) && !field.matches("content|isReshareDisabledByAuthor")) {
        return "/" + field + " :: unrecognized field found but not allowed";
      }
    }
    if (!post.path("lifecycleState").asText().equals("PUBLISHED")
        || !post.path("visibility").asText().matches("PUBLIC|CONNECTIONS|LOGGED_IN")
        || !post.path("distribution").path("feedDistribution").asText().equals("MAIN_FEED")) {
      return "A value is not an enum symbol";
    }
    return post.has("content") ? content(post, pictures) : "";
  }

  private static String content(JsonNode post, Pictures pictures) {
    JsonNode content = post.path("content");
    if (content.size() != 1) {
      return "/content :: union has " + content.size() + " members";
    }
    String author = post.path("author").asText();
    if (content.has("article")) {
      return article(content.path("article"), author, pictures);
    }
    if (content.has("media")) {
      return picture(content.path("media"), author, pictures);
    }
    JsonNode images = content.path("multiImage").path("images");
    if (images.size() < 2 || images.size() > 20) {
      return "/content/multiImage/images :: " + images.size() + " images";
    }
    for (JsonNode image : images) {
      String wrong = picture(image, author, pictures);
      if (!wrong.isEmpty()) {
        return wrong;
      }
    }
    return "";
  }

  private static String article(JsonNode article, String author, Pictures pictures) {
    for (String field : (Iterable<String>) article::fieldNames) {
      if (!field.matches("source|title|description|thumbnail")) {
        return "/content/article/" + field + " :: unrecognized field found but not allowed";
      }
    }
    if (article.path("title").asText().isEmpty()
        || article.path("title").asText().length() > MAX_TITLE
        || !article.path("source").asText().matches("https?://[^\\s]+")) {
      return "/content/article :: title or source is missing";
    }
    return article.has("thumbnail")
        ? pictures.wrong(article.path("thumbnail").asText(), author)
        : "";
  }

  private static String picture(JsonNode image, String author, Pictures pictures) {
    String alt = image.path("altText").asText();
    return alt.codePointCount(0, alt.length()) > MAX_ALT
        ? "altText :: length is more than " + MAX_ALT
        : pictures.wrong(image.path("id").asText(), author);
  }
}
