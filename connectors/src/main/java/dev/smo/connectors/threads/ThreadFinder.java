// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.threads;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Reconciliation;
import dev.smo.connectors.Caption;
import dev.smo.connectors.Json;
import dev.smo.connectors.Matching;
import dev.smo.connectors.OpenCall;
import dev.smo.connectors.Part;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for the parts of a delivery. A container that is kept tells whether it was published; which
 * post it became only the account's list tells.
 */
final class ThreadFinder {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssZ", Locale.ROOT);
  private static final int PAGES = 3;

  private final ThreadsApi api;

  ThreadFinder(ThreadsApi api) {
    this.api = api;
  }

  Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
    Optional<RemotePost> first = Optional.empty();
    Optional<RemotePost> above = delivery.post().inReplyTo();
    for (Part part : Part.all(delivery.post())) {
      Optional<RemotePost> out = delivery.progress().part(part.number());
      if (out.isEmpty()) {
        Reconciliation said = find(delivery, part, above);
        if (!(said instanceof Reconciliation.Found found)) {
          return said;
        }
        out = Optional.of(found.post());
        part.keep(delivery.progress(), found.post(), "");
      }
      first = first.isPresent() ? first : out;
      above = out;
    }
    return new Reconciliation.Found(first.orElseThrow());
  }

  private Reconciliation find(Delivery delivery, Part part, Optional<RemotePost> above)
      throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    Container container = new Container(delivery.progress(), part);
    if (container.published().isPresent()) {
      return new Reconciliation.Found(api.named(container.published().get(), connection));
    }
    Optional<String> id = container.id(api.now());
    boolean published = false;
    if (id.isPresent()) {
      Answer answer =
          api.send(api.get(id.get(), Map.of("fields", "status,error_message"), connection));
      if (!answer.ok()) {
        return api.unasked(answer, connection);
      }
      String status = Json.of(answer).path("status").asText();
      if (List.of("FINISHED", "IN_PROGRESS", "ERROR", "EXPIRED").contains(status)) {
        return new Reconciliation.NotThere();
      }
      published = status.equals("PUBLISHED");
      if (!published) {
        throw new IOException("Threads does not say what became of the container");
      }
    }
    Reconciliation listed = inList(delivery, part, above);
    return published && listed instanceof Reconciliation.NotThere
        ? new Reconciliation.AskLater(
            ThreadWriter.WORKING, "Threads has it, but does not list it yet")
        : listed;
  }

  private Reconciliation inList(Delivery delivery, Part part, Optional<RemotePost> above)
      throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    Instant since = OpenCall.earliest(delivery);
    Map<String, String> query = new HashMap<>();
    query.put("fields", "id,permalink,text,timestamp,link_attachment_url,replied_to");
    query.put("since", String.valueOf(since.getEpochSecond()));
    query.put("limit", "100");
    for (int page = 0; page < PAGES; page++) {
      String list = above.isPresent() ? "me/replies" : "me/threads";
      Answer answer = api.send(api.get(list, query, connection));
      if (!answer.ok()) {
        return api.unasked(answer, connection);
      }
      JsonNode body = Json.of(answer);
      if (!body.path("data").isArray()) {
        throw new IOException("Threads answered without the account's list");
      }
      for (JsonNode listed : body.path("data")) {
        Optional<Reconciliation> judged = judged(listed, part.post(), above, since);
        if (judged.isPresent()) {
          return judged.get();
        }
      }
      String after = body.path("paging").path("cursors").path("after").asText();
      if (!body.path("paging").has("next") || after.isEmpty()) {
        return new Reconciliation.NotThere();
      }
      query.put("after", after);
    }
    return new Reconciliation.CannotTell(
        "The account has posted more since then than can be looked through");
  }

  /** Of a post that may be the one; empty where it is another. */
  private static Optional<Reconciliation> judged(
      JsonNode listed, Post post, Optional<RemotePost> above, Instant since) throws IOException {
    if (time(listed).isBefore(since)) {
      return Optional.empty();
    }
    if (above.isPresent() && !listed.path("replied_to").path("id").isTextual()) {
      throw new IOException("Threads lists an answer without saying what it answers");
    }
    if (!above
        .map(RemotePost::id)
        .orElse("")
        .equals(listed.path("replied_to").path("id").asText())) {
      return Optional.empty();
    }
    String said = listed.path("text").asText();
    String link = post.link().map(URI::toString).orElse("");
    boolean linked =
        !link.isEmpty() && Matching.sameLink(link, listed.path("link_attachment_url").asText());
    boolean whole = Matching.sameWords(Caption.withLink(post), said);
    boolean bare = Matching.sameWords(post.text(), said);
    if (whole || (bare && (linked || link.isEmpty() || post.text().contains(link)))) {
      return Optional.of(new Reconciliation.Found(ThreadsApi.named(listed)));
    }
    return linked || bare
        ? Optional.of(
            new Reconciliation.CannotTell(
                "There is a post with the same link or words, but not with both: "
                    + ThreadsApi.named(listed).permalink()))
        : Optional.empty();
  }

  static Instant time(JsonNode listed) throws IOException {
    try {
      return OffsetDateTime.parse(listed.path("timestamp").asText(), TIME).toInstant();
    } catch (DateTimeException e) {
      throw new IOException("Threads lists something without its time", e);
    }
  }
}
