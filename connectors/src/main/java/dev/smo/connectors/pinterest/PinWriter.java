// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.pinterest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciliation;
import dev.smo.connectors.AltText;
import dev.smo.connectors.Cut;
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
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Makes pins, looks for them, and changes their words. */
final class PinWriter {
  /** Of a connection, and of a post that goes elsewhere. */
  static final String BOARD = "board";

  static final int MAX_WORDS = 800;
  static final int MAX_ALT = 500;

  private static final int MAX_TITLE = 100;
  private static final int PAGES = 10;

  private final PinterestApi api;

  PinWriter(PinterestApi api) {
    this.api = api;
  }

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    Post post = delivery.post();
    if (length(post.text()) > MAX_WORDS) {
      return new Outcome.Rejected("Longer than the 800 characters that Pinterest takes");
    }
    if (!post.attached() || post.images().isEmpty()) {
      return new Outcome.Rejected("Pinterest takes no pin without a picture");
    }
    Connection connection = delivery.connection();
    Media picture = post.images().get(0);
    ObjectNode pin = words(post).put("board_id", board(delivery));
    String alt = AltText.of(picture, MAX_ALT);
    if (!alt.isEmpty()) {
      pin.put("alt_text", alt);
    }
    pin.putObject("media_source")
        .put("source_type", "image_base64")
        .put("content_type", picture.type())
        .put("data", Base64.getEncoder().encodeToString(picture.bytes()));
    OpenCall call = OpenCall.of(delivery);
    Request request = api.at("POST", "pins", connection).json(pin.toString());
    Answer answer = call.send(request, api.outbound());
    return call.ended(
        answer.ok()
            ? new Outcome.Published(named(Json.of(answer)))
            : api.refused(answer, connection));
  }

  private static ObjectNode words(Post post) {
    ObjectNode pin = JsonNodeFactory.instance.objectNode().put("description", post.text());
    post.link().ifPresent(link -> pin.put("link", link.toString()));
    if (!post.title().isEmpty()) {
      pin.put("title", Cut.to(MAX_TITLE, post.title()));
    }
    return pin;
  }

  private static String board(Delivery delivery) {
    return delivery
        .post()
        .option(BOARD)
        .filter(chosen -> !chosen.isBlank())
        .or(() -> delivery.connection().setting(BOARD))
        .orElseThrow()
        .strip();
  }

  private static RemotePost named(JsonNode pin) throws IOException {
    String id = pin.path("id").asText();
    if (!id.matches("\\d{1,30}")) {
      throw new IOException("Pinterest answered without naming the pin");
    }
    return new RemotePost(id, URI.create("https://www.pinterest.com/pin/" + id + "/"));
  }

  /** In what order a board lists is documented nowhere, so all of it is looked through. */
  Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    Map<String, String> query = new HashMap<>(Map.of("page_size", "250"));
    for (int page = 0; page < PAGES; page++) {
      Answer answer = api.send(api.get("boards/" + board(delivery) + "/pins", query, connection));
      if (!answer.ok()) {
        return api.unasked(answer, connection);
      }
      JsonNode list = Json.of(answer);
      if (!list.path("items").isArray()) {
        throw new IOException("Pinterest answered without the board's pins");
      }
      for (JsonNode pin : list.path("items")) {
        if (!time(pin).isBefore(OpenCall.earliest(delivery)) && is(pin, delivery.post())) {
          return new Reconciliation.Found(named(pin));
        }
      }
      String more = list.path("bookmark").asText("");
      if (more.isEmpty() || more.equals("null")) {
        return new Reconciliation.NotThere();
      }
      query.put("bookmark", more);
    }
    return new Reconciliation.CannotTell(
        "The board has more than the 2500 pins that can be looked through");
  }

  private static boolean is(JsonNode pin, Post post) {
    String link = post.link().map(URI::toString).orElse("");
    return Matching.sameWords(post.text(), pin.path("description").asText())
        && (link.isEmpty() || Matching.sameLink(link, pin.path("link").asText()));
  }

  /** In UTC, with or without saying so. */
  private static Instant time(JsonNode pin) throws IOException {
    String said = pin.path("created_at").asText();
    try {
      return LocalDateTime.parse(said.length() > 19 ? said.substring(0, 19) : said)
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new IOException("Pinterest lists a pin without its time", e);
    }
  }

  Outcome edit(RemotePost post, Delivery delivery) throws IOException, InterruptedException {
    if (length(delivery.post().text()) > MAX_WORDS) {
      return new Outcome.Rejected("Longer than the 800 characters that Pinterest takes");
    }
    Connection connection = delivery.connection();
    String words = words(delivery.post()).toString();
    Answer answer = api.send(api.at("PATCH", "pins/" + post.id(), connection).json(words));
    return answer.ok()
        ? new Outcome.Published(named(Json.of(answer)))
        : api.refused(answer, connection);
  }

  /** What counts in the whole life of a pin. */
  JsonNode numbers(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    Map<String, String> query = Map.of("pin_metrics", "true");
    Answer answer = api.send(api.get("pins/" + post.id(), query, connection));
    JsonNode pin = api.read(answer, connection);
    if (!pin.path("id").asText().equals(post.id())) {
      throw new IOException("Pinterest answered without the numbers of the pin");
    }
    return pin.path("pin_metrics").path("lifetime_metrics");
  }
}
