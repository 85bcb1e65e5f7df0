// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engagement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connections.Account;
import dev.smo.connections.Connectors;
import dev.smo.connections.NetworkCalls;
import dev.smo.connections.NetworkClient;
import dev.smo.connections.Sessions;
import dev.smo.connector.Conversations;
import dev.smo.connector.Engagement;
import dev.smo.connector.Insights;
import dev.smo.connector.Metric;
import dev.smo.connector.PausedException;
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Reply;
import dev.smo.delivery.PostNotes;
import dev.smo.engine.Installation;
import dev.smo.engine.ToyNetwork;
import dev.smo.fixture.OakSite;
import dev.smo.ledger.DueTree;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.networks.Networks;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import dev.smo.reactions.impl.StoredPeople;
import dev.smo.reactions.impl.StoredReactions;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Moderation;
import dev.smo.reactions.store.ReactionCounts;
import dev.smo.reactions.store.ReactionPolicy;
import dev.smo.reactions.store.ReactionStore;
import dev.smo.repository.Repository;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.util.converter.Converters;

@ExtendWith(SlingContextExtension.class)
class EngagementPollerTest {
  private final SlingContext context = OakSite.context();
  private final Audience audience = new Audience();
  private Installation smo;
  private ReactionStore store;
  private Counters counters;
  private FactsStore facts;
  private EngagementPoller watch;
  private Instant sent;

  /** What people do with posts of the toy network. */
  private static final class Audience extends ToyNetwork implements Insights, Conversations {
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

  @Test
  void whatWeSaidOurselvesIsNoReaction() {
    PostRecord post = published("opening");
    PostRecord thread =
        smo.ledger
            .update(post.id(), p -> p.with(Key.THREAD, new String[] {"Second"}))
            .orElseThrow();
    smo.ledger.steps().done(thread.id(), "part-2", "toy-part-2 https://toy.test/part-2");
    RemotePost asked = new RemotePost("r1", URI.create("https://toy.test/r1"));
    PostRecord answer = smo.ledger.add(post.answer(asked, "token-0001"));
    for (State state : List.of(State.QUEUED, State.SENDING, State.SENT)) {
      smo.ledger.update(answer.id(), p -> p.to(state, ""));
    }
    smo.ledger.update(
        answer.id(),
        p -> p.with(Key.REMOTE_ID, "toy-answer").with(Key.PERMALINK, "https://toy.test/answer"));
    audience.says("toy-part-2", "Second");
    audience.says("r1", "Open?");
    audience.says("toy-answer", "Yes");
    at(Duration.ofMinutes(15));
    assertEquals(
        List.of("Open?"),
        store.of(post.text(Key.PAGE)).stream().map(kept -> kept.reaction().text()).toList());
    assertEquals(1, watch.refresh(post.text(Key.PAGE)), "answers are not looked at by themselves");
  }

  /** A note that is out, filed under a page. */
  private PostRecord note(String page) throws Exception {
    PostRecord note =
        smo.notes()
            .enter(
                PostNotes.Wish.of(page, "toy", "Closed today", Optional.empty(), "token-01"),
                "ada");
    smo.pass(Duration.ofSeconds(20));
    sent = now(note).time(Key.SENT).orElseThrow();
    return now(note);
  }

  @Test
  void whatPeopleSayToANoteWaitsForWhoMayWriteItsPageAndShowsOnNone() throws Exception {
    PostRecord note = note(smo.page("opening", "Title of opening"));
    audience.says("r1", "Why closed?");
    at(Duration.ofMinutes(15));
    List<KeptReaction> pending = store.pending(any -> true, 10);
    assertEquals(
        List.of("Why closed?"), pending.stream().map(kept -> kept.reaction().text()).toList());
    KeptReaction kept = pending.get(0);
    assertEquals(note.text(Key.PATH), kept.path());
    assertEquals(Moderation.APPROVED, kept.moderation(), "there is no page to approve it for");
    String page = note.text(Key.PAGE);
    assertEquals(List.of(), store.of(page));
    for (String place : List.of(page, kept.page())) {
      assertEquals(List.of(), store.shown(place).approved());
      assertEquals(List.of(), store.shown(place).tallies());
      assertEquals(Optional.empty(), store.copy(place), "nothing for publish");
    }
    assertEquals(
        List.of(),
        facts.months(YearMonth.from(sent.atZone(ZoneOffset.UTC)), YearMonth.of(2027, 1)),
        "results are of posts about pages");
    audience.replies.clear();
    at(Duration.ofHours(1));
    assertEquals(List.of(), store.of(kept.page()), "its author deleted it");
  }

