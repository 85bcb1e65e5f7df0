package dev.smo.connectors.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Delivery;
import dev.smo.post.Media;
import dev.smo.post.Post;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Builds the record of a post ({@code app.bsky.feed.post}). The same delivery gives the same bytes
 * at each attempt, so that writing it twice changes nothing.
 */
final class FeedPost {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private FeedPost() {}

  /**
   * @param blob the uploaded picture, where there is one
   */
  static ObjectNode of(Delivery delivery, RichText text, Optional<JsonNode> blob) {
    Post post = delivery.post();
    ObjectNode posted = JsonNodeFactory.instance.objectNode();
    posted.put("$type", Session.COLLECTION).put("createdAt", MILLIS.format(delivery.started()));
    posted.put("text", text.text());
    if (!text.facets().isEmpty()) {
      posted.set("facets", text.facets());
    }
    if (!post.language().getLanguage().isEmpty()) {
      posted.putArray("langs").add(post.language().toLanguageTag());
    }
    if (post.imageInstead() && blob.isPresent()) {
      posted.set("embed", images(post.image().orElseThrow(), blob.get()));
    } else if (post.link().isPresent()) {
      posted.set("embed", card(post, post.link().get(), blob));
    }
    return posted;
  }

  private static ObjectNode images(Media image, JsonNode blob) {
    ObjectNode embed = JsonNodeFactory.instance.objectNode();
    embed.put("$type", "app.bsky.embed.images");
    ObjectNode shown = embed.putArray("images").addObject().put("alt", image.alt());
    shown.set("image", blob);
    if (image.width() > 0 && image.height() > 0) {
      shown.putObject("aspectRatio").put("width", image.width()).put("height", image.height());
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
