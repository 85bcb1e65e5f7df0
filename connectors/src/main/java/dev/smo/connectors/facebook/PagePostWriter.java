// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.facebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connectors.Caption;
import dev.smo.connectors.Json;
import dev.smo.connectors.OpenCall;
import dev.smo.connectors.Uploaded;
import dev.smo.connectors.meta.GraphError;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Request;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes posts of a page. The card of a link is made by Facebook, which reads the page. */
final class PagePostWriter {
  static final int MAX_LENGTH = 63_206;

  /** Of a post with pictures, the link stands behind the words; so long may it be. */
  static final int LINK_ROOM = 2_000;

  private static final Logger LOG = LoggerFactory.getLogger(PagePostWriter.class);
  private static final String READ = "read";
  private static final Duration READING = Duration.ofSeconds(20);
  private static final Outcome TOO_LONG =
      new Outcome.Rejected("Longer than the " + MAX_LENGTH + " characters of Facebook");

  private final Graph graph;
  private final Photos photos;

  PagePostWriter(Graph graph) {
    this.graph = graph;
    photos = new Photos(graph);
  }

  Outcome publish(Delivery asked) throws IOException, InterruptedException {
    Delivery delivery = Caption.fitted(asked, MAX_LENGTH);
    String words = Caption.of(delivery.post());
    if (words.length() > MAX_LENGTH) {
      return TOO_LONG;
    }
    Uploaded uploaded = photos.upload(delivery);
    if (uploaded instanceof Uploaded.Failed failed) {
      return failed.outcome();
    }
    if (delivery.progress().of(READ).isEmpty()
        && haveRead(delivery.post(), delivery.connection())) {
      delivery.progress().done(READ, "true");
    }
    Connection connection = delivery.connection();
    Map<String, String> fields = fields(delivery.post(), words, ((Uploaded.Ready) uploaded).ids());
    Request request = graph.post(Graph.page(connection) + "/feed", fields, connection);
    OpenCall call = OpenCall.of(delivery);
    Answer answer = call.send(request, graph.outbound());
    if (answer.ok()) {
      return new Outcome.Published(named(Json.of(answer)));
    }
    boolean duplicate = GraphError.of(answer).kind() == GraphError.Kind.DUPLICATE;
    return call.ended(
        duplicate
            ? duplicate(answer, connection, call.before())
            : graph.refused(answer, connection));
  }

  private static Map<String, String> fields(Post post, String words, List<String> photos) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (!words.isBlank()) {
      fields.put("message", words);
    }
    if (!post.attached()) {
      post.link().ifPresent(link -> fields.put("link", link.toString()));
    }
    for (int i = 0; i < photos.size(); i++) {
      fields.put(
          "attached_media[" + i + "]",
          JsonNodeFactory.instance.objectNode().put("media_fbid", photos.get(i)).toString());
    }
    fields.put("published", "true");
    fields.put("fields", "id,permalink_url");
    return fields;
  }

  /**
   * The post that an answer names.
   *
   * @throws IOException it names none, so nobody knows what happened
   */
  static RemotePost named(JsonNode post) throws IOException {
    String id = post.path("id").asText();
    if (!id.matches("[\\d_]+")) {
      throw new IOException("Facebook answered without naming the post");
    }
    String permalink = post.path("permalink_url").asText("https://www.facebook.com/" + id);
    try {
      return new RemotePost(id, URI.create("https://www.facebook.com/").resolve(permalink));
    } catch (IllegalArgumentException e) {
      throw new IOException("Facebook names a post without a usable address", e);
    }
  }

  /** Facebook says that the last post is the same, but not which one that is. */
  private static Outcome duplicate(Answer answer, Connection connection, boolean before) {
    return before
        ? new Outcome.Duplicate(Optional.empty())
        : new Outcome.Taken(
            Optional.empty(),
            "The page's last post says the same, and Facebook takes that once only; change the"
                + " words: "
                + connection.redact(GraphError.of(answer).reason()));
  }

  /**
   * Has Facebook read the page again of whose card it keeps a copy. It does so with the
   * application's own token, so what it says of that is no reason to stop the page's posts.
   */
  Outcome readAgain(RemotePost post, URI link, Connection connection)
      throws IOException, InterruptedException {
    Optional<Request> request = reading(link, connection);
    if (request.isEmpty()) {
      return new Outcome.Rejected("Facebook reads a page again for who enters app ID and secret");
    }
    Answer answer = graph.send(request.get());
    if (answer.ok()) {
      return new Outcome.Published(post);
    }
    Outcome refused = graph.refused(answer, connection);
    boolean later = refused instanceof Outcome.Deferred || refused instanceof Outcome.Unknown;
    return later
        ? refused
        : new Outcome.Rejected(connection.redact(GraphError.of(answer).reason()));
  }

  /** The call that has a page read anew; empty without an application, which makes it. */
  private Optional<Request> reading(URI link, Connection connection) {
    Application application = connection.application();
    return application
        .setting(PageSignIn.CLIENT_ID)
        .flatMap(id -> application.secret(PageSignIn.CLIENT_SECRET).map(s -> id + "|" + s.open()))
        .map(
            token -> {
              Map<String, String> fields = new LinkedHashMap<>();
              fields.put("id", link.toString());
              fields.put("scrape", "true");
              fields.put("access_token", token);
              return graph.postBare("", fields).within(READING);
            });
  }

  /**
   * Has Facebook read the page anew that a link leads to, so that the card is not that of a page
   * which was not there yet. The post goes out without that, too.
   *
   * @return whether Facebook has
   */
  private boolean haveRead(Post post, Connection connection) throws InterruptedException {
    Optional<Request> request = post.link().flatMap(link -> reading(link, connection));
    if (post.link().isEmpty() || post.attached() || request.isEmpty()) {
      return false;
    }
    try {
      Answer answer = graph.send(request.get());
      if (!answer.ok()) {
        LOG.info(
            "Facebook did not read {} anew: {}",
            post.link().get(),
            connection.redact(GraphError.of(answer).reason()));
      }
      return answer.ok();
    } catch (IOException e) {
      LOG.info(
          "Facebook did not read {} anew: {}",
          post.link().get(),
          connection.redact(String.valueOf(e.getMessage())));
      return false;
    }
  }

  /** Replaces the words; pictures stay, and the card is made anew. */
  Outcome edit(RemotePost post, Delivery asked) throws IOException, InterruptedException {
    Delivery delivery = Caption.fitted(asked, MAX_LENGTH);
    String words = Caption.of(delivery.post());
    if (words.length() > MAX_LENGTH) {
      return TOO_LONG;
    }
    Connection connection = delivery.connection();
    Answer answer = graph.send(graph.post(post.id(), Map.of("message", words), connection));
    if (answer.ok()) {
      haveRead(delivery.post(), connection);
      return graph.done(answer, post);
    }
    return GraphError.of(answer).kind() == GraphError.Kind.MISSING
        ? new Outcome.Rejected("Facebook has no such post any more, or it is no post of the page")
        : graph.refused(answer, connection);
  }

  Outcome retract(RemotePost post, Connection connection) throws IOException, InterruptedException {
    Answer answer = graph.send(graph.delete(post.id(), connection));
    if (answer.ok()) {
      return graph.done(answer, post);
    }
    return graph.isGone(answer, connection)
        ? new Outcome.Published(post)
        : graph.refused(answer, connection);
  }
}
