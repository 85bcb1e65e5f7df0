// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.watching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connections.Account;
import dev.smo.connections.Connectors;
import dev.smo.connections.NetworkCalls;
import dev.smo.connections.NetworkClient;
import dev.smo.connections.Sessions;
import dev.smo.connector.Engagement;
import dev.smo.connector.Metric;
import dev.smo.connector.NetworkProvider;
import dev.smo.connector.PausedException;
import dev.smo.engagement.Counters;
import dev.smo.engagement.EngagementSettings;
import dev.smo.engagement.Erasure;
import dev.smo.engagement.FactsStore;
import dev.smo.engagement.ReactionImport;
import dev.smo.engagement.ReplyOrigin;
import dev.smo.engagement.Watch;
import dev.smo.engagement.Watches;
import dev.smo.engine.Installation;
import dev.smo.fixture.OakSite;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.networks.Networks;
import dev.smo.reactions.impl.StoredPeople;
import dev.smo.reactions.impl.StoredReactions;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Moderation;
import dev.smo.reactions.store.ReactionCounts;
import dev.smo.reactions.store.ReactionPolicy;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.util.converter.Converters;

/** Videos that pages show, from the page to its results and reactions. */
@ExtendWith(SlingContextExtension.class)
class WatchingTest {
  private final SlingContext context = OakSite.context();
  private final Tube tube = new Tube();
  private Installation smo;
  private StoredReactions reactions;
  private Counters counters;
  private Watches watches;
  private WatchedPages pages;
  private CallBudget budget;
  private NetworkClient client;
  private ReactionImport home;
  private WatchPoller poller;
  private Erasure erasure;
  private String page;

  @BeforeEach
  void install() {
    smo = new Installation(context);
    MockContextAwareConfig.registerAnnotationClasses(context, ReactionPolicy.class);
    context.registerService(NetworkProvider.class, tube);
    reactions = new StoredReactions(smo.repository, false, smo.clock);
    counters = new Counters(smo.repository);
    watches = new Watches(smo.repository);
    Connectors networks =
        new Connectors(context.bundleContext(), new Networks(List.of(), context.bundleContext()));
    NetworkCalls calls = new NetworkCalls(smo.clock);
    client =
        new NetworkClient(
            networks,
            new Sessions(smo.connections, networks, calls, smo.environment(), smo.clock),
            calls,
            smo.lanes());
    pages =
        new WatchedPages(
            smo.repository, smo.pages, smo.identities, smo.connections, client, watches, smo.clock);
    smo.listeners.add(new WatchTrigger(pages));
    budget = new CallBudget(smo.repository, smo.clock);
    FactsStore facts = new FactsStore(smo.repository);
    home = new ReactionImport(smo.ledger, counters, facts, reactions);
    poller = node();
    erasure =
        new Erasure(smo.repository, smo.ledger, facts, reactions, new StoredPeople(smo.repository));
    page = smo.page("opening", "Hours");
    smo.policy(Map.of("enabled", false));
  }

  @AfterEach
  void end() {
    smo.close();
  }

  /** What looks on one node. */
  private WatchPoller node() {
    return new WatchPoller(
        client,
        pages,
        watches,
        new CountedCalls(client, budget, smo.clock),
        home,
        Converters.standardConverter().convert(Map.of()).to(EngagementSettings.class),
        smo.clock);
  }

  private void connect(String account) {
    smo.connections.save(new Account.Form(account, "youtube", "", "", Map.of(), Map.of()));
  }

  private void show(String path, String video) {
    smo.set(path + "/jcr:content/root/embed", Map.of("url", Tube.ADDRESS + video));
  }

  /** Publishes the page with a video of an account that is connected, and looks at it once. */
  private void shown() {
    connect("museum");
    tube.videos.put("v1", "museum");
    show(page, "v1");
    smo.publish(page);
    poller.run();
  }

  private void after(Duration time) {
    smo.clock.pass(time);
    poller.run();
  }

  private String identity() {
    return identity(page);
  }

  private String identity(String path) {
    return smo.identities.find(path).orElseThrow();
  }

  private Watch watch() {
    List<Watch> all = watches.of(identity());
    assertEquals(1, all.size(), all::toString);
    return all.get(0);
  }

  private List<String> words(String identity) {
    return reactions.of(identity).stream().map(kept -> kept.reaction().text()).toList();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(smo.clock.instant(), ZoneOffset.UTC);
  }