  @Test
  void whatWasSaidToANoteFollowsThePageUnderWhichItIsFiled() throws Exception {
    PostRecord post = published("opening");
    PostRecord note = note(post.text(Key.PATH));
    audience.says("r1", "Why closed?");
    at(Duration.ofMinutes(15));
    openingMovesToHours();
    assertEquals(
        List.of(Installation.SITE + "/hours"),
        store.of(Subject.of(now(note)).page()).stream().map(KeptReaction::path).toList());
  }

  @Test
  void whatPeopleSaidToANoteGoesWithIt() throws Exception {
    PostRecord note = note(smo.page("opening", "Title of opening"));
    audience.says("r1", "Why closed?");
    at(Duration.ofMinutes(15));
    String place = Subject.of(note).page();
    assertEquals(1, store.of(place).size());
    new Erasure(smo.repository, smo.ledger, facts, store, new StoredPeople(smo.repository))
        .page(note.text(Key.PAGE));
    assertEquals(List.of(), store.of(place));
  }

  @Test
  void anotherNetworksAccountThatWasGivenTheIdIsNotAsked() {
    PostRecord post = published("opening");
    audience.says("r1", "Open?");
    at(Duration.ofMinutes(15));
    audience.asked.clear();
    audience.failures.put("toy", new PostGoneException("HTTP 404"));
    smo.connections.remove("toy");
    smo.connections.save(new Account.Form("toy", "other", "", "", Map.of(), Map.of()));
    at(Duration.ofHours(1));
    assertEquals(List.of(), audience.asked);
    assertEquals(1, store.of(post.text(Key.PAGE)).size());
    assertFalse(now(post).flag(Key.ATTENTION));
  }

  @Test
  void whatIsOutOnOneAccountIsNotCountedOnAnother() {
    published("opening");
    smo.connections.save(
        new Account.Form("toy", "toy", "", "https://other.test", Map.of(), Map.of()));
    at(Duration.ofHours(1));
    assertEquals(List.of(), audience.asked);
  }

  private PostRecord published(String name) {
    String page = smo.page(name, "Title of " + name);
    smo.publish(page);
    smo.pass(Duration.ofSeconds(20));
    PostRecord post = smo.post(page);
    assertEquals(State.SENT, post.state());
    sent = post.time(Key.SENT).orElseThrow();
    return post;
  }

  /** Moves the clock to a time after the last post went out, and lets the watch look. */
  private void at(Duration age) {
    Instant time = sent.plus(age);
    smo.clock.pass(Duration.between(smo.clock.instant(), time));
    watch.run();
  }

  private PostRecord now(PostRecord post) {
    return smo.ledger.find(post.id()).orElseThrow();
  }

  @Test
  void looksAtAPostOftenWhileItIsNewAndEverLessLater() {
    PostRecord post = published("opening");
    int count = 0;
    List<Duration> ages = new ArrayList<>();
    watch.run();
    while (now(post).time(Key.LOOK).isPresent()) {
      Duration age = Duration.between(sent, now(post).time(Key.LOOK).get());
      ages.add(age);
      at(age);
      assertEquals(++count, audience.asked.size(), "asked at " + age);
    }
    assertEquals(
        List.of(
            Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(6), Duration.ofDays(1)),
        ages.subList(0, 4));
    assertEquals(Duration.ofDays(14), ages.get(16));
    assertEquals(Duration.ofDays(21), ages.get(17));
    assertEquals(Duration.ofDays(84), ages.get(ages.size() - 1));
  }

