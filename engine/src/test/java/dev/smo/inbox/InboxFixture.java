// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.inbox;

import static dev.smo.endpoint.ConsoleFixture.OURS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.calendar.People;
import dev.smo.connections.Account;
import dev.smo.connections.Connections;
import dev.smo.connections.NetworkCalls;
import dev.smo.connections.NetworkClient;
import dev.smo.delivery.DeliverySettings;
import dev.smo.delivery.PostResponder;
import dev.smo.delivery.Transitions;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.engagement.Counters;
import dev.smo.engagement.EngagementPoller;
import dev.smo.engagement.EngagementSettings;
import dev.smo.engagement.FactsStore;
import dev.smo.engagement.ReactionImport;
import dev.smo.engagement.ReplyTreatment;
import dev.smo.engagement.Watches;
import dev.smo.fixture.ContentPageSource;
import dev.smo.fixture.OakSite;
import dev.smo.identity.PageIdentity;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.reactions.impl.StoredBlocks;
import dev.smo.reactions.impl.StoredDeletions;
import dev.smo.reactions.impl.StoredLookers;
import dev.smo.reactions.impl.StoredReactions;
import dev.smo.reactions.store.Aside;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Moderation;
import dev.smo.reactions.store.Reaction;
import dev.smo.reactions.store.ReactionPolicy;
import dev.smo.reactions.store.ReactionStore;
import dev.smo.repository.Repository;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.util.converter.Converters;

/** The inbox of people who decide about reactions to pages, and a network that talks. */
@ExtendWith(SlingContextExtension.class)
abstract class InboxFixture {
  static final String IDENTITY = PageIdentity.first(OURS);
  final SlingContext context = OakSite.context();
  ConsoleFixture console;
  ReactionStore store;
  ReactionsServlet servlet;
  BlockedServlet blocked;
  DeletedServlet deleted;
  boolean diskIsFull;

  @BeforeEach
  void open() throws Exception {
    MockContextAwareConfig.registerAnnotationClasses(context, ReactionPolicy.class);
    console = new ConsoleFixture(context);
    store = new StoredReactions(console.repository, false, Clock.systemUTC());
    Connections connections = new Connections(console.repository, null, Clock.systemUTC());
    NetworkClient client =
        new NetworkClient(
            console.networks,
            console.sessions(connections, Clock.systemUTC()),
            new NetworkCalls(Clock.systemUTC()),
            console.lanes);
    EngagementPoller watch =
        new EngagementPoller(
            console.ledger,
            client,
            new ReactionImport(
                console.ledger,
                new Counters(console.repository),
                new FactsStore(console.repository),
                store),
            Converters.standardConverter().convert(Map.of()).to(EngagementSettings.class),
            Clock.systemUTC());
    connections.save(new Account.Form("tiny-en", "tiny", "", "", Map.of(), Map.of()));
    Transitions times =
        new Transitions(
            Converters.standardConverter().convert(Map.of()).to(DeliverySettings.class),
            Clock.systemUTC());
    StoredDeletions deletions = new StoredDeletions(console.repository, Clock.systemUTC());
    StoredBlocks blocks = new StoredBlocks(console.repository, Clock.systemUTC());
    ReactionDecisions decisions =
        new ReactionDecisions(
            store,
            blocks,
            deletions,
            new People(context.getService(ResourceResolverFactory.class), console.repository),
            Clock.systemUTC());
    servlet =
        new ReactionsServlet(
            console.tokens,
            new ReactionList(
                console.repository, new ContentPageSource(), store, blocks, console.networks),
            decisions,
            new ReplyActions(
                console.ledger,
                new PostResponder(new Ledger(full()), client, times),
                new ReplyTreatment(client),
                decisions,
                watch,
                new Watches(console.repository),
                console.decisions),
            new StoredLookers(console.repository, Clock.systemUTC()));
    deleted = new DeletedServlet(console.tokens, deletions, console.networks);
    blocked = new BlockedServlet(console.tokens, blocks, console.networks);
  }

  /** A repository that takes nothing while {@link #diskIsFull}. */
  Repository full() {
    return new Repository(context.getService(ResourceResolverFactory.class)) {
      @Override
      public <T> T commit(Work<T> work) {
        if (diskIsFull) {
          throw new IllegalStateException("the disk is full");
        }
        return super.commit(work);
      }
    };
  }

