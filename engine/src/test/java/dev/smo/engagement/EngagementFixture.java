// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engagement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.connections.Connectors;
import dev.smo.connections.NetworkCalls;
import dev.smo.connections.NetworkClient;
import dev.smo.connections.Sessions;
import dev.smo.connector.Conversations;
import dev.smo.connector.Engagement;
import dev.smo.connector.Insights;
import dev.smo.connector.Metric;
import dev.smo.connector.Reply;
import dev.smo.engine.Installation;
import dev.smo.engine.ToyNetwork;
import dev.smo.fixture.OakSite;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.networks.Networks;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import dev.smo.reactions.impl.StoredReactions;
import dev.smo.reactions.store.ReactionPolicy;
import dev.smo.reactions.store.ReactionStore;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.util.converter.Converters;

/** Posts that are out, an audience that says something of them, and who looks at that. */
@ExtendWith(SlingContextExtension.class)
abstract class EngagementFixture {
  final SlingContext context = OakSite.context();
  final Audience audience = new Audience();
  Installation smo;
  ReactionStore store;
  Counters counters;
  FactsStore facts;
  EngagementPoller watch;
  Instant sent;

  /** What people do with posts of the toy network. */
  static final class Audience extends ToyNetwork implements Insights, Conversations {
    final List<String> asked = new ArrayList<>();

    /** The posts of each call that asks for several. */
    final List<List<String>> together = new ArrayList<>();

    boolean tellsOfMany;
    final List<Reply> replies = new ArrayList<>();
    final Map<String, IOException> failures = new HashMap<>();
    long likes;

    @Override
    public Engagement engagement(RemotePost post, Connection connection) throws IOException {
      asked.add(post.id());
      IOException failure = failures.getOrDefault(connection.id(), failures.get(post.id()));
      if (failure != null) {
        throw failure;
      }
      return Engagement.none()
          .with(Metric.LIKES, likes)
          .with(Metric.REPOSTS, 2)
          .with(Metric.REPLIES, replies.size());
    }

    @Override
    public Map<String, Engagement> engagements(List<RemotePost> posts, Connection connection)
        throws IOException {
      if (!tellsOfMany) {
        return Map.of();
      }
      together.add(posts.stream().map(RemotePost::id).toList());
      IOException failure = failures.get(connection.id());
      if (failure != null) {
        throw failure;
      }
      Map<String, Engagement> told = new HashMap<>();
      for (RemotePost post : posts) {
        if (!failures.containsKey(post.id())) {
          told.put(post.id(), Engagement.none().with(Metric.LIKES, likes).with(Metric.REPLIES, 0));
        }
      }
      return told;
    }

    @Override
    public List<Reply> replies(RemotePost post, Connection connection) {
      return List.copyOf(replies);
    }

    void says(String id, String text) {
      replies.add(
          Reply.builder(
                  new RemotePost(id, URI.create("https://toy.test/" + id)),
                  Instant.parse("2026-11-23T10:00:00Z"))
              .author("Ann", URI.create("https://toy.test/ann"))
              .text(text)
              .build());
    }
  }

  @BeforeEach
  void install() {
    smo = new Installation(context, audience);
    MockContextAwareConfig.registerAnnotationClasses(context, ReactionPolicy.class);
    store = new StoredReactions(smo.repository, false, smo.clock);
    counters = new Counters(smo.repository);
    facts = new FactsStore(smo.repository);
    Connectors networks =
        new Connectors(context.bundleContext(), new Networks(List.of(), context.bundleContext()));
    watch =
        new EngagementPoller(
            smo.ledger,
            new NetworkClient(
                networks,
                new Sessions(
                    smo.connections,
                    networks,
                    new NetworkCalls(smo.clock),
                    smo.environment(),
                    smo.clock),
                new NetworkCalls(smo.clock),
                smo.lanes()),
            new ReactionImport(smo.ledger, counters, facts, store),
            Converters.standardConverter().convert(Map.of()).to(EngagementSettings.class),
            smo.clock);
  }

  @AfterEach
  void end() {
    smo.close();
  }

  PostRecord published(String name) {
    String page = smo.page(name, "Title of " + name);
    smo.publish(page);
    smo.pass(Duration.ofSeconds(20));
    PostRecord post = smo.post(page);
    assertEquals(State.SENT, post.state());
    sent = post.time(Key.SENT).orElseThrow();
    return post;
  }

  /** Moves the clock to a time after the last post went out, and lets the watch look. */
  void at(Duration age) {
    Instant time = sent.plus(age);
    smo.clock.pass(Duration.between(smo.clock.instant(), time));
    watch.run();
  }

  PostRecord now(PostRecord post) {
    return smo.ledger.find(post.id()).orElseThrow();
  }

  void openingMovesToHours() throws Exception {
    context.resourceResolver().refresh();
    context
        .resourceResolver()
        .adaptTo(javax.jcr.Session.class)
        .getWorkspace()
        .move(Installation.SITE + "/opening", Installation.SITE + "/hours");
    smo.site.show("/hours.html", "Title of opening");
    smo.publish(Installation.SITE + "/hours");
  }

  /** Posts that went out over a connection just now, as the ledger keeps them. */
  List<PostRecord> out(String connection, int posts) {
    PostRecord like = published("first-of-" + connection);
    List<PostRecord> out = new ArrayList<>();
    for (int i = 0; i < posts; i++) {
      PostRecord draft =
          like.answer(like.remote().orElseThrow(), "token-of-" + connection + i)
              .with(Key.IN_REPLY_TO, null)
              .with(Key.IN_REPLY_TO_LINK, null)
              .with(Key.CONNECTION, connection);
      PostRecord added = smo.ledger.add(draft);
      for (State state : List.of(State.QUEUED, State.SENDING, State.SENT)) {
        smo.ledger.update(added.id(), p -> p.to(state, ""));
      }
      String remote = connection + "/" + i;
      out.add(
          smo.ledger
              .update(
                  added.id(),
                  p ->
                      p.with(Key.REMOTE_ID, remote)
                          .with(Key.PERMALINK, "https://toy.test/" + remote)
                          .with(Key.SENT, sent)
                          .with(Key.LOOK, sent.plus(Duration.ofMinutes(15))))
              .orElseThrow());
    }
    return out;
  }
}
