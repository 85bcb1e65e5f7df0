// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.fixture.OakSite;
import dev.smo.fixture.TestClock;
import dev.smo.identity.PageIdentity;
import dev.smo.reactions.store.Aside;
import dev.smo.reactions.store.Handling.Task;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Moderation;
import dev.smo.reactions.store.PublicReactions;
import dev.smo.reactions.store.Reaction;
import dev.smo.reactions.store.Reaction.Kind;
import dev.smo.reactions.store.ReactionCounts;
import dev.smo.reactions.store.ReactionPolicy;
import dev.smo.reactions.store.ReactionStore;
import dev.smo.repository.Repository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.api.resource.observation.ResourceChange;
import org.apache.sling.api.resource.observation.ResourceChange.ChangeType;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SlingContextExtension.class)
class StoredReactionsTest {
  private static final String PAGE = "0123456789abcdef0123456789abcdef";
  private static final String PATH = "/content/site/page";
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:30Z");

  private final SlingContext context = OakSite.context();
  private final TestClock clock = new TestClock();
  private ReactionStore store;

  @BeforeEach
  void open() throws PersistenceException {
    MockContextAwareConfig.registerAnnotationClasses(context, ReactionPolicy.class);
    context.create().resource(Repository.ROOT, "jcr:primaryType", "sling:Folder");
    context.create().resource("/content/site", "sling:configRef", "/conf/site");
    context.create().resource(PATH);
    context.resourceResolver().commit();
    store = instance(false);
  }

  private void policy(Map<String, Object> values) throws PersistenceException {
    context.create().resource("/conf/site/sling:configs/smo/reactions", values);
    context.resourceResolver().commit();
  }

  private static Reaction reply(String key, String text) {
    return new Reaction(
        "toy",
        key,
        Kind.REPLY,
        "Ann",
        "https://toy.example/ann",
        text,
        "https://toy.example/" + key,
        NOW);
  }

  private static Reaction like(String key) {
    return new Reaction("webmention", key, Kind.LIKE, "Ann", "", "", "https://a.example/", NOW);
  }

  private KeptReaction only() {
    List<KeptReaction> all = store.of(PAGE);
    assertEquals(1, all.size());
    return all.get(0);
  }

  private void decide(Moderation moderation) {
    store.change(PAGE, only().id(), one -> one.moderated(moderation, "editor"));
  }

  @Test
  void wordsBesideAPageWaitUntilTheyAreDoneAndAgainWhenTheyChange() throws PersistenceException {
    String place = Aside.of(PAGE, "a".repeat(64));
    store.put(place, PATH, reply("1", "Why closed?"));
    KeptReaction kept = store.of(place).get(0);
    assertEquals(Moderation.APPROVED, kept.moderation());
    assertTrue(kept.waits());
    assertEquals(PublicReactions.NONE, store.shown(place));
    assertEquals(Optional.empty(), store.copy(place));
    assertEquals(List.of(), store.of(PAGE), "and takes no room there");
    store.change(place, kept.id(), one -> one.with(one.handling().with(Task.DONE)));
    store.put(place, PATH, reply("1", "Why closed?"));
    assertFalse(store.of(place).get(0).waits());
    store.put(place, PATH, reply("1", "Why closed, again?"));
    assertTrue(store.of(place).get(0).waits());
    store.remove(place, "toy", "1");
    policy(Map.of("mode", "show"));
    store.put(place, PATH, reply("2", "Nobody is asked about replies here"));
    assertFalse(store.of(place).get(0).waits());
  }

  @Test
  void hearsOfAChangeThatIsToldOfTheFolderAboveAllReactions() {
    store.put(PAGE, PATH, reply("1", "Hello"));
    assertEquals(1, store.of(PAGE).size());
    StoredReactions listening = (StoredReactions) store;
    listening.onChange(List.of(new ResourceChange(ChangeType.CHANGED, Repository.ROOT, false)));
    assertEquals(1, store.of(PAGE).size());
  }