  @Test
  void whatPeopleDoWithAVideoComesToThePageThatShowsIt() {
    tube.says("c1", "When do you open?", smo.clock.instant());
    shown();
    assertEquals(
        Engagement.none().with(Metric.VIEWS, 10).with(Metric.REPLIES, 1),
        counters.of(watch().id()).get(today()));
    assertEquals("museum", watch().connection());
    KeptReaction kept = reactions.of(identity()).get(0);
    assertEquals("When do you open?", kept.reaction().text());
    assertEquals("youtube", kept.reaction().source());
    assertEquals(page, kept.path());
    assertEquals(Moderation.PENDING, kept.moderation(), "a person decides, as about all replies");
    assertEquals(
        List.of(new ReactionCounts("youtube", watch().id(), Tube.ADDRESS + "v1", 0, 0, 1)),
        reactions.shown(identity()).tallies());
  }

  @Test
  void aWatchThatMakesNoSenseHoldsUpNoOtherAndIsLookedAtAgain() {
    shown();
    String other = smo.page("garden", "Garden");
    tube.videos.put("v2", "museum");
    show(other, "v2");
    smo.publish(other);
    String id = identity();
    smo.set(
        "/var/smo/watched/pages/" + id.substring(0, 2) + "/" + id + "/" + watch().id(),
        Map.of("since", "yesterday", "look", "soon", "seen", "never", "permalink", "no address"));
    after(Duration.ofDays(1));
    assertEquals("museum", watches.of(identity(other)).get(0).connection(), "the other page's");
    assertEquals(smo.clock.instant(), watch().seen(), "and its own");
    assertTrue(watch().look().isAfter(smo.clock.instant()));
  }

  @Test
  void nobodyAnswersFromHereWhatWasSaidToAVideo() {
    tube.says("c1", "When do you open?", smo.clock.instant());
    smo.posting("text", "{title} {url}");
    shown();
    smo.pass(Duration.ofSeconds(20));
    assertEquals(State.SENT, smo.post(page).state());
    KeptReaction kept = reactions.of(identity()).get(0);
    assertTrue(ReplyOrigin.of(kept, smo.posts(page)).isEmpty());
  }

  @Test
  void aVideoIsLookedAtByThePlanOfPostsAndWeeklyBehindIt() {
    shown();
    List<Duration> ages = new ArrayList<>();
    Instant begin = smo.clock.instant();
    for (int looks = 0; looks < 40; looks++) {
      Instant look = watch().look();
      assertTrue(look.isAfter(smo.clock.instant()), "it would be looked at for ever");
      smo.clock.pass(Duration.between(smo.clock.instant(), look));
      poller.run();
      ages.add(Duration.between(begin, look));
    }
    assertEquals(
        List.of(Duration.ofMinutes(15), Duration.ofMinutes(60), Duration.ofHours(6)),
        ages.subList(0, 3));
    assertEquals(Duration.ofDays(1), ages.get(3));
    Duration last = ages.get(39).minus(ages.get(38));
    assertEquals(Duration.ofDays(7), last, "weekly, for as long as the page shows it");
  }

  @Test
  void manyPagesAreOneQuestionAndOneVideoIsAskedForItsAnswersOnce() {
    connect("museum");
    tube.videos.put("v1", "museum");
    tube.videos.put("v2", "museum");
    tube.says("c1", "Nice", smo.clock.instant());
    String other = smo.page("garden", "Garden");
    show(page, "v1");
    show(other, "v1");
    smo.set(other + "/jcr:content/smo", Map.of("video", Tube.ADDRESS + "v2"));
    smo.publish(page);
    smo.publish(other);
    poller.run();
    assertEquals(
        List.of("museum: v1 v2", "museum: replies v1", "museum: replies v2"),
        tube.asked.stream()
            .sorted(
                Comparator.comparing((String one) -> one.contains("replies"))
                    .thenComparing(one -> one))
            .toList());
    assertEquals(List.of("Nice"), words(identity()));
    assertEquals(2, watches.of(identity(other)).size(), "one is embedded, one is the social video");
  }

  @Test
  void aVideoOfSomebodyElseIsNoResultAndIsSeldomAskedFor() {
    connect("museum");
    tube.videos.put("v1", "stranger");
    tube.says("c1", "Not about us", smo.clock.instant());
    show(page, "v1");
    smo.publish(page);
    poller.run();
    after(Duration.ofDays(6));
    assertEquals(List.of("museum: v1"), tube.asked);
    assertTrue(smo.identities.find(page).isEmpty(), "nothing is written into its page");
    after(Duration.ofDays(1));
    assertEquals(2, tube.asked.size());
  }

