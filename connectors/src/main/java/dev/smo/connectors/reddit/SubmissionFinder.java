// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.reddit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Reconciliation;
import dev.smo.connectors.Json;
import dev.smo.connectors.Matching;
import dev.smo.connectors.OpenCall;
import dev.smo.connectors.Urls;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks for a delivery among what the account submitted, or commented, since it began. */
final class SubmissionFinder {
  private static final int PAGES = 3;

  /** The account's list is put together behind what was submitted. */
  static final Duration LATE = Duration.ofMinutes(3);

  private final RedditApi api;
  private final Submission submission;

  SubmissionFinder(RedditApi api, Submission submission) {
    this.api = api;
    this.submission = submission;
  }

  Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    Optional<String> me = api.knownMe(connection);
    if (me.isEmpty()) {
      Answer answer = api.askMe(connection);
      if (!answer.ok()) {
        return cannotTell(answer, connection);
      }
      me = Optional.of(api.me(Json.of(answer), connection));
    }
    boolean answers = delivery.post().inReplyTo().isPresent();
    String path =
        "/user/%s/%s".formatted(Urls.encode(me.get()), answers ? "comments" : "submitted");
    long since = OpenCall.earliest(delivery).getEpochSecond();
    String after = "";
    for (int page = 0; page < PAGES; page++) {
      Answer answer = api.get(path, query(after), connection);
      if (!answer.ok()) {
        return cannotTell(answer, connection);
      }
      JsonNode data = Json.of(answer).path("data");
      if (!data.path("children").isArray()) {
        throw new IOException("Reddit answered without the account's list");
      }
      for (JsonNode child : data.path("children")) {
        JsonNode one = child.path("data");
        if (Submission.created(one) < since) {
          // What is pinned to a profile stands first, however old it is.
          if (one.path("pinned").asBoolean()) {
            continue;
          }
          return new Reconciliation.NotThere();
        }
        if (is(one, delivery.post(), connection)) {
          return new Reconciliation.Found(submission.named(one, "permalink"));
        }
      }
      after = data.path("after").asText("");
      if (after.isEmpty() || after.equals("null")) {
        return new Reconciliation.NotThere();
      }
    }
    return new Reconciliation.CannotTell(
        "The account has posted more since then than can be looked through");
  }

  private static Map<String, String> query(String after) {
    Map<String, String> query =
        new HashMap<>(Map.of("sort", "new", "limit", "100", "raw_json", "1"));
    if (!after.isEmpty()) {
      query.put("after", after);
    }
    return query;
  }

  private static boolean is(JsonNode one, Post post, Connection connection) throws IOException {
    boolean answers = post.inReplyTo().isPresent();
    for (String field : answers ? List.of("parent_id", "body") : List.of("subreddit", "title")) {
      if (!one.path(field).isTextual()) {
        throw new IOException("Reddit lists something without its " + field);
      }
    }
    if (answers) {
      String above = post.inReplyTo().map(RemotePost::id).orElse("");
      return one.path("parent_id").asText().equals(above)
          && Matching.sameWords(one.path("body").asText(), post.text());
    }
    String link = post.link().map(Object::toString).orElse("");
    return one.path("subreddit").asText().equalsIgnoreCase(Submission.community(post, connection))
        && Matching.sameWords(one.path("title").asText(), post.text())
        && (link.isEmpty() || Matching.sameWords(one.path("url").asText(), link));
  }

  private Reconciliation cannotTell(Answer answer, Connection connection) {
    String reason = "Reddit cannot be asked now: " + connection.redact(RedditApi.reason(answer));
    return answer.status() == 429 || answer.status() >= 500
        ? new Reconciliation.AskLater(api.pause(answer), reason)
        : new Reconciliation.CannotTell(reason);
  }
}