  @Test
  void whatWaitsForOthersTakesNoRoom() {
    for (String key : List.of("1", "2", "3")) {
      store.put(PAGE, PATH, reply(key, "Words " + key));
      List<KeptReaction> wanted =
          store.pending(kept -> kept.reaction().key().equals(key), /* most= */ 1);
      assertEquals(List.of(reply(key, "Words " + key)), reactions(wanted));
    }
    assertEquals(2, store.pending(any -> true, /* most= */ 2).size());
  }

  private static List<Reaction> reactions(List<KeptReaction> kept) {
    return kept.stream().map(KeptReaction::reaction).toList();
  }

  @Test
  void wordsWaitForAPersonAndAreShownOnceApproved() {
    assertTrue(store.put(PAGE, PATH, reply("1", "Well done")));
    assertEquals(List.of(), store.shown(PAGE).approved());
    assertEquals(List.of(only()), store.pending(any -> true, 10));
    decide(Moderation.APPROVED);
    assertEquals(List.of(reply("1", "Well done")), store.shown(PAGE).approved());
    assertEquals(List.of(), store.pending(any -> true, 10));
    decide(Moderation.HIDDEN);
    assertEquals(List.of(), store.shown(PAGE).approved());
    assertEquals("editor", only().decidedBy());
  }

  @Test
  void likesCountWithoutAPersonAndWithoutAName() {
    store.put(PAGE, PATH, like("1"));
    assertEquals(Moderation.APPROVED, only().moderation());
    assertEquals("", only().reaction().author());
  }

  @Test
  void aReactionThatComesAgainKeepsItsDecision() {
    store.put(PAGE, PATH, reply("1", "Well done"));
    decide(Moderation.APPROVED);
    store.put(PAGE, PATH, reply("1", "Well done"));
    assertEquals(Moderation.APPROVED, only().moderation());
  }

  @Test
  void whatIsHiddenAtItsSourceStaysNotedWhenItComesAgainOrIsDecidedAnew() {
    store.put(PAGE, PATH, reply("1", "Well done"));
    assertFalse(only().hiddenThere());
    assertTrue(
        store.change(PAGE, only().id(), one -> one.hidden(true)).orElseThrow().hiddenThere());
    store.put(PAGE, PATH, reply("1", "Badly done"));
    decide(Moderation.APPROVED);
    assertTrue(only().hiddenThere());
    assertEquals(Moderation.APPROVED, only().moderation());
    assertFalse(
        store.change(PAGE, only().id(), one -> one.hidden(false)).orElseThrow().hiddenThere());
    assertEquals(Optional.empty(), store.change(PAGE, "none", one -> one.hidden(true)));
  }

  @Test
  void approvedWordsThatWereChangedWaitAgainAndHiddenOnesStayHidden() {
    store.put(PAGE, PATH, reply("1", "Well done"));
    decide(Moderation.APPROVED);
    store.put(PAGE, PATH, reply("1", "Buy pills"));
    assertEquals(Moderation.PENDING, only().moderation());
    assertEquals(List.of(), store.shown(PAGE).approved());
    decide(Moderation.HIDDEN);
    store.put(PAGE, PATH, reply("1", "Buy more pills"));
    assertEquals(Moderation.HIDDEN, only().moderation());
  }

  @Test
  void whatIsGoneAtItsSourceIsGone() {
    store.put(PAGE, PATH, reply("1", "Well done"));
    store.remove(PAGE, "toy", "1");
    assertEquals(List.of(), store.of(PAGE));
    assertEquals(List.of(), store.pending(any -> true, 10));
  }

  @Test
  void aPolicyMayShowWordsAtOnceButNotBlockedOnes() throws PersistenceException {
    policy(Map.of("mode", "show", "blockedWords", new String[] {"Pills"}));
    store.put(PAGE, PATH, reply("1", "Well done"));
    store.put(PAGE, PATH, reply("2", "Buy ｐｉｌｌｓ"));
    assertEquals(
        List.of("Well done"), store.shown(PAGE).approved().stream().map(Reaction::text).toList());
    assertEquals(List.of(), store.pending(any -> true, 10));
  }

  @Test
  void aPolicyMayWantNoWordsOfOthers() throws PersistenceException {
    policy(Map.of("words", false));
    assertFalse(store.put(PAGE, PATH, reply("1", "Well done")));
    assertTrue(store.put(PAGE, PATH, like("2")));
    assertEquals(Kind.LIKE, only().reaction().kind());
  }

