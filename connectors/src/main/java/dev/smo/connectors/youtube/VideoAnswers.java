// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciliation;
import dev.smo.connectors.Json;
import dev.smo.connectors.Matching;
import dev.smo.connectors.OpenCall;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the channel says to comments on its videos, which takes a person's sign-in. */
final class VideoAnswers {
  static final int MAX_LENGTH = 10_000;

  /** How late YouTube may list what it has taken; no document says so. */
  static final Duration LATE = Duration.ofMinutes(5);

  static final String SIGN_IN = "Sign in on Google to answer comments; an API key only reads them.";

  private static final int PAGES = 5;
  private static final Set<String> ACCESS =
      Set.of("insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT", "ineligibleAccount");

  private final DataApi api;

  VideoAnswers(DataApi api) {
    this.api = api;
  }

  /** Why nothing can be answered with a connection; empty: it can. */
  static Optional<String> missing(Connection connection) {
    return connection.secret(DataApi.TOKEN).isEmpty()
        ? Optional.of(SIGN_IN)
        : DataApi.missing(connection);
  }

  Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    Optional<RemotePost> above = delivery.post().inReplyTo();
    Optional<String> missing = missing(delivery.connection());
    if (missing.isPresent() || above.isEmpty()) {
      // Looking at videos goes on without it, so this stops no connection.
      return new Outcome.Rejected(
          missing.orElse("Nothing is posted on YouTube from here; only comments are answered."));
    }
    String words = delivery.post().text();
    if (words.isBlank() || words.length() > MAX_LENGTH) {
      return new Outcome.Rejected("An answer on YouTube has 1 to 10000 characters");
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.putObject("snippet").put("parentId", thread(above.get())).put("textOriginal", words);
    Request request =
        api.request("POST", "comments", Map.of("part", "snippet"), delivery.connection())
            .json(answer.toString());
    OpenCall call = OpenCall.of(delivery);
    Answer said = call.send(request, api.outbound());
    return said.ok()
        ? new Outcome.Published(named(Json.of(said), above.get()))
        : call.ended(refused(said, delivery.connection()));
  }

  /** YouTube has answers to comments only; one to an answer stands below the same comment. */
  private static String thread(RemotePost above) {
    return above.id().replaceFirst("(?s)\\..*", "");
  }

  private static RemotePost named(JsonNode comment, RemotePost above) throws IOException {
    String id = comment.path("id").asText();
    if (!id.matches("[\\w.-]{1,100}")) {
      throw new IOException("YouTube answered without naming the comment");
    }
    String video = VideoAddress.read(above.permalink()).map(RemotePost::id).orElse("");
    return VideoAddress.comment(video, id);
  }

  private Outcome refused(Answer answer, Connection connection) {
    String words = api.words(answer, connection);
    Optional<Duration> pause = api.pause(answer);
    if (pause.isPresent()) {
      return new Outcome.Deferred(pause.get(), words);
    }
    if (answer.status() == 401 || ACCESS.contains(DataApi.reason(answer))) {
      return new Outcome.Unauthorised(
          "Sign in on Google again, and agree to managing comments. " + words);
    }
    return switch (answer.status()) {
      case 400, 403, 404 -> new Outcome.Rejected(words);
      default -> new Outcome.Unknown(words);
    };
  }

  /** Looks through the answers to the comment for one of the channel's with the same words. */
  Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    Optional<RemotePost> above = delivery.post().inReplyTo();
    Optional<String> missing = missing(connection);
    if (missing.isPresent() || above.isEmpty()) {
      return new Reconciliation.CannotTell(missing.orElse("This answers no comment."));
    }
    Map<String, String> query =
        new HashMap<>(
            Map.of(
                "part", "snippet",
                "parentId", thread(above.get()),
                "maxResults", "100",
                "textFormat", "plainText"));
    for (int page = 0; page < PAGES; page++) {
      Answer answer = api.send("comments", query, connection);
      if (!answer.ok()) {
        return unasked(answer, connection);
      }
      JsonNode list = api.read(answer, "commentListResponse", connection);
      for (JsonNode comment : list.path("items")) {
        if (isOurs(comment.path("snippet"), delivery)) {
          return new Reconciliation.Found(named(comment, above.get()));
        }
      }
      String next = list.path("nextPageToken").asText();
      if (next.isEmpty()) {
        return new Reconciliation.NotThere();
      }
      query.put("pageToken", next);
    }
    return new Reconciliation.CannotTell("The comment has more answers than can be looked at.");
  }

  private static boolean isOurs(JsonNode said, Delivery delivery) {
    String author = said.path("authorChannelId").path("value").asText();
    try {
      return author.equals(DataApi.channel(delivery.connection()))
          && !Instant.parse(said.path("publishedAt").asText()).isBefore(OpenCall.earliest(delivery))
          && Matching.sameWords(said.path("textDisplay").asText(), delivery.post().text());
    } catch (DateTimeException e) {
      return false;
    }
  }

  private Reconciliation unasked(Answer answer, Connection connection) {
    String words = api.words(answer, connection);
    Optional<Duration> pause = api.pause(answer);
    return pause.isPresent() || answer.status() >= 500
        ? new Reconciliation.AskLater(pause.orElse(Duration.ZERO), words)
        : new Reconciliation.CannotTell(words);
  }

  Outcome retract(RemotePost comment, Connection connection)
      throws IOException, InterruptedException {
    Optional<String> missing = missing(connection);
    if (missing.isPresent()) {
      return new Outcome.Rejected(missing.get());
    }
    Answer answer =
        api.outbound()
            .send(api.request("DELETE", "comments", Map.of("id", comment.id()), connection));
    return answer.ok() || answer.status() == 404
        ? new Outcome.Published(comment)
        : refused(answer, connection);
  }
}
