// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.tumblr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciliation;
import dev.smo.connectors.AltText;
import dev.smo.connectors.Json;
import dev.smo.connectors.Matching;
import dev.smo.connectors.OpenCall;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes posts of blocks, looks for them, and changes them. */
final class BlogWriter {
  static final int MAX_WORDS = 4_096;
  static final int MAX_ALT = 4_096;

  private static final Outcome TOO_LONG =
      new Outcome.Rejected("Longer than the 4096 characters that Tumblr takes in a block");
  private static final String PICTURE = "picture";
  private static final int PAGES = 5;
  private static final int PAGE = 20;

  private final TumblrApi api;

  BlogWriter(TumblrApi api) {
    this.api = api;
  }

  /** Tumblr counts code points. */
  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    Post post = delivery.post();
    if (length(post.text()) > MAX_WORDS) {
      return TOO_LONG;
    }
    Connection connection = delivery.connection();
    ArrayNode pictures = JsonNodeFactory.instance.arrayNode();
    picture(post).ifPresent(picture -> pictures.add(block(picture)));
    OpenCall call = OpenCall.of(delivery);
    Request request = body(api.ofBlog("POST", "posts", connection), post, pictures);
    Answer answer = call.send(request, api.outbound());
    return call.ended(
        answer.ok()
            ? new Outcome.Published(named(Json.of(answer).path("response"), connection))
            : api.refused(answer, connection));
  }

  private static Optional<Media> picture(Post post) {
    return post.attached() ? post.images().stream().findFirst() : Optional.empty();
  }

  private static ObjectNode block(Media picture) {
    ObjectNode block = JsonNodeFactory.instance.objectNode().put("type", "image");
    block.putArray("media").addObject().put("type", picture.type()).put("identifier", PICTURE);
    String alt = AltText.of(picture, MAX_ALT);
    return alt.isEmpty() ? block : block.put("alt_text", alt);
  }

  /** A picture of its own travels as a part beside the words. */
  private static Request body(Request request, Post post, ArrayNode pictures) {
    String document = document(post, pictures).toString();
    Optional<Media> picture = picture(post);
    return picture.isEmpty()
        ? request.json(document)
        : request.multipart(
            Map.of("json", document),
            PICTURE,
            "picture." + picture.get().type().replaceFirst(".*/", ""),
            picture.get().type(),
            picture.get().bytes());
  }

  private static ObjectNode document(Post post, ArrayNode pictures) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ArrayNode content = document.putArray("content").addAll(pictures);
    if (!post.text().isBlank()) {
      content.addObject().put("type", "text").put("text", post.text());
    }
    if (post.link().isPresent()) {
      String link = post.link().get().toString();
      ObjectNode card = content.addObject().put("type", "link").put("url", link);
      post.title().lines().findFirst().ifPresent(title -> card.put("title", title));
      post.description().lines().findFirst().ifPresent(text -> card.put("description", text));
      document.put("source_url", link);
    }
    List<String> tags = post.hashtags().stream().map(tag -> tag.replace(",", " ")).toList();
    return document.put("tags", String.join(",", tags)).put("state", "published");
  }

  private static RemotePost named(JsonNode post, Connection connection) throws IOException {
    String id = post.path("id_string").asText(post.path("id").asText());
    if (!id.matches("\\d{1,30}")) {
      throw new IOException("Tumblr answered without naming the post");
    }
    URI address =
        URI.create("https://www.tumblr.com/%s/%s".formatted(TumblrApi.blog(connection), id));
    return new RemotePost(id, address);
  }

  /** The blog lists its newest posts first, but one that is pinned stands before them. */
  Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    long since = OpenCall.earliest(delivery).getEpochSecond();
    for (int page = 0; page < PAGES; page++) {
      String query = "posts?npf=true&limit=%d&offset=%d".formatted(PAGE, page * PAGE);
      Answer answer = api.send(api.ofBlog("GET", query, connection));
      if (!answer.ok()) {
        return api.unasked(answer, connection);
      }
      JsonNode posts = Json.of(answer).path("response").path("posts");
      if (!posts.isArray()) {
        throw new IOException("Tumblr answered without the blog's posts");
      }
      boolean older = posts.size() < PAGE;
      for (JsonNode listed : posts) {
        boolean inTime = time(listed) >= since;
        if (inTime && is(listed, delivery.post())) {
          return new Reconciliation.Found(named(listed, connection));
        }
        older |= !inTime && !listed.path("is_pinned").asBoolean();
      }
      if (older) {
        return new Reconciliation.NotThere();
      }
    }
    return new Reconciliation.CannotTell(
        "The blog has posted more since then than can be looked through");
  }

  private static long time(JsonNode listed) throws IOException {
    if (!listed.path("timestamp").isIntegralNumber()) {
      throw new IOException("Tumblr lists a post without its time");
    }
    return listed.path("timestamp").asLong();
  }

  private static boolean is(JsonNode listed, Post post) {
    String link = post.link().map(URI::toString).orElse("");
    StringBuilder words = new StringBuilder();
    boolean linked = link.isEmpty();
    for (JsonNode block : listed.path("content")) {
      words.append(block.path("type").asText().equals("text") ? block.path("text").asText() : "");
      linked |=
          block.path("type").asText().equals("link")
              && Matching.sameLink(link, block.path("url").asText());
    }
    return linked && Matching.sameWords(post.text(), words.toString());
  }

  /** Replaces words and link; pictures stay unless the delivery brings another. */
  Outcome edit(RemotePost post, Delivery delivery) throws IOException, InterruptedException {
    if (length(delivery.post().text()) > MAX_WORDS) {
      return TOO_LONG;
    }
    Connection connection = delivery.connection();
    ArrayNode pictures = JsonNodeFactory.instance.arrayNode();
    Optional<Media> another = picture(delivery.post());
    if (another.isPresent()) {
      pictures.add(block(another.get()));
    } else {
      Answer now = api.send(api.ofBlog("GET", "posts/" + post.id() + "?npf=true", connection));
      if (!now.ok()) {
        return api.refused(now, connection);
      }
      for (JsonNode block : Json.of(now).path("response").path("content")) {
        if (block.path("type").asText().equals("image")) {
          pictures.add(block);
        }
      }
    }
    Request request = api.ofBlog("PUT", "posts/" + post.id(), connection);
    Answer answer = api.send(body(request, delivery.post(), pictures));
    return answer.ok() ? new Outcome.Published(post) : api.refused(answer, connection);
  }
}