  @Test
  void nothingIsKeptForAPageThatIsNotThere() {
    assertFalse(store.put(PAGE, "/content/site/nowhere", reply("1", "Well done")));
    assertEquals(List.of(), store.of(PAGE));
  }

  @Test
  void wordsGoWhenTheirDaysAreOverAndDoNotComeBack() throws PersistenceException {
    policy(Map.of("keepDays", 30));
    store.put(PAGE, PATH, reply("1", "Well done"));
    clock.pass(Duration.ofDays(29));
    store.purge();
    assertEquals(1, store.of(PAGE).size());
    clock.pass(Duration.ofDays(2));
    store.purge();
    assertEquals(List.of(), store.of(PAGE));
    assertFalse(store.put(PAGE, PATH, reply("1", "Well done")));
  }

  private static Reaction mention(String host, int number, Kind kind) {
    String url = "https://" + host + "/" + number;
    return new Reaction("webmention", url, kind, "Ann", "", "Words", url, NOW);
  }

  private long mentionsOf(String host) {
    return store.of(PAGE).stream().filter(kept -> kept.reaction().key().contains(host)).count();
  }

  /** As a bridge tells of it. */
  private static Reaction bridged(Kind kind, String text, String url) {
    return new Reaction("webmention", "https://brid.gy/" + url, kind, "Ann", "", text, url, NOW);
  }

  @Test
  void anAnswerThatABridgeBringsTooIsKeptOnce() {
    store.put(PAGE, PATH, reply("1", "Well done"));
    assertFalse(store.put(PAGE, PATH, bridged(Kind.REPLY, "Well done", "http://toy.example/1/")));
    assertEquals("toy", only().reaction().source());
  }

  @Test
  void anAnswerThatABridgeBroughtFirstKeepsItsDecision() {
    store.put(PAGE, PATH, bridged(Kind.REPLY, "Well done", "https://toy.example/1"));
    decide(Moderation.APPROVED);
    store.put(PAGE, PATH, reply("1", "Well done"));
    assertEquals("toy", only().reaction().source());
    assertEquals(Moderation.APPROVED, only().moderation());
    assertEquals("editor", only().decidedBy());
  }

  @Test
  void wordsThatABridgeToldOtherwiseWaitForAPerson() {
    store.put(PAGE, PATH, bridged(Kind.REPLY, "Well done", "https://toy.example/1"));
    decide(Moderation.APPROVED);
    store.put(PAGE, PATH, reply("1", "Buy pills"));
    assertEquals("Buy pills", only().reaction().text());
    assertEquals(Moderation.PENDING, only().moderation());
  }

  @Test
  void ourOwnPostAndWhatItsNetworkCountsComeBackByNoBridge() {
    String post = "https://toy.example/@museum/7";
    store.put(PAGE, PATH, bridged(Kind.MENTION, "Our own words", post));
    store.put(PAGE, PATH, bridged(Kind.LIKE, "", post + "#favorited-by-3"));
    assertEquals(2, store.of(PAGE).size(), "nobody knows yet whose it is");
    store.count(PAGE, new ReactionCounts("toy", "p1", post, 1, 0, 0));
    assertEquals(List.of(), store.of(PAGE));
    assertFalse(store.put(PAGE, PATH, bridged(Kind.LIKE, "", post + "#favorited-by-4")));
    assertTrue(store.put(PAGE, PATH, bridged(Kind.LIKE, "", post + "0#favorited-by-4")));
  }

  @Test
  void aPostWithoutAnAddressTakesNoWebmentionAway() {
    store.put(PAGE, PATH, bridged(Kind.REPLY, "Hello", ""));
    store.count(PAGE, new ReactionCounts("toy", "p1", "", 1, 0, 0));
    assertEquals(1, store.of(PAGE).size());
  }

