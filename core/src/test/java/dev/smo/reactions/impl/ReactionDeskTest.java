// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.fixture.OakSite;
import dev.smo.fixture.TestClock;
import dev.smo.reactions.store.BlockedSenders;
import dev.smo.reactions.store.BlockedSenders.Block;
import dev.smo.reactions.store.DeletedReactions;
import dev.smo.reactions.store.Handling;
import dev.smo.reactions.store.Handling.Step;
import dev.smo.reactions.store.Handling.Task;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Lookers.Looker;
import dev.smo.reactions.store.Moderation;
import dev.smo.reactions.store.Portion;
import dev.smo.reactions.store.Reaction;
import dev.smo.reactions.store.Reaction.Kind;
import dev.smo.reactions.store.ReactionPolicy;
import dev.smo.repository.Repository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What our own people do about reactions, who is blocked, who looks, and what is left of them. */
@ExtendWith(SlingContextExtension.class)
class ReactionDeskTest {
  private static final String PAGE = "0123456789abcdef0123456789abcdef";
  private static final String PATH = "/content/site/page";

  private final SlingContext context = OakSite.context();
  private final TestClock clock = new TestClock();
  private Repository repository;
  private StoredReactions store;
  private StoredBlocks blocks;
  private StoredLookers lookers;

  @BeforeEach
  void open() throws Exception {
    MockContextAwareConfig.registerAnnotationClasses(context, ReactionPolicy.class);
    context.create().resource(Repository.ROOT, "jcr:primaryType", "sling:Folder");
    context.create().resource(PATH);
    context.create().resource("/content/sitemap");
    context.resourceResolver().commit();
    repository = new Repository(context.getService(ResourceResolverFactory.class));
    store = new StoredReactions(repository, false, clock);
    blocks = new StoredBlocks(repository, clock);
    lookers = new StoredLookers(repository, clock);
  }

