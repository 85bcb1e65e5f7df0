// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engagement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connections.Account;
import dev.smo.connector.Metric;
import dev.smo.connector.PostGoneException;
import dev.smo.engine.Installation;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.RemotePost;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Moderation;
import dev.smo.reactions.store.ReactionCounts;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a post that is out is looked at, and what comes of that. */
class EngagementPollerTest extends EngagementFixture {
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
}