  @Test
  void aPageTakesABoundedNumberOfReplies() {
    for (int i = 0; i < ReactionStore.MOST; i++) {
      assertTrue(store.put(PAGE, PATH, reply("k" + i, "Words")));
    }
    assertFalse(store.put(PAGE, PATH, reply("one more", "Words")));
    assertTrue(store.put(PAGE, PATH, reply("k7", "Words")), "one that is there already");
    assertEquals(ReactionStore.MOST, store.of(PAGE).size());
  }

  @Test
  void aSenderWithManyHostsFillsNoPage() {
    for (int i = 0; i < 30; i++) {
      for (Kind kind : Kind.values()) {
        int number = 10 * i + kind.ordinal();
        store.put(PAGE, PATH, mention("host" + i + ".spam.example.co.uk", number, kind));
      }
      store.put(PAGE, PATH, mention("spam" + i + ".github.io", i, Kind.LIKE));
    }
    assertEquals(
        Kind.values().length * ReactionStore.MOST_OF_A_SENDER,
        mentionsOf("spam.example"),
        "so many of each kind");
    assertEquals(30, mentionsOf("github.io"), "each has a name of its own there");
    assertTrue(store.put(PAGE, PATH, mention("jane.example", 1, Kind.REPLY)));
  }

  @Test
  void likesThatABridgeSendsForManyPeopleAllCount() {
    for (int i = 0; i < 50; i++) {
      assertTrue(store.put(PAGE, PATH, mention("fed.brid.gy", i, Kind.LIKE)), "like " + i);
    }
    assertEquals(50, store.shown(PAGE).approved().size());
  }

  @Test
  void aSiteSaysWhichBridgesSendForManyPeople() throws Exception {
    policy(Map.of("bridges", new String[] {" Bridge.example "}));
    for (int i = 0; i < 50; i++) {
      store.put(PAGE, PATH, mention("bridge.example", i, Kind.LIKE));
      store.put(PAGE, PATH, mention("brid.gy", i, Kind.LIKE));
    }
    assertEquals(50, mentionsOf("bridge.example"));
    assertEquals(ReactionStore.MOST_OF_A_SENDER, mentionsOf("brid.gy"), "it is none any more");
  }

  @Test
  void oneHostCannotStuffAPageWithLikes() {
    for (Kind kind : List.of(Kind.LIKE, Kind.REPOST, Kind.BOOKMARK)) {
      for (int i = 0; i < 50; i++) {
        store.put(PAGE, PATH, mention("spam.example/" + kind, i, kind));
      }
    }
    assertEquals(3 * ReactionStore.MOST_OF_A_SENDER, mentionsOf("spam.example"));
  }

  @Test
  void likesOfABridgeAreNotCountedWithoutEndAndGiveWay() {
    for (int i = 0; i < ReactionStore.MOST_MENTIONS + 50; i++) {
      store.put(PAGE, PATH, mention("brid.gy", i, Kind.LIKE));
    }
    assertEquals(ReactionStore.MOST_MENTIONS, store.shown(PAGE).approved().size());
    assertTrue(store.put(PAGE, PATH, mention("jane.example", 1, Kind.LIKE)));
    assertEquals(ReactionStore.MOST_MENTIONS, store.of(PAGE).size());
  }

  @Test
  void likesThatTurnIntoWordsFindNoMoreRoomThanWords() {
    for (int i = 0; i < 50; i++) {
      assertTrue(store.put(PAGE, PATH, mention("brid.gy", i, Kind.LIKE)));
    }
    for (int i = 0; i < 50; i++) {
      store.put(PAGE, PATH, mention("brid.gy", i, Kind.REPLY));
    }
    assertEquals(ReactionStore.MOST_OF_A_SENDER, mentionsOf("brid.gy"));
  }

  @Test
  void whoWasNotHeardFindsRoomWhereOthersWaitInCrowds() {
    for (int i = 0; i < ReactionStore.MOST_WAITING; i++) {
      assertTrue(store.put(PAGE, PATH, mention("spam" + i % 5 + ".example", i, Kind.REPLY)));
    }
    assertTrue(store.put(PAGE, PATH, mention("jane.example", 1, Kind.REPLY)));
    assertEquals(1, mentionsOf("jane.example"));
    assertEquals(ReactionStore.MOST_WAITING, store.of(PAGE).size());
  }

