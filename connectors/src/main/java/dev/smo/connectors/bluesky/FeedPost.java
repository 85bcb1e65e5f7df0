// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Delivery;
import dev.smo.connectors.AltText;
import dev.smo.connectors.Part;
import dev.smo.post.Media;
import dev.smo.post.Post;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Builds the record of a post ({@code app.bsky.feed.post}). The same delivery gives the same bytes
 * at each attempt, so that writing it twice changes nothing.
 */
final class FeedPost {
  static final int MAX_IMAGES = 4;

  /** What the client of Bluesky itself lets people write. */
  static final int MAX_ALT = 2000;

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private FeedPost() {}

  /** When a part was made: parts of a thread one millisecond after the other. */
  static Instant created(Delivery delivery, Part part) {
    return delivery.started().plusMillis(part.number() - 1L);
  }

  /** The same as records say it. */
  static String time(Delivery delivery, Part part) {
    return MILLIS.format(created(delivery, part));
  }

  /**
   * @param blobs the uploaded pictures; of a link card one or none
   * @param dids the accounts that the words name, by handle
   */
  static ObjectNode of(
      Delivery delivery, Part part, List<JsonNode> blobs, Map<String, String> dids) {
    Post post = part.post();
    RichText text = RichText.of(post, dids);
    ObjectNode posted = JsonNodeFactory.instance.objectNode();
    posted.put("$type", Session.COLLECTION).put("createdAt", time(delivery, part));
    posted.put("text", text.text());
    if (!text.facets().isEmpty()) {
      posted.set("facets", text.facets());
    }
    if (!post.language().getLanguage().isEmpty()) {
      posted.putArray("langs").add(post.language().toLanguageTag());
    }
    if (post.attached() && !blobs.isEmpty()) {
      posted.set("embed", images(post.images(), blobs));
    } else if (post.link().isPresent()) {
      posted.set("embed", card(post, post.link().get(), blobs.stream().findFirst()));
    }
    return posted;
  }

  private static ObjectNode images(List<Media> images, List<JsonNode> blobs) {
    ObjectNode embed = JsonNodeFactory.instance.objectNode();
    embed.put("$type", "app.bsky.embed.images");
    ArrayNode list = embed.putArray("images");
    for (int i = 0; i < blobs.size(); i++) {
      Media image = images.get(i);
      ObjectNode shown = list.addObject().put("alt", AltText.of(image, MAX_ALT));
      shown.set("image", blobs.get(i));
      if (image.width() > 0 && image.height() > 0) {
        shown.putObject("aspectRatio").put("width", image.width()).put("height", image.height());
      }
    }
    return embed;
  }

  private static ObjectNode card(Post post, URI link, Optional<JsonNode> blob) {
    ObjectNode embed = JsonNodeFactory.instance.objectNode();
    embed.put("$type", "app.bsky.embed.external");
    ObjectNode external = embed.putObject("external").put("uri", link.toASCIIString());
    external.put("title", post.title()).put("description", post.description());
    blob.ifPresent(thumb -> external.set("thumb", thumb));
    return embed;
  }
}
