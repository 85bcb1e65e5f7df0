// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.linkedin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Reply;
import dev.smo.connectors.Json;
import dev.smo.connectors.Matching;
import dev.smo.connectors.OpenCall;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Comments on posts, and answers to them, which are one level deep. */
final class Comments {
  static final int MAX_LENGTH = 1250;

  private static final int PAGES = 5;
  private static final int PAGE = 100;

  private final LinkedInApi api;

  Comments(LinkedInApi api) {
    this.api = api;
  }

  /** All comments and answers to them, the oldest first; LinkedIn does not name who wrote them. */
  List<Reply> replies(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    for (JsonNode comment : list(new Urn(post.id()), connection)) {
      all.add(comment);
      if (comment.path("commentsSummary").path("aggregatedTotalComments").asLong() > 0) {
        all.addAll(list(new Urn(comment.path("commentUrn").asText()), connection));
      }
    }
    return all.stream()
        .flatMap(comment -> reply(comment).stream())
        .sorted(Comparator.comparing(Reply::at))
        .toList();
  }

  private static Optional<Reply> reply(JsonNode comment) {
    Optional<Urn> urn = Urn.of(comment.path("commentUrn").asText());
    JsonNode time = comment.path("created").path("time");
    return urn.filter(named -> time.isIntegralNumber())
        .map(
            named ->
                Reply.builder(named.post(), Instant.ofEpochMilli(time.asLong()))
                    .text(comment.path("message").path("text").asText())
                    .build());
  }

  private List<JsonNode> list(Urn above, Connection connection)
      throws IOException, InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    for (int page = 0; page < PAGES; page++) {
      Answer answer = api.send(api.request("GET", path(above, page), connection));
      if (answer.status() == 404) {
        gone(above, connection);
      }
      JsonNode elements = api.read(answer, connection).path("elements");
      if (!elements.isArray()) {
        // An empty list would count as "all deleted".
        throw new IOException("LinkedIn answered without naming the comments");
      }
      elements.forEach(all::add);
      if (elements.size() < PAGE) {
        return all;
      }
    }
    throw new IOException("There are more comments than can be read");
  }

  private static String path(Urn above, int page) {
    return "/rest/socialActions/%s/comments?count=%d&start=%d"
        .formatted(above.encoded(), PAGE, page * PAGE);
  }

  /**
   * Makes sure that a post which LinkedIn does not find is gone; returns where it is not.
   *
   * @throws PostGoneException it is
   */
  void gone(Urn post, Connection connection) throws IOException, InterruptedException {
    if (post.commentedOn().isPresent()) {
      return;
    }
    Answer answer = api.send(api.request("GET", "/rest/posts/" + post.encoded(), connection));
    if (answer.status() == 404) {
      throw new PostGoneException("LinkedIn has no such post any more");
    }
  }

  /** Answers a comment. */
  Outcome answer(RemotePost above, Delivery delivery) throws IOException, InterruptedException {
    Optional<Urn> on = new Urn(above.id()).commentedOn();
    if (on.isEmpty()) {
      return new Outcome.Rejected("What is to be answered is no comment of LinkedIn's");
    }
    Connection connection = delivery.connection();
    ObjectNode comment = JsonNodeFactory.instance.objectNode();
    comment.put("actor", Urn.author(connection).orElseThrow().text());
    comment.put("object", on.get().text()).put("parentComment", above.id());
    comment.putObject("message").put("text", delivery.post().text());
    String path = "/rest/socialActions/" + new Urn(above.id()).encoded() + "/comments";
    Request request = api.request("POST", path, connection).json(comment.toString());
    OpenCall call = OpenCall.of(delivery);
    Answer answer = call.send(request, api.outbound());
    if (answer.status() == 403) {
      return call.ended(new Outcome.Rejected(mayNotComment(answer, connection)));
    }
    return call.ended(
        answer.ok() ? new Outcome.Published(named(answer)) : api.refused(answer, connection));
  }

  /** Posts need another permission, so these go on. */
  private static String mayNotComment(Answer answer, Connection connection) {
    String owner =
        Urn.author(connection).orElseThrow().isOrganization() ? "organization" : "member";
    return "LinkedIn lets this account post, but not comment. Add w_%s_social_feed to the permissions of the application, then sign in again: %s"
        .formatted(owner, connection.redact(LinkedInApi.reason(answer)));
  }

  private static RemotePost named(Answer answer) throws IOException {
    return Urn.of(Json.of(answer).path("commentUrn").asText())
        .map(Urn::post)
        .orElseThrow(() -> new IOException("LinkedIn answered without naming the comment"));
  }

  /** Looks for our answer below a comment. */
  Reconciliation find(RemotePost above, Delivery delivery)
      throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    String author = Urn.author(connection).orElseThrow().text();
    String words = delivery.post().text();
    for (int page = 0; page < PAGES; page++) {
      Answer answer = api.send(api.request("GET", path(new Urn(above.id()), page), connection));
      if (!answer.ok() || !Json.of(answer).path("elements").isArray()) {
        return ShareFinder.unasked(api, answer, connection);
      }
      JsonNode elements = Json.of(answer).path("elements");
      for (JsonNode comment : elements) {
        if (!comment.path("actor").isTextual()) {
          throw new IOException("LinkedIn lists a comment without saying whose it is");
        }
        boolean ours = comment.path("actor").asText().equals(author);
        long made = ShareFinder.time(comment.path("created"), "time");
        if (ours
            && made >= OpenCall.earliest(delivery).toEpochMilli()
            && Matching.sameWords(words, comment.path("message").path("text").asText())) {
          return new Reconciliation.Found(new Urn(comment.path("commentUrn").asText()).post());
        }
      }
      if (elements.size() < PAGE) {
        return new Reconciliation.NotThere();
      }
    }
    return new Reconciliation.CannotTell("There are more answers than can be looked through");
  }

  /** Deletes a comment of ours. */
  Answer delete(Urn comment, Connection connection) throws IOException, InterruptedException {
    String path =
        "/rest/socialActions/%s/comments/%s?actor=%s"
            .formatted(
                comment.commentedOn().orElseThrow().encoded(),
                comment.commentId(),
                Urn.author(connection).orElseThrow().encoded());
    return api.send(api.request("DELETE", path, connection).header("X-RestLi-Method", "DELETE"));
  }
}
