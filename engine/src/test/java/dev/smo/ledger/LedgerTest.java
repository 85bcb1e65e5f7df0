// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.ledger.PostRecord.Key;
import dev.smo.repository.Keys;
import dev.smo.repository.Repository;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class LedgerTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:30Z");

  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private Ledger ledger;

  @BeforeEach
  void open() throws PersistenceException {
    context.create().resource(Repository.ROOT, "jcr:primaryType", "sling:Folder");
    context.resourceResolver().commit();
    ledger = new Ledger(new Repository(context.getService(ResourceResolverFactory.class)));
  }

  private static PostRecord draft(String page) {
    return PostRecord.draft(Keys.post("toy", page, "1"), State.SCHEDULED)
        .with(Key.PAGE, page)
        .with(Key.CONNECTION, "toy")
        .with(Key.PLANNED, NOW)
        .with(Key.SCHEDULED, NOW)
        .with(Key.DUE, NOW)
        .with(Key.HASHTAGS, new String[] {"one", "two"});
  }

  @Test
  void keepsEveryValueOfARecord() {
    PostRecord added = ledger.add(draft("p1"));
    PostRecord found = ledger.find(added.id()).orElseThrow();
    assertEquals(State.SCHEDULED, found.state());
    assertEquals(Optional.of(NOW), found.time(Key.DUE));
    assertEquals(List.of("one", "two"), found.texts(Key.HASHTAGS));
    assertEquals("toy", found.text(Key.CONNECTION));
  }

  @Test
  void theSecondOfTwoPlannersGetsTheRecordOfTheFirst() {
    ledger.add(draft("p1").with(Key.TEXT, "first"));
    assertEquals("first", ledger.add(draft("p1").with(Key.TEXT, "second")).text(Key.TEXT));
  }

  @Test
  void onlyOneOfManyWhoWantTheSameStepTakesIt() throws Exception {
    String id = ledger.add(draft("p1")).id();
    int crowd = 6;
    CyclicBarrier start = new CyclicBarrier(crowd);
    ExecutorService threads = Executors.newFixedThreadPool(crowd);
    try {
      List<Future<Boolean>> steps =
          IntStream.range(0, crowd)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            start.await();
                            return ledger
                                .update(id, State.SCHEDULED, post -> post.to(State.QUEUED, ""))
                                .isPresent();
                          }))
              .toList();
      int taken = 0;
      for (Future<Boolean> step : steps) {
        taken += step.get() ? 1 : 0;
      }
      assertEquals(1, taken, "threads that moved the post from SCHEDULED to QUEUED");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void onlyOneOfManyWhoAddTheSamePostAddsIt() throws Exception {
    int crowd = 6;
    CyclicBarrier start = new CyclicBarrier(crowd);
    ExecutorService threads = Executors.newFixedThreadPool(crowd);
    try {
      List<Future<String>> added =
          IntStream.range(0, crowd)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            start.await();
                            return ledger.add(draft("p1").with(Key.TEXT, "by " + i)).text(Key.TEXT);
                          }))
              .toList();
      String first = added.get(0).get();
      for (Future<String> text : added) {
        assertEquals(first, text.get(), "all planners must see the one record that won");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void refusesAStepThatNoStateAllows() {
    String id = ledger.add(draft("p1")).id();
    assertThrows(
        IllegalStateException.class,
        () -> ledger.update(id, State.SCHEDULED, post -> post.to(State.SENDING, "")));
    assertEquals(State.SCHEDULED, ledger.find(id).orElseThrow().state());
  }

  @Test
  void findsWhatIsDueAndNothingLater() {
    String now = ledger.add(draft("p1")).id();
    String past = ledger.add(draft("p2").with(Key.DUE, NOW.minus(Duration.ofDays(400)))).id();
    ledger.add(draft("p3").with(Key.DUE, NOW.plusSeconds(1)));
    ledger.add(draft("p4").with(Key.DUE, NOW.plus(Duration.ofDays(40))));
    assertEquals(List.of(past, now), ledger.agenda().lane("toy", NOW, 10));
    assertEquals(List.of(past), ledger.agenda().lane("toy", NOW, 1));
  }

  @Test
  void aPostThatWasPutOffIsFoundAtItsNewTimeOnly() {
    String id = ledger.add(draft("p1")).id();
    Instant later = NOW.plus(Duration.ofHours(3));
    ledger.update(id, post -> post.with(Key.DUE, later));
    assertEquals(List.of(), ledger.agenda().lane("toy", NOW, 10));
    assertEquals(List.of(id), ledger.agenda().lane("toy", later, 10));
  }

  @Test
  void aPostThatIsPutOffWithinItsMinuteIsNotDueBeforeItsTime() {
    String id = ledger.add(draft("p1")).id();
    ledger.update(id, post -> post.with(Key.DUE, NOW.plusSeconds(10)));
    assertEquals(List.of(), ledger.agenda().lane("toy", NOW, 10));
    assertEquals(List.of(id), ledger.agenda().lane("toy", NOW.plusSeconds(10), 10));
  }

  @Test
  void emptyFoldersOfThePastAreSweptAndFullOnesStay() {
    String stays = ledger.add(draft("p1").with(Key.DUE, NOW.minus(Duration.ofDays(2)))).id();
    String goes = ledger.add(draft("p2").with(Key.DUE, NOW.minus(Duration.ofDays(3)))).id();
    ledger.update(goes, post -> post.with(Key.DUE, null));
    ledger.agenda().sweep(NOW);
    context.resourceResolver().refresh();
    assertEquals(List.of(stays), ledger.agenda().lane("toy", NOW, 10));
    assertTrue(context.resourceResolver().getResource("/var/smo/lanes/toy/due/2026/11/20") == null);
    assertTrue(context.resourceResolver().getResource("/var/smo/lanes/toy/due/2026/11/21") != null);
  }

  @Test
  void listsWhatWaitsForAPersonUntilItNoLongerDoes() {
    String id = ledger.add(draft("p1")).id();
    ledger.update(id, post -> post.to(State.HELD, "a burst").with(Key.DUE, null));
    assertEquals(List.of(id), ledger.attention().stream().map(PostRecord::id).toList());
    ledger.update(id, post -> post.to(State.SCHEDULED, "released"));
    assertEquals(List.of(), ledger.attention());
  }

  @Test
  void aSentPostStandsOnTheDayItWasSent() {
    String id = ledger.add(draft("p1")).id();
    ledger.update(id, post -> post.to(State.QUEUED, ""));
    ledger.update(id, post -> post.to(State.SENDING, ""));
    Instant tomorrow = NOW.plus(Duration.ofDays(1));
    ledger.update(id, post -> post.to(State.SENT, "").with(Key.SENT, tomorrow));
    assertEquals(List.of(), ledger.day(LocalDate.parse("2026-11-23")));
    assertEquals(1, ledger.day(LocalDate.parse("2026-11-24")).size());
    assertEquals(1, ledger.ofPage("p1").size());
  }

  @Test
  void keepsEachAttemptInOrder() {
    String id = ledger.add(draft("p1")).id();
    for (int i = 1; i <= 11; i++) {
      Attempt begun = new Attempt(i, NOW.plusSeconds(i), "here", "", "");
      ledger.update(id, post -> post.with(begun));
      Attempt ended = new Attempt(i, NOW.plusSeconds(i), "here", "deferred", "HTTP 429");
      ledger.update(id, post -> post.with(ended));
    }
    List<Attempt> attempts = ledger.find(id).orElseThrow().attempts();
    assertEquals(11, attempts.size());
    assertEquals(
        new Attempt(11, NOW.plusSeconds(11), "here", "deferred", "HTTP 429"), attempts.get(10));
  }

  @Test
  void countsThePagesOfASiteThatAreDueInOneMinute() {
    PostRecord mark = draft("p1").with(Key.SITE, "/content/a").with(Key.BURST_LIMIT, 5);
    ledger.add(mark.with(Key.FIRST_DUE, NOW));
    ledger.add(
        PostRecord.draft(Keys.post("other", "p1", "1"), State.SCHEDULED)
            .with(Key.PAGE, "p1")
            .with(Key.SITE, "/content/a")
            .with(Key.BURST_LIMIT, 5)
            .with(Key.FIRST_DUE, NOW));
    assertEquals(1, burst("/content/a"), "one page with two posts");
    assertEquals(0, burst("/content/b"));
    ledger.bursts().sweep(NOW.plus(Duration.ofDays(1)));
    assertEquals(0, burst("/content/a"));
  }

  @Test
  void anIdThatIsNoneIsNotFound() {
    assertEquals(Optional.empty(), ledger.find("../../etc"));
    assertEquals(Optional.empty(), ledger.find("x"));
  }

  private int burst(String site) {
    return ledger.bursts().pages(site, List.of(NOW), 10).get(0).size();
  }

  private static PostRecord slotted(String page) {
    return draft(page)
        .with(Key.WHEN, "next free slot")
        .with(Key.ZONE, "UTC")
        .with(Key.SLOTS, "daily 10:00");
  }

  private static Instant tenOClock(int day) {
    return Instant.parse("2026-11-23T10:00:00Z").plus(Duration.ofDays(day));
  }

  @Test
  void oneSlotIsNeverTwoPosts() {
    assertEquals(
        Optional.of(tenOClock(0)), ledger.enter(slotted("p1")).orElseThrow().time(Key.SLOT));
    PostRecord second = ledger.enter(slotted("p2")).orElseThrow();
    assertEquals(Optional.of(tenOClock(1)), second.time(Key.SLOT));
    assertEquals(Optional.of(tenOClock(1)), second.time(Key.DUE));
    assertEquals(Optional.empty(), ledger.enter(slotted("p2")));
  }

  @Test
  void ofTwoSessionsThatWantOneSlotTheSecondSeesThatItIsTaken() throws Exception {
    PostRecord first = ledger.add(draft("p1"));
    PostRecord second = slotted("p2");
    List<Integer> tries = new java.util.ArrayList<>();
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      PostRecord after =
          ledger
              .update(
                  first.id(),
                  post -> {
                    tries.add(1);
                    // The session is open and has seen no slot taken.
                    await(other.submit(() -> ledger.add(second)));
                    return post.with(PostRecord.TIME, slotted("p1"));
                  })
              .orElseThrow();
      assertEquals(2, tries.size(), "the repository refused the first commit");
      assertEquals(Optional.of(tenOClock(1)), after.time(Key.SLOT));
      assertEquals(
          Optional.of(tenOClock(0)), ledger.find(second.id()).orElseThrow().time(Key.SLOT));
    } finally {
      other.shutdownNow();
    }
  }

  private static void await(Future<?> work) {
    try {
      work.get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void manyPlannersAtOnceNeverShareASlot() throws Exception {
    int planners = 4;
    ExecutorService all = Executors.newFixedThreadPool(planners);
    CyclicBarrier start = new CyclicBarrier(planners);
    try {
      List<Future<PostRecord>> posts =
          IntStream.range(0, planners)
              .mapToObj(
                  i ->
                      all.submit(
                          () -> {
                            start.await();
                            return ledger.add(slotted("page" + i));
                          }))
              .toList();
      List<Instant> slots = new java.util.ArrayList<>();
      for (Future<PostRecord> post : posts) {
        slots.add(post.get().time(Key.SLOT).orElseThrow());
      }
      assertEquals(
          IntStream.range(0, planners).mapToObj(LedgerTest::tenOClock).toList(),
          slots.stream().sorted().toList());
    } finally {
      all.shutdownNow();
    }
  }

  @Test
  void aSlotThatIsLeftIsFreeAtOnce() {
    PostRecord first = ledger.add(slotted("p1"));
    ledger.update(first.id(), post -> post.to(State.CANCELLED, "").with(Key.DUE, null));
    assertEquals(Optional.empty(), ledger.find(first.id()).orElseThrow().time(Key.SLOT));
    assertEquals(Optional.of(tenOClock(0)), ledger.add(slotted("p2")).time(Key.SLOT));
  }

  @Test
  void whatWasSentIsCountedOnTheDayOfItsZone() {
    PostRecord post = ledger.add(draft("p1").with(Key.ZONE, "Pacific/Auckland"));
    Instant late = Instant.parse("2026-11-23T12:30:00Z");
    ledger.update(post.id(), p -> p.to(State.QUEUED, ""));
    ledger.update(
        post.id(), p -> p.to(State.SENDING, "").with(Key.STARTED, late).with(Key.PRICE, "1 USD"));
    assertEquals(0, ledger.sent().number("toy", LocalDate.parse("2026-11-23")));
    assertEquals(1, ledger.sent().number("toy", LocalDate.parse("2026-11-24")));
    assertEquals(
        Map.of("1 USD", 1), ledger.sent().prices("toy", List.of(LocalDate.parse("2026-11-24"))));
    ledger.update(post.id(), p -> p.to(State.FAILED, "").with(Key.DUE, null));
    assertEquals(0, ledger.sent().number("toy", LocalDate.parse("2026-11-24")));
  }

  @Test
  void slotsThatArePastAreSweptAndThoseToComeAreNot() {
    PostRecord first = ledger.add(slotted("p1"));
    ledger.add(slotted("p2"));
    ledger.agenda().sweep(tenOClock(0).plus(Duration.ofMinutes(10)));
    context.resourceResolver().refresh();
    assertEquals(
        null,
        context.resourceResolver().getResource(Repository.ROOT + "/lanes/toy/slots/2026/11/23"));
    ledger.update(first.id(), post -> post.with(Key.REASON, "still there"));
    assertEquals(Optional.of(tenOClock(0)), ledger.find(first.id()).orElseThrow().time(Key.SLOT));
    assertEquals(
        Optional.of(tenOClock(2)),
        ledger.add(slotted("p3").with(Key.SCHEDULED, tenOClock(0).plusSeconds(1))).time(Key.SLOT));
  }
}