  @Test
  void whatIsOutIsAmongTheResultsAtOnceAndItsFiguresAreTheLastOnes() {
    PostRecord post = published("opening");
    watch.run();
    PostFacts fresh = result(post);
    assertEquals("Title of opening", fresh.title());
    assertEquals(Map.of(), fresh.figures());
    audience.likes = 3;
    at(Duration.ofMinutes(15));
    audience.likes = 9;
    at(Duration.ofDays(1));
    assertEquals(9, result(post).figures().get(Metric.LIKES));
    assertEquals(null, result(post).figures().get(Metric.VIEWS), "nobody told of views");
    assertEquals(smo.clock.instant(), result(post).looked());
  }

  @Test
  void whatWasTakenBackIsNoResult() {
    PostRecord post = published("opening");
    at(Duration.ofMinutes(15));
    smo.decisions.retract(post.id(), "editor");
    smo.work();
    watch.run();
    YearMonth month = YearMonth.from(sent.atZone(ZoneOffset.UTC));
    assertEquals(List.of(), facts.months(month, month));
  }

  @Test
  void aFailingNetworkTakesNoFigureAway() {
    PostRecord post = published("opening");
    audience.likes = 3;
    at(Duration.ofMinutes(15));
    audience.failures.put("toy", new IOException("down"));
    at(Duration.ofMinutes(60));
    assertEquals(3, result(post).figures().get(Metric.LIKES));
  }

  @Test
  void theNameOfAnAuthorIsForgotten() {
    PostRecord post = published("opening");
    smo.ledger.update(post.id(), p -> p.with(Key.AUTHORS, new String[] {"Ada", "Grace"}));
    at(Duration.ofMinutes(15));
    assertEquals(List.of("Ada", "Grace"), result(post).authors());
    new Erasure(smo.repository, smo.ledger, facts, store, new StoredPeople(smo.repository))
        .person("Ada");
    assertEquals(List.of("erased", "Grace"), result(post).authors());
    assertEquals(List.of("erased", "Grace"), now(post).texts(Key.AUTHORS));
  }

  @Test
  void resultsFollowAPageThatMoves() {
    PostRecord post = published("opening");
    at(Duration.ofDays(20));
    String elsewhere = smo.rename(now(post).text(Key.PATH), "closing");
    smo.publish(elsewhere);
    watch.run();
    assertEquals(elsewhere, result(post).path());
  }

  private PostFacts result(PostRecord post) {
    YearMonth month = YearMonth.from(sent.atZone(ZoneOffset.UTC));
    List<PostFacts> all = facts.months(month, month);
    assertEquals(List.of(post.id()), all.stream().map(PostFacts::post).toList());
    return all.get(0);
  }

  @Test
  void asksNobodyBeforeItIsTime() {
    published("opening");
    watch.run();
    at(Duration.ofMinutes(14));
    assertEquals(List.of(), audience.asked);
  }

  @Test
  void countsAreKeptDayByDayAndStandOnThePage() {
    PostRecord post = published("opening");
    watch.run();
    audience.likes = 3;
    at(Duration.ofMinutes(15));
    audience.likes = 5;
    at(Duration.ofMinutes(60));
    audience.likes = 9;
    at(Duration.ofDays(1));
    assertEquals(
        List.of(5L, 9L),
        counters.of(post.id()).values().stream()
            .map(counts -> counts.of(Metric.LIKES).orElse(0))
            .toList());
    assertEquals(LocalDate.parse("2026-11-23"), counters.of(post.id()).firstKey());
    assertEquals(9, counters.latest(post.id()).orElseThrow().of(Metric.LIKES).orElse(0));
    assertEquals(
        List.of(new ReactionCounts("toy", post.id(), "https://toy.test/1", 9, 2, 0)),
        store.shown(post.text(Key.PAGE)).tallies());
  }