  @Test
  void whoIsBlockedTakesNoRoomFromOthers() {
    StoredBlocks blocks =
        new StoredBlocks(new Repository(context.getService(ResourceResolverFactory.class)), clock);
    for (int i = 0; i < ReactionStore.MOST_WAITING; i++) {
      Reaction spam = mention("spam" + i % 5 + ".example", i, Kind.REPLY);
      assertTrue(store.put(PAGE, PATH, spam));
      blocks.block(spam, "/content", "editor");
    }
    for (int i = 0; i < 30; i++) {
      assertTrue(
          store.put(PAGE, PATH, mention("host" + i + ".example", i, Kind.REPLY)),
          "those that are blocked do not wait, so there is no crowd");
    }
    for (int i = 0; i < 2 * ReactionStore.MOST_MENTIONS; i++) {
      store.put(PAGE, PATH, mention("like" + i + ".example", i, Kind.LIKE));
    }
    assertEquals(0, store.of(PAGE).stream().filter(kept -> kept.handling().blocked()).count());
    assertFalse(
        store.put(PAGE, PATH, mention("spam1.example", 999, Kind.REPLY)),
        "nobody gives way to who is blocked");
  }

  @Test
  void whoIsBlockedOnANetworkGivesWayToOthersThere() {
    StoredBlocks blocks =
        new StoredBlocks(new Repository(context.getService(ResourceResolverFactory.class)), clock);
    blocks.block(reply("k0", "Words"), "/content", "editor");
    for (int i = 0; i < ReactionStore.MOST; i++) {
      assertTrue(store.put(PAGE, PATH, reply("k" + i, "Words")));
    }
    assertFalse(store.put(PAGE, PATH, reply("one more", "Words")), "of the same account");
    assertTrue(store.put(PAGE, PATH, reply("other", "Hello").by("https://toy.example/bob")));
    assertEquals(ReactionStore.MOST, store.of(PAGE).size());
  }

  @Test
  void decidingMakesRoom() {
    for (int i = 0; i < ReactionStore.MOST_OF_A_SENDER; i++) {
      store.put(PAGE, PATH, mention("bridge.example", i, Kind.REPLY));
    }
    assertFalse(store.put(PAGE, PATH, mention("bridge.example", 100, Kind.REPLY)));
    store.change(
        PAGE, store.of(PAGE).get(0).id(), one -> one.moderated(Moderation.APPROVED, "editor"));
    assertTrue(store.put(PAGE, PATH, mention("bridge.example", 100, Kind.REPLY)));
  }

  @Test
  void webmentionsTakeNoRoomFromReplies() {
    for (int i = 0; i < ReactionStore.MOST_MENTIONS + 20; i++) {
      store.put(PAGE, PATH, mention("host" + i + ".example", i, Kind.BOOKMARK));
    }
    assertEquals(ReactionStore.MOST_MENTIONS, store.of(PAGE).size());
    assertTrue(store.put(PAGE, PATH, reply("1", "Hello")));
  }

  @Test
  void aReactionIsOfThePageOnWhichItShows() throws PersistenceException {
    String home = "/content/site/home";
    context.create().resource(home);
    context.create().resource(PageIdentity.pageNode(PAGE), PageIdentity.PATH, home);
    context.resourceResolver().commit();
    store.put(PAGE, PATH, reply("1", "Came by a page that claims the identity"));
    assertEquals(home, only().path());
  }

  @Test
  void countsOfAPostReplaceOlderOnesAndGoWithIt() {
    store.count(PAGE, new ReactionCounts("toy", "p1", "https://toy.example/1", 3, 2, 1));
    store.count(PAGE, new ReactionCounts("toy", "p1", "https://toy.example/1", 4, 2, 1));
    store.count(PAGE, new ReactionCounts("other", "p2", "", 1, 0, 0));
    assertEquals(2, store.shown(PAGE).tallies().size());
    store.uncount(PAGE, "p1");
    assertEquals(
        List.of(new ReactionCounts("other", "p2", "", 1, 0, 0)), store.shown(PAGE).tallies());
  }