  @Test
  void eachAccountIsAskedForWhatNoneBeforeItHas() {
    connect("garden");
    tube.videos.put("v2", "garden");
    String other = smo.page("garden", "Garden");
    show(other, "v2");
    connect("museum");
    tube.videos.put("v1", "museum");
    show(page, "v1");
    smo.publish(page);
    smo.publish(other);
    poller.run();
    assertEquals("museum", watch().connection());
    assertEquals("garden", watches.of(identity(other)).get(0).connection());
  }

  @Test
  void aVideoThatIsGoneTakesItsFiguresAndWordsAlong() {
    tube.says("c1", "Nice", smo.clock.instant());
    shown();
    tube.videos.clear();
    after(Duration.ofMinutes(15));
    assertEquals(List.of(), words(identity()));
    assertEquals(List.of(), reactions.shown(identity()).tallies());
    assertEquals(Map.of(), counters.of(watch().id()));
  }

  @Test
  void aCommentThatIsDeletedGoes() {
    tube.says("c1", "Nice", smo.clock.instant());
    tube.says("c2", "Rude", smo.clock.instant());
    shown();
    tube.replies.remove(1);
    after(Duration.ofMinutes(15));
    assertEquals(List.of("Nice"), words(identity()));
  }

  @Test
  void theNetworkIsToldWhichCommentsAreKept() {
    tube.says("c1", "Nice", smo.clock.instant());
    tube.says("c2", "Rude", smo.clock.instant());
    shown();
    after(Duration.ofMinutes(15));
    assertEquals(Set.of("c1", "c2"), tube.lastKept);
  }

  @Test
  void aPageThatShowsItNoMoreForgetsIt() {
    tube.says("c1", "Nice", smo.clock.instant());
    shown();
    String id = watch().id();
    smo.set(page + "/jcr:content/root/embed", Map.of("url", "https://www.example.org/"));
    smo.publish(page);
    after(Duration.ofMinutes(15));
    assertEquals(List.of(), watches.of(identity()));
    assertEquals(List.of(), words(identity()));
    assertEquals(Map.of(), counters.of(id));
  }

  @Test
  void aPageThatMovesKeepsAllOfIt() {
    tube.says("c1", "Nice", smo.clock.instant());
    shown();
    String before = identity();
    String elsewhere = smo.rename(page, "closing");
    smo.site.show("/closing.html", "Hours");
    smo.publish(elsewhere);
    tube.views = 20;
    after(Duration.ofMinutes(15));
    assertEquals(before, identity(elsewhere));
    List<Watch> moved = watches.of(before);
    assertEquals(List.of(elsewhere), moved.stream().map(Watch::path).toList());
    assertEquals(20, counters.of(moved.get(0).id()).get(today()).of(Metric.VIEWS).orElseThrow());
    assertEquals(List.of("Nice"), words(before));
  }

  @Test
  void aPageThatIsAwayIsNotAskedForAndForgottenAfterThirtyDays() {
    tube.says("c1", "Nice", smo.clock.instant());
    shown();
    smo.unpublish(page);
    tube.asked.clear();
    after(Duration.ofDays(2));
    assertEquals(List.of("Nice"), words(identity()), "it may come back");
    for (int day = 0; day < 30; day++) {
      after(Duration.ofDays(1));
    }
    assertEquals(List.of(), tube.asked);
    assertEquals(List.of(), words(identity()));
    assertEquals(List.of(), watches.of(identity()));
  }

  @Test
  void figuresAreKeptForThirtyDaysAndNoLonger() {
    shown();
    Set<LocalDate> days = new HashSet<>();
    for (int day = 0; day < 60; day++) {
      after(Duration.ofDays(1));
      days.addAll(counters.of(watch().id()).keySet());
    }
    assertTrue(days.size() > 20, "it was looked at on " + days);
    LocalDate first = counters.of(watch().id()).firstKey();
    assertFalse(first.isBefore(today().minusDays(37)), "still there: " + first);
    assertFalse(
        counters.of(watch().id()).isEmpty(), "there are none of the last thirty days any more");
  }

  @Test
  void whatNobodyToldOfForThirtyDaysIsForgotten() {
    tube.says("c1", "Nice", smo.clock.instant());
    shown();
    tube.failures.put("museum", new IOException("down"));
    for (int day = 0; day < 29; day++) {
      after(Duration.ofDays(1));
    }
    assertEquals(List.of("Nice"), words(identity()));
    after(Duration.ofDays(2));
    assertEquals(List.of(), words(identity()));
    assertEquals(Map.of(), counters.of(watch().id()));
    tube.failures.clear();
    after(Duration.ofDays(1));
    assertEquals(List.of("Nice"), words(identity()), "it comes back with the network");
  }

