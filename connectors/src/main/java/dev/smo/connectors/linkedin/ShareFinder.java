// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.linkedin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Reconciliation;
import dev.smo.connectors.Caption;
import dev.smo.connectors.Json;
import dev.smo.connectors.Matching;
import dev.smo.connectors.OpenCall;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Looks for a post among those of a page that were made or changed since its delivery began. The
 * posts of a member cannot be listed.
 */
final class ShareFinder {
  /** How late LinkedIn may list what it has taken; no document says so. */
  static final Duration LATE = Duration.ofMinutes(5);

  private static final int PAGES = 5;
  private static final int PAGE = 50;

  private final LinkedInApi api;

  ShareFinder(LinkedInApi api) {
    this.api = api;
  }

  Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    Urn author = Urn.author(connection).orElseThrow();
    if (!author.isOrganization()) {
      return new Reconciliation.CannotTell(
          "LinkedIn lists the posts of members to nobody. Look at the member's profile; sent once"
              + " more, LinkedIn refuses the same words and names the post that has them");
    }
    String list =
        "/rest/posts?q=author&author=%s&count=%d&sortBy=LAST_MODIFIED&start="
            .formatted(author.encoded(), PAGE);
    for (int page = 0; page < PAGES; page++) {
      Answer answer = api.send(api.request("GET", list + page * PAGE, connection));
      if (!answer.ok() || !Json.of(answer).path("elements").isArray()) {
        return unasked(api, answer, connection);
      }
      JsonNode posts = Json.of(answer).path("elements");
      for (JsonNode post : posts) {
        if (time(post, "lastModifiedAt") < OpenCall.earliest(delivery).toEpochMilli()) {
          return new Reconciliation.NotThere();
        }
        Optional<Reconciliation> judged = judged(post, delivery);
        if (judged.isPresent()) {
          return judged.get();
        }
      }
      if (posts.size() < PAGE) {
        return new Reconciliation.NotThere();
      }
    }
    return new Reconciliation.CannotTell(
        "The page has posted more since then than can be looked through");
  }

  /** Of a post that may be the one; empty where it is another. */
  private static Optional<Reconciliation> judged(JsonNode listed, Delivery delivery)
      throws IOException {
    if (time(listed, "createdAt") < OpenCall.earliest(delivery).toEpochMilli()) {
      return Optional.empty();
    }
    Post post = delivery.post();
    Optional<Urn> urn = Urn.ofPostIn(listed.path("id").asText());
    String source = listed.path("content").path("article").path("source").asText();
    String said = Commentary.plain(listed.path("commentary").asText());
    if (urn.isEmpty()) {
      throw new IOException("LinkedIn lists a post without naming it");
    }
    RemotePost found = urn.get().post();
    if (source.isEmpty()) {
      // Without a card, the link stands behind the words.
      if (Matching.sameWords(Commentary.plain(Caption.withLink(Commentary.linked(post))), said)) {
        return Optional.of(new Reconciliation.Found(found));
      }
      return Matching.sameWords(Commentary.plain(post.text()), said)
          ? Optional.of(
              new Reconciliation.CannotTell(
                  "There is a post with these words but without the link: " + found.permalink()))
          : Optional.empty();
    }
    String link = post.link().map(URI::toString).orElse("");
    if (link.isEmpty() || !Matching.sameLink(link, source)) {
      return Optional.empty();
    }
    return Optional.of(
        Matching.sameWords(Commentary.plain(post.text()), said)
            ? new Reconciliation.Found(found)
            : new Reconciliation.CannotTell(
                "There is a post with this link but other words: " + found.permalink()));
  }

  static long time(JsonNode post, String field) throws IOException {
    JsonNode time = post.path(field);
    if (!time.isIntegralNumber()) {
      throw new IOException("LinkedIn lists something without its time");
    }
    return time.asLong();
  }

  static Reconciliation unasked(LinkedInApi api, Answer answer, Connection connection) {
    String reason =
        "LinkedIn cannot be asked now: " + connection.redact(LinkedInApi.reason(answer));
    return answer.status() == 429 || answer.status() >= 500 || answer.status() == 426
        ? new Reconciliation.AskLater(api.pause(answer), reason)
        : new Reconciliation.CannotTell(reason);
  }
}