  @Test
  void hostileTextsAreKeptSmallAndPlain() {
    String hostile = "<script>alert(1)</script>\u0000\u202Egnp.exe\n\n" + "x".repeat(10_000);
    store.put(
        PAGE,
        PATH,
        new Reaction(
            "toy",
            "1",
            Kind.REPLY,
            "A\u2066nn" + "\u0300".repeat(50),
            "javascript:alert(1)",
            hostile,
            "https://user:secret@toy.example/",
            NOW));
    Reaction kept = only().reaction();
    assertTrue(kept.text().startsWith("<script>alert(1)</script>gnp.exe xxx"), kept.text());
    assertEquals(ForeignText.LONGEST_TEXT + 1, kept.text().codePointCount(0, kept.text().length()));
    assertEquals("Ann" + "\u0300".repeat(4), kept.author());
    assertEquals("", kept.authorUrl());
    assertEquals("", kept.url());
  }

  private StoredReactions instance(boolean copies) {
    return new StoredReactions(
        new Repository(context.getService(ResourceResolverFactory.class)), copies, clock);
  }

  @Test
  void anInstanceThatShowsCopiesShowsWhatIsPublicAndKeepsItsOwn() throws PersistenceException {
    store.put(PAGE, PATH, reply("1", "Well done"));
    decide(Moderation.APPROVED);
    store.count(PAGE, new ReactionCounts("toy", "post-1", "https://toy.example/1", 3, 2, 1));
    String copy = store.copy(PAGE).orElseThrow();
    PublicReactions published = store.shown(PAGE);
    // There, only the copy is.
    context.resourceResolver().delete(context.resourceResolver().getResource(PageReactions.ROOT));
    context.resourceResolver().commit();
    assertEquals(
        PublicReactions.NONE, instance(false).shown(PAGE), "who asks networks shows no copies");
    StoredReactions there = instance(true);
    assertEquals(published, there.shown(PAGE));
    there.put(PAGE, PATH, like("2"));
    assertEquals(
        List.of(Kind.REPLY, Kind.LIKE),
        there.shown(PAGE).approved().stream().map(Reaction::kind).toList());
    context.resourceResolver().refresh();
    context.resourceResolver().delete(context.resourceResolver().getResource(copy));
    context.resourceResolver().commit();
    there.onChange(List.of(new ResourceChange(ChangeType.REMOVED, copy, false)));
    assertEquals(List.of(), there.shown(PAGE).tallies());
  }

  @Test
  void aCopyHoldsNothingThatWaitsOrIsHiddenAndIsMadeOnlyWhereThereIsSomething() {
    store.put(PAGE, PATH, reply("1", "Secret until approved"));
    assertEquals(Optional.empty(), store.copy(PAGE));
    decide(Moderation.APPROVED);
    String copy = store.copy(PAGE).orElseThrow();
    assertTrue(json(copy).contains("Secret until approved"), json(copy));
    decide(Moderation.HIDDEN);
    assertEquals(Optional.of(copy), store.copy(PAGE), "it must be taken away elsewhere, too");
    assertFalse(json(copy).contains("Secret"), json(copy));
    assertEquals(Optional.empty(), store.copy("../../content"));
  }

  private String json(String copy) {
    context.resourceResolver().refresh();
    return context.resourceResolver().getResource(copy).getValueMap().get("json", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"approved\": [{\"at\": 7}]",
        "{\"home\": \"\", \"tallies\": [], \"approved\": [{\"source\": \"toy\"}]}",
        "{\"home\": null, \"tallies\": [], \"approved\": []}",
        "[]"
      })
  void aCopyThatCannotBeReadOrSaysTooLittleShowsNothing(String json) throws PersistenceException {
    store.count(PAGE, new ReactionCounts("toy", "post-1", "", 3, 2, 1));
    Resource copy = context.resourceResolver().getResource(store.copy(PAGE).orElseThrow());
    copy.adaptTo(ModifiableValueMap.class).put("json", json);
    context.resourceResolver().delete(context.resourceResolver().getResource(PageReactions.ROOT));
    context.resourceResolver().commit();
    assertEquals(PublicReactions.NONE, instance(true).shown(PAGE));
  }
}
