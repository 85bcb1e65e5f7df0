// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engagement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.PausedException;
import dev.smo.connector.PostGoneException;
import dev.smo.ledger.DueTree;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.repository.Repository;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.osgi.util.converter.Converters;

/** Looks at many posts, of which none holds up another. */
class ManyLooksTest extends EngagementFixture {
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