  private KeptReaction put(Kind kind, String source, String key, String author) {
    String text = kind.hasWords() ? "Words" : "";
    Reaction reaction =
        new Reaction(
            source, key, kind, author, "https://toy.example/" + author, text, "", clock.instant());
    assertTrue(store.put(PAGE, PATH, reaction));
    return store.of(PAGE).stream()
        .filter(kept -> kept.reaction().key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private KeptReaction reply(String key, String author) {
    return put(Kind.REPLY, "toy", key, author);
  }

  private KeptReaction now(KeptReaction kept) {
    return store.of(PAGE).stream()
        .filter(one -> one.id().equals(kept.id()))
        .findFirst()
        .orElseThrow();
  }

  private KeptReaction handle(KeptReaction kept, Handling handling) {
    return store.change(PAGE, kept.id(), one -> one.with(handling)).orElseThrow();
  }

  @Test
  void whoDeletedWhatIsKeptForAYearAndNothingOfWhatWasSaid() {
    StoredDeletions deletions = new StoredDeletions(repository, clock);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      KeptReaction kept = reply("key-" + i, "ann");
      deletions.delete(kept, "jane");
      expected.add(0, kept.id());
      clock.pass(Duration.ofHours(17));
    }
    assertEquals(List.of(), store.of(PAGE));
    assertEquals(List.of(), store.pending(any -> true, 100));
    List<String> seen = new ArrayList<>();
    String next = "";
    do {
      DeletedReactions.Answer some =
          deletions.recent(next, one -> one.path().equals(PATH) && one.by().equals("jane"), 7);
      some.deleted().forEach(one -> seen.add(one.id()));
      next = some.next();
    } while (!next.isEmpty());
    assertEquals(expected, seen);
    new StoredPeople(repository).erase("jane", "nobody");
    assertEquals(30, deletions.recent("", one -> one.by().equals("nobody"), 100).deleted().size());
    clock.pass(Duration.ofDays(DeletedReactions.DAYS));
    assertEquals(List.of(), deletions.recent("", any -> true, 100).deleted());
    deletions.delete(reply("the last one", "ann"), "jane");
    assertEquals(1, days("/var/smo/deleted"), "older ones are gone from the repository, too");
  }

  private int days(String root) {
    return repository.read(resolver -> new Days(resolver, root).lastFirst("").size());
  }

  @Test
  void allWithWordsAreListedOverManyDaysTheNewestFirstAndOnceEach() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      expected.add(0, reply("key-" + i, "ann").id());
      clock.pass(Duration.ofHours(17));
    }
    put(Kind.LIKE, "webmention", "https://a.example/", "bob");
    List<String> seen = new ArrayList<>();
    String next = "";
    do {
      Portion portion = store.recent(next, any -> true, 7);
      portion.reactions().forEach(kept -> seen.add(kept.id()));
      next = portion.next();
    } while (!next.isEmpty());
    assertEquals(expected, seen, "a like has no words, so it is not among them");
  }

  @Test
  void whatIsGoneLeavesNothingInTheList() {
    reply("1", "ann");
    store.remove(PAGE, "toy", "1");
    assertEquals(List.of(), store.recent("", any -> true, 10).reactions());
    assertNull(context.resourceResolver().getResource(ReactionIndex.ROOT + "/2026"), "no folder");
  }

  @Test
  void whatWasKeptBeforeThereWasAListIsPutIntoIt() throws Exception {
    KeptReaction kept = reply("1", "ann");
    repository.commit(
        resolver -> {
          Repository.delete(resolver, ReactionIndex.ROOT);
          return true;
        });
    store.purge();
    assertEquals(List.of(kept), store.recent("", any -> true, 10).reactions());
  }

  @Test
  void itWaitsWhileSomebodyHasToDoWithItAndNoLonger() {
    KeptReaction kept = reply("1", "ann");
    Handling mine = Handling.NONE.of("jane").with(Task.TODO);
    handle(kept, mine);
    store.change(PAGE, kept.id(), one -> one.moderated(Moderation.APPROVED, "jane"));
    assertEquals(1, store.pending(any -> true, 10).size(), "shown, and Jane has more to do");
    handle(kept, mine.with(Task.DONE));
    assertEquals(0, store.pending(any -> true, 10).size());
    assertEquals(1, store.shown(PAGE).approved().size());
    Reaction other = now(kept).reaction();
    store.put(
        PAGE,
        PATH,
        new Reaction(
            "toy", "1", Kind.REPLY, "ann", other.authorUrl(), "Other words", "", other.at()));
    assertEquals(1, store.pending(any -> true, 10).size(), "other words wait again");
    assertEquals("jane", now(kept).handling().assignee());
  }

  @Test
  void ofManyStepsTheLastAreKept() {
    KeptReaction kept = reply("1", "ann");
    for (int i = 1; i <= 60; i++) {
      Step step = new Step(clock.instant(), "jane", "todo", "number\t" + i);
      store.change(PAGE, kept.id(), one -> one.with(one.handling().with(step)));
    }
    List<Step> steps = now(kept).handling().steps();
    assertEquals(Handling.MOST_STEPS, steps.size());
    assertEquals("number 60", steps.get(steps.size() - 1).about());
    assertEquals("jane", steps.get(0).who());
  }

  @Test
  void eachChangeThatMattersIsAnotherRevision() {
    KeptReaction kept = reply("1", "ann");
    assertEquals(kept.revision(), now(kept).revision());
    List<KeptReaction> others =
        Stream.<KeptReaction>of(
                kept.moderated(Moderation.APPROVED, "jane"),
                kept.hidden(true),
                kept.with(Handling.NONE.of("jane")),
                kept.with(Handling.NONE.with(Task.TODO)),
                kept.with(Handling.NONE.blocked(true)),
                kept.with(Handling.NONE.with(new Step(clock.instant(), "jane", "answer", "1"))))
            .toList();
    others.forEach(other -> assertNotEquals(kept.revision(), other.revision(), other::toString));
  }

  @Test
  void aBlockCoversWhatIsBelowItsPathAndNothingBeside() {
    KeptReaction kept = reply("1", "eve");
    assertTrue(blocks.block(kept.reaction(), "/content/site", "jane"));
    assertTrue(now(kept).handling().blocked());
    assertFalse(now(kept).waits());
    assertTrue(reply("2", "eve").handling().blocked(), "what comes after the block");
    assertFalse(reply("3", "ann").handling().blocked(), "another sender");
    String other = "fedcba9876543210fedcba9876543210";
    store.put(other, "/content/sitemap", kept.reaction());
    assertFalse(store.of(other).get(0).handling().blocked(), "a path that only begins alike");
    Block block = blocks.all().get(0);
    blocks.unblock(block.id(), "/content/other");
    assertTrue(now(kept).handling().blocked(), "there was no such block");
    blocks.unblock(block.id(), block.scope());
    assertTrue(now(kept).waits());
    assertEquals(List.of(), blocks.all());
  }

  @Test
  void exactlyFullPortionsSayThatThereIsNoMore() {
    reply("1", "ann");
    reply("2", "ann");
    assertEquals("", store.recent("", any -> true, 2).next());
    assertNotEquals("", store.recent("", any -> true, 1).next());
  }

  @Test
  void whoIsBlockedStaysSoUnderAnotherNameUntilTheBlockIsTakenBack() {
    KeptReaction kept = reply("1", "eve");
    blocks.block(kept.reaction(), "/content", "jane");
    Reaction renamed = kept.reaction().by("https://toy.example/not-eve");
    store.put(PAGE, PATH, renamed);
    store.purge();
    assertTrue(now(kept).handling().blocked(), "the same words of an account that has a new name");
    blocks.unblock(blocks.all().get(0).id(), "/content");
    assertFalse(now(kept).handling().blocked());
    store.put(PAGE, PATH, renamed);
    assertEquals(renamed, now(kept).reaction(), "the address of today");
  }

  @Test
  void aBlockReachesLikesAndWhatACrashLeftOutAtTheNextPurge() {
    KeptReaction like = put(Kind.LIKE, "webmention", "https://blog.spam.example/1", "eve");
    KeptReaction left = put(Kind.MENTION, "webmention", "https://www.spam.example/2", "eve");
    blocks.block(left.reaction(), "/content", "jane");
    handle(left, now(left).handling().blocked(false));
    store.purge();
    assertTrue(now(like).handling().blocked(), "a like has no pointer by which a block finds it");
    assertTrue(now(left).handling().blocked());
    assertFalse(now(left).waits());
  }

  @Test
  void aBlockIsRepeatedThoughThereIsNoRoomForAnother() throws Exception {
    KeptReaction kept = reply("1", "eve");
    assertTrue(blocks.block(kept.reaction(), "/content", "jane"));
    repository.commit(
        resolver -> {
          SenderBlocks all = new SenderBlocks(resolver);
          for (int i = 1; i < BlockedSenders.MOST; i++) {
            String id = String.format(Locale.ROOT, "%032x", i);
            all.add(new Block(id, "/content", "toy", "a", "b", "jane", clock.instant()));
          }
          return true;
        });
    assertTrue(blocks.block(kept.reaction(), "/content", "jane"), "the same block once more");
    assertFalse(blocks.block(kept.reaction(), "/content/site", "jane"), "another one");
  }

  @Test
  void whoIsErasedIsErasedFromABlockThatIsOlderThanTheName() {
    KeptReaction kept = reply("1", "eve");
    blocks.block(kept.reaction(), "/content", "jane");
    store.put(PAGE, PATH, named(kept.reaction(), "Lady Eve"));
    new StoredPeople(repository).erase("Lady Eve", "erased");
    assertEquals("", blocks.all().get(0).address(), "the address of the same account");
    assertEquals("erased", blocks.all().get(0).author());
  }

  @Test
  void whoIsErasedTakesNoBlockAwayFromOthersOfTheSameDomain() {
    KeptReaction eve = put(Kind.MENTION, "webmention", "https://spam.example/1", "eve");
    blocks.block(eve.reaction(), "/content", "jane");
    put(Kind.MENTION, "webmention", "https://spam.example/2", "bob");
    new StoredPeople(repository).erase("bob", "erased");
    assertEquals("eve", blocks.all().get(0).author());
  }

  private static Reaction named(Reaction reaction, String author) {
    return new Reaction(
        reaction.source(),
        reaction.key(),
        reaction.kind(),
        author,
        reaction.authorUrl(),
        reaction.text(),
        reaction.url(),
        reaction.at());
  }

  @Test
  void aWebmentionIsBlockedByTheDomainItCameFrom() {
    KeptReaction kept = put(Kind.MENTION, "webmention", "https://blog.spam.example/1", "eve");
    assertEquals("spam.example", blocks.address(kept.reaction()));
    blocks.block(kept.reaction(), "/content", "jane");
    KeptReaction other = put(Kind.REPLY, "webmention", "https://www.spam.example/2", "bob");
    assertTrue(other.handling().blocked(), "whoever says to have written it");
  }

  @Test
  void whoLooksIsSeenForTwoMinutesAndKeepsNothingBehind() {
    KeptReaction kept = reply("1", "ann");
    lookers.look(kept.id(), "jane", /* answering= */ false);
    clock.pass(Duration.ofSeconds(60));
    lookers.look(kept.id(), "jane", /* answering= */ true);
    clock.pass(Duration.ofSeconds(90));
    Looker jane = lookers.at(kept.id()).get(0);
    assertTrue(jane.answering());
    assertEquals(clock.instant().minusSeconds(150), jane.since(), "since the first look");
    clock.pass(Duration.ofSeconds(31));
    assertEquals(List.of(), lookers.at(kept.id()));
    lookers.look(kept.id(), "joe", /* answering= */ false);
    lookers.leave(kept.id(), "joe");
    boolean left =
        repository.read(
            resolver -> {
              Resource node =
                  resolver.getResource(Repository.spread(StoredLookers.ROOT, kept.id()));
              return node != null && node.hasChildren();
            });
    assertFalse(left, "who has left is gone");
  }

  @Test
  void aPersonIsErasedFromDecisionsBlocksAndLooksAndTheDecisionsStay() {
    KeptReaction eve = reply("1", "eve");
    KeptReaction ann = reply("2", "ann");
    Step given = new Step(clock.instant(), "jane", "assign", "grace");
    Step done = new Step(clock.instant(), "grace", "done", "");
    handle(ann, Handling.NONE.of("grace").with(Task.TODO).with(given).with(done));
    blocks.block(eve.reaction(), "/content", "grace");
    lookers.look(ann.id(), "grace", /* answering= */ false);
    StoredPeople people = new StoredPeople(repository);

    assertEquals(2, people.erase("grace", "erased"));
    assertEquals("", now(ann).handling().assignee());
    assertEquals(
        List.of("jane assign erased", "erased done "),
        now(ann).handling().steps().stream()
            .map(step -> step.who() + " " + step.what() + " " + step.about())
            .toList());
    assertEquals(Task.TODO, now(ann).handling().task());
    assertEquals("erased", blocks.all().get(0).by());
    assertEquals(List.of(), lookers.at(ann.id()));

    assertEquals(2, people.erase("eve", "erased"), "what Eve said, and her block");
    assertEquals(List.of(now(ann)), store.of(PAGE));
    assertEquals("", blocks.all().get(0).address());
    assertTrue(reply("3", "eve").handling().blocked(), "by a hash that tells nobody's name");
    assertEquals(0, people.erase("grace", "erased"));
  }
}