  @Test
  void anAnswerComesHomeWaitsAndGoesWhenItsAuthorDeletesIt() {
    PostRecord post = published("opening");
    audience.says("r1", "Well done");
    watch.refresh(post.text(Key.PAGE));
    at(Duration.ofMinutes(2));
    List<KeptReaction> pending = store.pending(any -> true, 10);
    assertEquals(List.of("Well done"), pending.stream().map(k -> k.reaction().text()).toList());
    store.change(
        post.text(Key.PAGE),
        pending.get(0).id(),
        one -> one.moderated(Moderation.APPROVED, "editor"));
    assertEquals(1, store.shown(post.text(Key.PAGE)).approved().size());
    audience.replies.clear();
    at(Duration.ofMinutes(15));
    assertEquals(List.of(), store.of(post.text(Key.PAGE)));
  }

  @Test
  void aPostThatIsGoneIsToldToAPersonAndNotLookedAtAgain() {
    PostRecord post = published("opening");
    audience.says("r1", "Well done");
    watch.refresh(post.text(Key.PAGE));
    at(Duration.ofMinutes(2));
    audience.failures.put("toy-1", new PostGoneException("404"));
    at(Duration.ofMinutes(15));
    assertEquals(Optional.empty(), now(post).time(Key.LOOK));
    assertTrue(now(post).flag(Key.ATTENTION));
    assertEquals(LaneLook.GONE, now(post).text(Key.REASON));
    assertEquals(List.of(), store.of(post.text(Key.PAGE)));
    assertEquals(List.of(), store.shown(post.text(Key.PAGE)).tallies());
  }

  @Test
  void aFailingConnectionHoldsUpNoOther() {
    smo.connect("second");
    smo.policy(Map.of("enabled", true, "connections", new String[] {"toy", "second"}));
    String page = smo.page("opening", "Winter opening hours");
    smo.publish(page);
    smo.pass(Duration.ofSeconds(20));
    sent = smo.posts(page).get(0).time(Key.SENT).orElseThrow();
    audience.failures.put("toy", new IOException("down"));
    watch.run();
    at(Duration.ofMinutes(16));
    assertEquals(2, audience.asked.size());
    assertEquals(1, store.shown(smo.posts(page).get(0).text(Key.PAGE)).tallies().size());
    audience.failures.clear();
    at(Duration.ofMinutes(59));
    assertEquals(2, audience.asked.size(), "the failing one rests for an hour");
    at(Duration.ofMinutes(77));
    assertEquals(2, store.shown(smo.posts(page).get(0).text(Key.PAGE)).tallies().size());
  }

  @Test
  void aPostThatCanNeverBeReadHoldsUpNoOtherOfItsConnection() {
    assertEquals(List.of(), missedBesides(1), "looks at the new post that one old one prevented");
  }

  @Test
  void norDoTenOfThem() {
    assertEquals(List.of(), missedBesides(10), "looks at the new post that ten old ones prevented");
  }

  /** The regular looks at a new post that are not taken in a day, beside old unreadable ones. */
  private List<Duration> missedBesides(int old) {
    for (int i = 0; i < old; i++) {
      PostRecord post = published("old-" + i);
      String id = post.remote().orElseThrow().id();
      audience.failures.put(id, new IOException("answers without the post"));
    }
    looks("", Duration.ofDays(2));
    String young = published("young").remote().orElseThrow().id();
    List<Duration> looks = looks(young, Duration.ofHours(25));
    return Stream.of(15, 60, 360, 1440)
        .map(Duration::ofMinutes)
        .filter(
            planned ->
                looks.stream()
                    .map(look -> look.minus(planned))
                    .noneMatch(late -> !late.isNegative() && late.toMinutes() <= 10))
        .toList();
  }

  /** How old the last post was when one was looked at, in so much time from now on. */
  private List<Duration> looks(String id, Duration time) {
    List<Duration> looks = new ArrayList<>();
    Instant end = smo.clock.instant().plus(time);
    while (smo.clock.instant().isBefore(end)) {
      smo.clock.pass(Duration.ofMinutes(1));
      audience.asked.clear();
      watch.run();
      if (audience.asked.contains(id)) {
        looks.add(Duration.between(sent, smo.clock.instant()));
      }
    }
    return looks;
  }

