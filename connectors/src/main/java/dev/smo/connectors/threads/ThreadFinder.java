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
import dev.smo.connectors.meta.ContainerApi;
import dev.smo.connectors.meta.ContainerPublisher;
import dev.smo.connectors.meta.GraphAnswers;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for the parts of a delivery. A container that is kept tells whether it was published; which
 * post it became only the account's list tells.
 */
final class ThreadFinder {
  private static final int PAGES = 3;

  private final ContainerApi api;
  private final ContainerPublisher publisher;

  ThreadFinder(ContainerApi api) {
    this.api = api;
    publisher = new ContainerPublisher(api);
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
    Optional<Reconciliation> told = publisher.told(delivery, part);
    if (told.isPresent() && !(told.get() instanceof Reconciliation.AskLater)) {
      return told.get();
    }
    Reconciliation listed = inList(delivery, part, above);
    return listed instanceof Reconciliation.NotThere ? told.orElse(listed) : listed;
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
      if (!GraphAnswers.hasNext(body, query)) {
        return new Reconciliation.NotThere();
      }
    }
    return new Reconciliation.CannotTell(
        "The account has posted more since then than can be looked through");
  }

  /** Of a post that may be the one; empty where it is another. */
  private Optional<Reconciliation> judged(
      JsonNode listed, Post post, Optional<RemotePost> above, Instant since) throws IOException {
    if (api.time(listed, "timestamp").isBefore(since)) {
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
      return Optional.of(new Reconciliation.Found(api.named(listed)));
    }
    return linked || bare
        ? Optional.of(
            new Reconciliation.CannotTell(
                "There is a post with the same link or words, but not with both: "
                    + api.named(listed).permalink()))
        : Optional.empty();
  }
}