  @Test
  void aPauseThatTheNetworkWantsIsKeptByAllNodes() {
    shown();
    tube.failures.put("museum", new PausedException(Duration.ofHours(5), "quotaExceeded"));
    after(Duration.ofMinutes(15));
    tube.failures.clear();
    tube.asked.clear();
    watches.refresh(identity());
    node().run();
    smo.clock.pass(Duration.ofHours(4));
    node().run();
    assertEquals(List.of(), tube.asked);
    assertEquals("quotaExceeded", smo.lanes().find("museum").paused());
    smo.clock.pass(Duration.ofHours(1));
    node().run();
    assertNotEquals(List.of(), tube.asked);
  }

  @Test
  void noMoreCallsAreMadeInADayThanTheAccountHasWhateverNodeMakesThem() {
    tube.callsADay = 25;
    shown();
    assertEquals(2, budget.used("museum"), "unused calls were not given back");
    for (int i = 0; i < 30; i++) {
      watches.refresh(identity());
      node().run();
    }
    long made = tube.asked.size();
    assertTrue(made <= 25, made + " calls");
    assertTrue(smo.lanes().obstacle("museum").isPresent(), "people do not see why nothing comes");
    tube.asked.clear();
    after(Duration.ofDays(1));
    assertEquals(2, tube.asked.size(), "a new day has new calls");
    assertEquals(2, budget.used("museum"));
  }

  @Test
  void aCallWhoseAnswerIsLostCounts() {
    shown();
    tube.noReplies = new IOException("lost");
    after(Duration.ofMinutes(15));
    assertEquals(2 + 1 + 20, budget.used("museum"));
    assertEquals(smo.clock.instant().plus(Duration.ofHours(1)), watch().look());
  }

  @Test
  void whatCannotBeReadTakesNothingAway() {
    tube.says("c1", "Nice", smo.clock.instant());
    shown();
    tube.noReplies = new IOException("down");
    after(Duration.ofMinutes(15));
    assertEquals(List.of("Nice"), words(identity()));
  }

  @Test
  void aPersonSeesTheFiguresAtOnceWhoAsksForThem() {
    shown();
    tube.views = 99;
    assertEquals(1, watches.refresh(identity()));
    poller.run();
    assertEquals(99, counters.of(watch().id()).get(today()).of(Metric.VIEWS).orElseThrow());
  }

  @Test
  void aPageWhoseNetworksNobodyConnectedIsNotWatched() {
    show(page, "v1");
    smo.publish(page);
    poller.run();
    assertEquals(List.of(), tube.asked);
  }

  @Test
  void pagesThatWerePublicBeforeTheAccountWasConnectedAreFound() {
    show(page, "v1");
    smo.publish(page);
    tube.videos.put("v1", "museum");
    connect("museum");
    WatchRounds rounds = new WatchRounds(smo.repository, smo.pages, pages, smo.clock);
    smo.clock.pass(Duration.ofMinutes(5));
    rounds.run();
    poller.run();
    assertEquals("museum", watch().connection());
    String later = smo.page("later", "Later");
    show(later, "v1");
    smo.clock.pass(Duration.ofHours(1));
    rounds.run();
    assertTrue(smo.identities.find(later).isEmpty(), "the next round is tomorrow's");
    smo.clock.pass(Duration.ofDays(1));
    rounds.run();
    poller.run();
    assertEquals(1, watches.of(identity(later)).size());
  }

  @Test
  void anErasedPageHasNothingOfItAnyMore() {
    tube.says("c1", "Nice", smo.clock.instant());
    shown();
    String id = watch().id();
    erasure.page(identity());
    assertEquals(List.of(), words(identity()));
    assertEquals(List.of(), reactions.shown(identity()).tallies());
    assertEquals(Map.of(), counters.of(id));
    assertEquals(List.of(), watches.of(identity()));
  }

  @Test
  void anErasedConnectionHasNothingOfItAnyMore() {
    tube.says("c1", "Nice", smo.clock.instant());
    shown();
    erasure.connection("museum");
    assertEquals(List.of(), words(identity()));
    assertEquals(List.of(), watches.of(identity()));
  }

  @Test
  void aPolicyThatPostsThereIsToldThatNobodyCan() {
    connect("museum");
    smo.policy(Map.of("enabled", true, "connections", new String[] {"museum"}, "text", "{title}"));
    smo.publish(page);
    smo.pass(Duration.ofSeconds(20));
    assertEquals(State.PLANNED, smo.post(page).state());
    assertEquals(
        "YouTube has no posts with links for programs, only videos.",
        smo.post(page).text(Key.REASON));
  }
}
