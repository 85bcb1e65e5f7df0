// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Reconciliation;
import dev.smo.connectors.Json;
import dev.smo.connectors.Matching;
import dev.smo.connectors.Part;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looks for a part of a delivery among the account's own statuses since it began: the same words,
 * and the same link where it has one. A status with the link but other words may be the post as
 * somebody edited it, or another post of the page, so that nobody can tell.
 */
final class StatusFinder {
  private static final int PAGES = 5;
  private static final int PAGE = 40;
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);

  // An instance sends what is matched here: a tag ends before the next one begins.
  private static final Pattern TAG = Pattern.compile("<[^<>]*+>");
  private static final Pattern REFERENCE = Pattern.compile("&#?\\w++;");

  private final Api api;

  StatusFinder(Api api) {
    this.api = api;
  }

  Reconciliation find(Delivery delivery, Part part) throws IOException, InterruptedException {
    Post post = part.post();
    Connection connection = delivery.connection();
    Answer me = api.send(api.request("GET", "/api/v1/accounts/verify_credentials", connection));
    if (!me.ok() || Json.of(me).path("id").asText().isEmpty()) {
      return cannotTell(me, connection);
    }
    Instant since = delivery.started().minus(CLOCKS_DIFFER);
    String list =
        "/api/v1/accounts/%s/statuses?limit=%d&exclude_reblogs=true"
            .formatted(encode(Json.of(me).path("id").asText()), PAGE);
    String path = list;
    for (int page = 0; page < PAGES; page++) {
      Answer answer = api.send(api.request("GET", path, connection));
      if (!answer.ok() || !Json.of(answer).isArray()) {
        return cannotTell(answer, connection);
      }
      JsonNode statuses = Json.of(answer);
      for (JsonNode status : statuses) {
        if (created(status).isBefore(since) && !status.path("pinned").asBoolean()) {
          return new Reconciliation.NotThere();
        }
        if (isInPlace(delivery, part, status) && leadsTo(post, status)) {
          return judged(post, status);
        }
      }
      if (statuses.isEmpty()) {
        return new Reconciliation.NotThere();
      }
      String last = statuses.get(statuses.size() - 1).path("id").asText();
      if (last.isEmpty()) {
        throw new IOException("The instance lists a status without its id");
      }
      path = list + "&max_id=" + encode(last);
    }
    return new Reconciliation.CannotTell(
        "The account has posted more since then than can be looked through");
  }

  /**
   * Whether a status answers what the part does. The same thanks may go to many people, and the
   * same words end many threads, or stand in one twice.
   */
  private static boolean isInPlace(Delivery delivery, Part part, JsonNode status) {
    Optional<RemotePost> above =
        part.number() == 1
            ? delivery.post().inReplyTo()
            : delivery.progress().part(part.number() - 1);
    return above
        .map(RemotePost::id)
        .orElse("")
        .equals(status.path("in_reply_to_id").asText(/* defaultValue= */ ""));
  }

  static boolean leadsTo(Post post, JsonNode status) throws IOException {
    if (post.link().isEmpty()) {
      return sameWords(post, status);
    }
    String link = post.link().map(URI::toString).orElse("");
    List<String> links = new ArrayList<>(StatusLinks.in(status.path("content").asText()));
    links.add(status.path("card").path("url").asText());
    return links.stream().anyMatch(other -> StatusLinks.same(link, other));
  }

  private static Reconciliation judged(Post post, JsonNode status) throws IOException {
    return sameWords(post, status)
        ? new Reconciliation.Found(Api.status(status))
        : new Reconciliation.CannotTell(
            "There is a status with this link but other words: " + Api.status(status).permalink());
  }

  /** Whether a status says what a post does. Some servers do not escape its signs. */
  static boolean sameWords(Post post, JsonNode status) throws IOException {
    if (!status.path("content").isTextual()) {
      throw new IOException("The instance gives a status without its words");
    }
    String said = StatusLength.localNames(shown(status.path("content").asText()));
    String text = StatusLength.localNames(post.text());
    return !text.isBlank()
        && (Matching.sameWords(text, said) || Matching.sameWords(shown(text), said));
  }

  /** The words of a piece of HTML, letters as character references left out. */
  static String shown(CharSequence html) {
    return REFERENCE.matcher(TAG.matcher(html).replaceAll("")).replaceAll("");
  }

  private static Instant created(JsonNode status) throws IOException {
    try {
      return Instant.parse(status.path("created_at").asText());
    } catch (DateTimeException e) {
      throw new IOException("The instance lists a status without its time", e);
    }
  }

  private Reconciliation cannotTell(Answer answer, Connection connection) {
    String reason = "The instance cannot be asked now: " + connection.redact(Api.reason(answer));
    return answer.status() == 429 || answer.status() >= 500
        ? new Reconciliation.AskLater(api.pause(answer), reason)
        : new Reconciliation.CannotTell(reason);
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