  @Test
  void aNetworkThatFailsForAllIsNotAskedForEachPost() {
    for (int i = 0; i < 8; i++) {
      published("page-" + i);
    }
    audience.failures.put("toy", new IOException("down"));
    watch.run();
    at(Duration.ofMinutes(16));
    watch.run();
    watch.run();
    assertEquals(3, audience.asked.size(), "posts asked for before the connection rests");
  }

  @Test
  void aNetworkThatAsksForAPauseGetsItForAllPosts() {
    published("opening");
    published("closing");
    audience.failures.put("toy", new PausedException(Duration.ofMinutes(10), "429"));
    watch.run();
    at(Duration.ofMinutes(16));
    assertEquals(1, audience.asked.size());
    audience.failures.clear();
    at(Duration.ofMinutes(24));
    assertEquals(1, audience.asked.size());
    at(Duration.ofMinutes(27));
    assertEquals(3, audience.asked.size());
  }

  @Test
  void reactionsToAPostThatWasTakenBackGo() {
    PostRecord post = published("opening");
    audience.says("r1", "Well done");
    watch.refresh(post.text(Key.PAGE));
    at(Duration.ofMinutes(2));
    assertEquals(1, store.of(post.text(Key.PAGE)).size());
    smo.decisions.retract(post.id(), "editor");
    smo.work();
    assertEquals(State.RETRACTED, now(post).state());
    watch.run();
    assertEquals(List.of(), store.of(post.text(Key.PAGE)));
    assertEquals(Optional.empty(), now(post).time(Key.LOOK));
  }

  private void openingMovesToHours() throws Exception {
    context.resourceResolver().refresh();
    context
        .resourceResolver()
        .adaptTo(javax.jcr.Session.class)
        .getWorkspace()
        .move(Installation.SITE + "/opening", Installation.SITE + "/hours");
    smo.site.show("/hours.html", "Title of opening");
    smo.publish(Installation.SITE + "/hours");
  }

  @Test
  void reactionsFollowAPageThatMoved() throws Exception {
    PostRecord post = published("opening");
    audience.says("r1", "Well done");
    openingMovesToHours();
    watch.refresh(post.text(Key.PAGE));
    at(Duration.ofMinutes(2));
    assertEquals(
        List.of(Installation.SITE + "/hours"),
        store.of(post.text(Key.PAGE)).stream().map(KeptReaction::path).toList());
    assertEquals(Installation.SITE + "/hours", store.shown(post.text(Key.PAGE)).home());
  }

