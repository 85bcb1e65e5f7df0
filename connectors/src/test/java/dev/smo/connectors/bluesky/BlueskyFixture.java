// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Authorization;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.Progress;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import dev.smo.testkit.bluesky.FakeBluesky;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;

/** A fake PDS, and an account there. */
abstract class BlueskyFixture {
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  static final URI LINK = URI.create("https://www.example.org/news/winter.html");
  final FakeBluesky bluesky = new FakeBluesky(0, "app-password", Clock.systemUTC());
  final HttpOutbound outbound = HttpOutbound.allowing(bluesky.host());
  final BlueskyConnector connector = new BlueskyConnector(outbound);

  @AfterEach
  void stop() {
    bluesky.close();
    outbound.close();
  }

  Connection typedIn(String password) {
    return Connection.builder("bluesky-en", "bluesky")
        .endpoint(bluesky.uri())
        .setting("handle", "@" + FakeBluesky.HANDLE)
        .secret("appPassword", Secret.of(password))
        .build();
  }

  Connection loggedIn(Connection connection) throws Exception {
    Authorization said = connector.authorize(connection);
    var granted = assertInstanceOf(Authorization.Granted.class, said);
    return connection.toBuilder().settings(granted.settings()).secrets(granted.secrets()).build();
  }

  static Post.Builder post() {
    return Post.builder("Winter opening hours " + LINK)
        .link(LINK)
        .title("Winter opening hours")
        .language(Locale.GERMANY);
  }

  Outcome publish(Connection connection, Post post) throws Exception {
    return connector.publish(
        Delivery.builder("delivery-1", connection, post).started(NOON).build());
  }

  static Delivery delivery(Connection connection, String words, int attempt) {
    return Delivery.builder("delivery-1", connection, Post.builder(words).build())
        .started(NOON)
        .attempt(attempt)
        .build();
  }

  List<String> words() {
    return bluesky.posts().stream().map(post -> post.raw().path("text").asText()).toList();
  }

  RemotePost published(Connection connection) throws Exception {
    Outcome outcome = publish(connection, post().build());
    return assertInstanceOf(Outcome.Published.class, outcome).post();
  }

  static Progress progress() {
    return Delivery.builder("any", Connection.builder("a", "bluesky").build(), post().build())
        .build()
        .progress();
  }

  static Delivery.Builder delivery(Connection connection, Post post) {
    return Delivery.builder("delivery-1", connection, post).started(NOON);
  }

  JsonNode raw(int post) {
    return bluesky.posts().get(post).raw();
  }

  Outcome hide(String reply, boolean hidden, Connection connection) throws Exception {
    RemotePost post = new RemotePost(reply, LINK);
    return hidden ? connector.hide(post, connection) : connector.show(post, connection);
  }
}
