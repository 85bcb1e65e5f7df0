// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static dev.smo.endpoint.ConsoleFixture.OURS;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connections.Account;
import dev.smo.connections.Connections;
import dev.smo.connections.NetworkCalls;
import dev.smo.connections.NetworkClient;
import dev.smo.connections.Sessions;
import dev.smo.delivery.DeliverySettings;
import dev.smo.delivery.EngineInstance;
import dev.smo.delivery.Pictures;
import dev.smo.delivery.PostEditor;
import dev.smo.delivery.Transitions;
import dev.smo.endpoint.ConsoleCalls;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.fixture.ContentPageSource;
import dev.smo.fixture.OakSite;
import dev.smo.gate.Gate;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.socialimage.SocialImages;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.util.converter.Converters;

/** Posts of two pages and of a connection, and people who see and decide. */
@ExtendWith(SlingContextExtension.class)
abstract class PostsFixture {
  final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  ConsoleFixture console;
  Connections connections;
  PostsServlet posts;

  @BeforeEach
  void setUp() throws Exception {
    console = new ConsoleFixture(context);
    TinyNetwork.register(context.bundleContext());
    connections = new Connections(console.repository, null, Clock.systemUTC());
    Sessions sessions = console.sessions(connections, Clock.systemUTC());
    NetworkCalls calls = new NetworkCalls(Clock.systemUTC());
    PostEditor editor =
        new PostEditor(
            console.ledger,
            new NetworkClient(console.networks, sessions, calls, console.lanes),
            new Pictures(
                new Gate(OakSite.outbound(URI.create("http://127.0.0.1:1"))),
                new SocialImages(new ContentPageSource(), console.repository, Clock.systemUTC())),
            EngineInstance.of("node-1"),
            new Transitions(
                Converters.standardConverter().convert(Map.of()).to(DeliverySettings.class),
                Clock.systemUTC()));
    posts =
        new PostsServlet(
            console.tokens,
            new PostActions(
                console.ledger, console.decisions, editor, console.networks, console.lanes),
            console.networks,
            connections,
            new LoadedChoices(sessions, console.networks, new ConsoleCalls(calls)));
  }

  /** A post with words that waits for approval, on a network that asks for a topic. */
  PostRecord waiting() {
    TinyNetwork.registerChoosy(context.bundleContext());
    connections.save(new Account.Form("tiny-en", "tiny", "", "", Map.of(), Map.of()));
    PostRecord post = console.post(OURS, State.AWAITING_APPROVAL);
    return console.ledger.update(post.id(), one -> one.with(Key.TEXT, "Old")).orElseThrow();
  }

  JsonNode actions(PostRecord post) throws Exception {
    for (JsonNode shown : console.get(posts).json().path("posts")) {
      if (shown.path("id").asText().equals(post.id())) {
        return shown.path("actions");
      }
    }
    throw new AssertionError("not shown: " + post);
  }

  static List<String> ids(Reply reply) {
    List<String> ids = new ArrayList<>();
    reply.json().path("posts").forEach(post -> ids.add(post.path("id").asText()));
    return ids;
  }
}
