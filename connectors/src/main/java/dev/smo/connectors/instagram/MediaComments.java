// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.instagram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Reply;
import dev.smo.connectors.Json;
import dev.smo.connectors.Matching;
import dev.smo.connectors.OpenCall;
import dev.smo.connectors.meta.ContainerApi;
import dev.smo.connectors.meta.GraphAnswers;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Comments below a post, and answers to them, which Instagram keeps in two layers. */
final class MediaComments {
  /** What Instagram takes of a comment; one address at most, too, and not all in capitals. */
  static final int MAX_LENGTH = 300;

  static final int MAX_HASHTAGS = 4;

  private static final String FIELDS = "id,text,username,timestamp,hidden";
  private static final Pattern TOP = Pattern.compile("/c/(\\d{1,30})/");
  private static final int PAGES = 10;

  private final ContainerApi api;

  MediaComments(ContainerApi api) {
    this.api = api;
  }

  /** All comments that everybody sees, and answers to them, the oldest first. */
  List<Reply> replies(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    List<Reply> replies = new ArrayList<>();
    String fields = FIELDS + ",replies.limit(1){id}";
    for (JsonNode comment : all(post.id() + "/comments", fields, connection)) {
      if (comment.path("hidden").asBoolean()) {
        continue;
      }
      URI page = post.permalink().resolve("c/" + id(comment) + "/");
      replies.add(reply(comment, page));
      if (!comment.path("replies").path("data").isEmpty()) {
        for (JsonNode answer : all(id(comment) + "/replies", FIELDS, connection)) {
          if (!answer.path("hidden").asBoolean()) {
            replies.add(reply(answer, page.resolve("r/" + id(answer) + "/")));
          }
        }
      }
    }
    replies.sort(Comparator.comparing(Reply::at));
    return replies;
  }

  private List<JsonNode> all(String edge, String fields, Connection connection)
      throws IOException, InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    Map<String, String> query = query(fields);
    for (int page = 0; page < PAGES; page++) {
      Answer answer = api.send(api.get(edge, query, connection));
      if (api.isGone(answer, connection)) {
        throw new PostGoneException("Instagram has no such post any more");
      }
      JsonNode list = api.read(answer, connection);
      if (!list.path("data").isArray()) {
        // An empty list would count as "all deleted".
        throw new IOException("Instagram answered without naming the comments");
      }
      list.path("data").forEach(all::add);
      if (!GraphAnswers.hasNext(list, query)) {
        return all;
      }
    }
    throw new IOException("There are more comments than can be read");
  }

  private static Map<String, String> query(String fields) {
    Map<String, String> query = new HashMap<>();
    query.put("fields", fields);
    query.put("limit", "50");
    return query;
  }

  private Reply reply(JsonNode comment, URI page) throws IOException {
    String name = comment.path("username").asText();
    URI profile =
        name.matches("[\\w.]{1,60}") ? URI.create("https://www.instagram.com/" + name + "/") : null;
    return Reply.builder(new RemotePost(id(comment), page), api.time(comment, "timestamp"))
        .author(name, profile)
        .text(comment.path("text").asText())
        .build();
  }

  private static String id(JsonNode comment) throws IOException {
    String id = comment.path("id").asText();
    if (!ContainerApi.isId(id)) {
      throw new IOException("Instagram answered without naming the comment");
    }
    return id;
  }

  /** The comment below which an answer stands: below an answer there is no third layer. */
  private static String top(RemotePost above) {
    Matcher top = TOP.matcher(above.permalink().getPath());
    return top.find() ? top.group(1) : above.id();
  }

  private static RemotePost named(JsonNode made, RemotePost above) throws IOException {
    Matcher top = TOP.matcher(above.permalink().toString());
    URI comment =
        top.find()
            ? URI.create(above.permalink().toString().substring(0, top.end()))
            : above.permalink();
    return new RemotePost(id(made), comment.resolve("r/" + id(made) + "/"));
  }

  Outcome answer(RemotePost above, Delivery delivery) throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    OpenCall call = OpenCall.of(delivery);
    Map<String, String> fields = Map.of("message", delivery.post().text());
    Answer answer =
        call.send(api.post(top(above) + "/replies", fields, connection), api.outbound());
    return call.ended(
        answer.ok()
            ? new Outcome.Published(named(Json.of(answer), above))
            : api.refused(answer, connection));
  }

  /** Looks for our answer below a comment. */
  Reconciliation find(RemotePost above, Delivery delivery)
      throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    Answer me = api.send(api.get("me", Map.of("fields", "user_id,username"), connection));
    if (!me.ok()) {
      return api.unasked(me, connection);
    }
    String ours = Json.of(me).path("username").asText();
    Map<String, String> query = query(FIELDS);
    for (int page = 0; page < PAGES; page++) {
      Answer answer = api.send(api.get(top(above) + "/replies", query, connection));
      if (!answer.ok()) {
        return api.unasked(answer, connection);
      }
      JsonNode list = Json.of(answer);
      if (!list.path("data").isArray()) {
        throw new IOException("Instagram answered without naming the answers");
      }
      for (JsonNode one : list.path("data")) {
        if (one.path("username").asText().equals(ours)
            && !api.time(one, "timestamp").isBefore(OpenCall.earliest(delivery))
            && Matching.sameWords(delivery.post().text(), one.path("text").asText())) {
          return new Reconciliation.Found(named(one, above));
        }
      }
      if (!GraphAnswers.hasNext(list, query)) {
        return new Reconciliation.NotThere();
      }
    }
    return new Reconciliation.CannotTell("There are more answers than can be looked through");
  }

  /** Hides a comment from all but its author, or shows it again. */
  Outcome hide(RemotePost comment, boolean hidden, Connection connection)
      throws IOException, InterruptedException {
    Map<String, String> fields = Map.of("hide", String.valueOf(hidden));
    Answer answer = api.send(api.post(comment.id(), fields, connection));
    if (answer.ok()) {
      return api.done(answer, comment);
    }
    return api.isGone(answer, connection)
        ? new Outcome.Published(comment)
        : api.refused(answer, connection);
  }
}