  /** A reply to a post of ours that is out. */
  KeptReaction replyToAPost() {
    PostRecord post =
        console
            .ledger
            .update(console.sent(OURS).id(), sent -> sent.with(Key.PAGE, IDENTITY))
            .orElseThrow();
    String key = post.id().substring(0, 16) + " ann-7";
    String url = "https://tiny.example/ann-7";
    Reaction reaction =
        new Reaction("tiny", key, Reaction.Kind.REPLY, "Ann", "", "Open?", url, Instant.now());
    store.put(IDENTITY, OURS, reaction);
    return store.of(IDENTITY).get(0);
  }

  Reply answer(KeptReaction kept, String words, String token) throws Exception {
    return answer(kept, words, token, revision(kept));
  }

  Reply answer(KeptReaction kept, String words, String token, String revision) throws Exception {
    return console.post(
        servlet,
        "action",
        "answer",
        "identity",
        kept.page(),
        "id",
        kept.id(),
        "words",
        words,
        "token",
        token,
        "revision",
        revision);
  }

  /** Of a reaction as it stands now. */
  String revision(KeptReaction kept) {
    return now(kept).revision();
  }

  KeptReaction now(KeptReaction kept) {
    return store.of(kept.page()).stream()
        .filter(one -> one.id().equals(kept.id()))
        .findFirst()
        .orElseThrow();
  }

  /** A reply to a note of ours that is out. */
  KeptReaction replyToANote() {
    PostRecord sent = console.sent(OURS);
    PostRecord note =
        console
            .ledger
            .update(
                sent.id(),
                post -> post.with(Key.PAGE, IDENTITY).with(Key.EDITION, PostRecord.NOTE + "token"))
            .orElseThrow();
    String place = Aside.of(IDENTITY, note.id());
    String key = note.id().substring(0, 16) + " ann-7";
    String url = "https://tiny.example/ann-7";
    store.put(
        place,
        OURS,
        new Reaction("tiny", key, Reaction.Kind.REPLY, "Ann", "", "Open?", url, Instant.now()));
    return store.of(place).get(0);
  }

  static String actions(Reply reply) {
    return actions(reply.json().at("/reactions/0"));
  }

  /** What a person may do about it, apart from what may be done with all. */
  static String actions(JsonNode reaction) {
    List<String> actions = new ArrayList<>();
    reaction.path("actions").forEach(action -> actions.add(action.asText()));
    actions.removeAll(List.of("assign", "done", "todo", "block", "like", "unlike"));
    return String.join(" ", actions);
  }

  long steps(String what) {
    return store.of(IDENTITY).get(0).handling().steps().stream()
        .filter(step -> step.what().equals(what))
        .count();
  }

  List<String> found(String... parameters) throws Exception {
    List<String> texts = new ArrayList<>();
    Reply reply = console.get(servlet, parameters);
    assertEquals(200, reply.status(), reply::error);
    reply.json().path("reactions").forEach(one -> texts.add(one.path("text").asText()));
    return texts;
  }

  KeptReaction reply(String path, String text) {
    String page = PageIdentity.first(path);
    store.put(
        page,
        path,
        new Reaction("tiny", text, Reaction.Kind.REPLY, "Ann", "", text, "", Instant.now()));
    return store.of(page).get(0);
  }

  Reply decide(String action, KeptReaction kept) throws Exception {
    return act(kept, action);
  }

  /** Does something with a reaction as it stands now. */
  Reply act(KeptReaction kept, String action, String... more) throws Exception {
    List<String> all =
        new ArrayList<>(List.of("action", action, "identity", kept.page(), "id", kept.id()));
    all.addAll(List.of(more));
    boolean decides = !List.of("look", "leave", "measure").contains(action);
    if (decides && !all.contains("revision")) {
      all.addAll(List.of("revision", revision(kept)));
    }
    return console.post(servlet, all.toArray(String[]::new));
  }

  Moderation of(KeptReaction kept) {
    return store.of(kept.page()).get(0).moderation();
  }

  String steps(KeptReaction kept) {
    return now(kept).handling().steps().stream()
        .map(step -> step.who() + " " + step.what())
        .collect(Collectors.joining(", "));
  }

  /**
   * What strangers see, read anew: who keeps it hears of a block as of all changes, a bit later.
   */
  List<Reaction> shown() {
    return new StoredReactions(console.repository, false, Clock.systemUTC())
        .shown(IDENTITY)
        .approved();
  }

  KeptReaction from(String author, String text) {
    store.put(
        IDENTITY,
        OURS,
        new Reaction("tiny", text, Reaction.Kind.REPLY, "Eve", author, text, "", Instant.now()));
    return store.of(IDENTITY).stream()
        .filter(kept -> kept.reaction().text().equals(text))
        .findFirst()
        .orElseThrow();
  }
}