  /** Posts that went out over a connection just now, as the ledger keeps them. */
  private List<PostRecord> out(String connection, int posts) {
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

  /** How many of some posts were looked at since their first look came. */
  private long seen(List<PostRecord> posts) {
    return posts.stream()
        .filter(post -> !now(post).time(Key.LOOK).equals(post.time(Key.LOOK)))
        .count();
  }

  /** So many looks fall into a day where so many posts go out every day. */
  private static long looksADay(long posts) {
    EngagementSettings settings =
        Converters.standardConverter().convert(Map.of()).to(EngagementSettings.class);
    PollTimes times = new PollTimes(settings);
    Instant sent = Instant.parse("2026-11-23T10:00:00Z");
    long looks = 0;
    for (Optional<Instant> at = times.after(sent, sent);
        at.isPresent();
        at = times.after(sent, at.get())) {
      looks++;
    }
    return looks * posts;
  }

  private static final int RUNS_A_DAY = 24 * 60 * 6;

  @Test
  void thereIsRoomForTenThousandPostsADayOverOneConnectionThatTellsOfMany() {
    audience.tellsOfMany = true;
    List<PostRecord> posts = out("toy", 120);
    at(Duration.ofMinutes(16));
    long aDay = seen(posts) * RUNS_A_DAY;
    assertTrue(
        aDay >= looksADay(10_000), aDay + " looks a day where " + looksADay(10_000) + " are due");
    assertEquals(1, audience.together.size(), "calls");
    assertEquals(List.of(), audience.asked, "nobody is asked for by itself");
    watch.run();
    assertEquals(posts.size(), seen(posts), "the rest is seen at the next run");
  }

  @Test
  void aConnectionThatIsLeftAloneTakesNothingFromTheOthers() {
    smo.connect("second");
    List<PostRecord> waiting = out("toy", 40);
    List<PostRecord> others = out("second", 12);
    audience.failures.put("toy", new PausedException(Duration.ofHours(2), "429"));
    at(Duration.ofMinutes(16));
    assertEquals(1, audience.asked.stream().filter(id -> id.startsWith("toy")).count(), "calls");
    watch.run();
    watch.run();
    assertEquals(12, seen(others));
    assertEquals(0, seen(waiting), "they wait where they are");
    assertEquals(
        1,
        audience.asked.stream().filter(id -> id.startsWith("toy")).count(),
        "calls while it is left alone");
  }

  @Test
  void aPostThatIsMissingAmongOthersIsAskedForByItselfAndDarkensNoOther() {
    audience.tellsOfMany = true;
    List<PostRecord> posts = out("toy", 5);
    audience.failures.put("toy/1", new PostGoneException("404"));
    audience.failures.put("toy/3", new IOException("answers without the post"));
    at(Duration.ofMinutes(16));
    assertEquals(List.of("toy/1", "toy/3"), audience.asked);
    assertEquals(LaneLook.GONE, now(posts.get(1)).text(Key.REASON));
    for (int i : new int[] {0, 2, 4}) {
      assertEquals(Optional.of(sent.plus(Duration.ofHours(1))), now(posts.get(i)).time(Key.LOOK));
    }
    audience.together.clear();
    at(Duration.ofMinutes(77));
    assertFalse(audience.together.get(0).contains("toy/3"), "one that is unreadable is apart");
  }

  @Test
  void whatIsAnsweredIsReadThoughACountOfManySaysOtherwise() {
    audience.tellsOfMany = true;
    PostRecord post = published("opening");
    audience.says("r1", "Well done");
    at(Duration.ofMinutes(15));
    assertEquals(1, store.of(post.text(Key.PAGE)).size());
    PostRecord other = published("closing");
    smo.ledger.update(other.id(), p -> p.with(Key.LOOK, sent.plus(Duration.ofHours(1))));
    watch.refresh(post.text(Key.PAGE));
    at(Duration.ofHours(1));
    assertEquals(1, audience.together.size());
    assertEquals(1, store.of(post.text(Key.PAGE)).size(), "the network has it still");
  }

  @Test
  void wherePostsCannotBeReadTogetherEachIsAskedForByItself() {
    audience.tellsOfMany = true;
    List<PostRecord> posts = out("toy", 8);
    audience.failures.put("toy", new IOException("down"));
    at(Duration.ofMinutes(16));
    assertEquals(1, audience.together.size());
    assertEquals(3, audience.asked.size(), "posts asked for before the connection rests");
    assertEquals(2, seen(posts), "the others wait where they are");
  }

  @Test
  void whatAnOlderVersionWasToLookAtStandsInItsLane() throws Exception {
    List<PostRecord> posts = out("toy", 3);
    smo.repository.commit(
        resolver -> {
          for (PostRecord post : posts) {
            Instant look = post.time(Key.LOOK).orElseThrow();
            String path = DueTree.bucket("", look) + "/" + post.id();
            Repository.delete(resolver, "/var/smo/lanes/toy/looks" + path);
            Repository.writable(Repository.node(resolver, "/var/smo/looks" + path))
                .put(DueTree.AT, Repository.calendar(look));
          }
          return true;
        });
    at(Duration.ofMinutes(16));
    assertEquals(3, seen(posts));
    assertEquals(
        0,
        (int) smo.repository.read(r -> new DueTree(r, "/var/smo/looks").until(sent, 9).size()),
        "the old tree is empty");
  }
}
