// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Outcome;
import dev.smo.connector.Quota;
import dev.smo.fixture.OakSite;
import dev.smo.lanes.Lane.Standing;
import dev.smo.lanes.LaneClaims;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.Post;
import dev.smo.repository.Keys;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The posts of one connection go in order and one at a time, and what is wrong stops no other. */
@ExtendWith(SlingContextExtension.class)
class LaneTest {
  private static final Duration A_WHILE = Duration.ofSeconds(20);

  private final SlingContext context = OakSite.context();
  private Installation smo;

  @BeforeEach
  void install() {
    smo = new Installation(context);
    smo.posting("text", "{title} {url}", "burstLimit", 0);
  }

  @AfterEach
  void end() {
    smo.close();
  }

  private List<String> publish(int pages) {
    return IntStream.range(0, pages)
        .mapToObj(
            i -> {
              String page = smo.page("p" + i, "Page " + i);
              smo.publish(page);
              smo.clock.pass(Duration.ofMillis(10));
              return page;
            })
        .toList();
  }

  private List<State> states(List<String> pages) {
    return pages.stream().map(page -> smo.post(page).state()).distinct().toList();
  }

  private List<String> titles() {
    return smo.network.posts.stream()
        .map(Post::text)
        .map(text -> text.replaceFirst("(?s) ?http.*|\\n.*", "").strip())
        .toList();
  }

  private static List<String> pagesInOrder(int pages) {
    return IntStream.range(0, pages).mapToObj(i -> "Page " + i).toList();
  }

  private void always(ToyNetwork.Behaviour behaviour) {
    for (int i = 0; i < 500; i++) {
      smo.network.next.add(behaviour);
    }
  }

  private Standing standing() {
    return smo.lanes().find("toy").standing(smo.clock.instant());
  }

  @Test
  void postsOfAConnectionGoInTheOrderInWhichTheyWerePlanned() {
    publish(30);
    smo.pass(A_WHILE);
    assertEquals(pagesInOrder(30), titles());
  }

  @Test
  void aRevokedTokenIsTriedOnceAndAllPostsGoInOrderWhenItIsRepaired() {
    smo.network.next.add((delivery, network) -> new Outcome.Unauthorised("token revoked"));
    List<String> pages = publish(50);
    smo.pass(Duration.ofHours(1));

    assertEquals(1, smo.network.calls.size());
    assertEquals(Standing.STOPPED, standing());
    assertEquals(Optional.of("token revoked"), smo.lanes().obstacle("toy"));
    assertEquals(List.of(State.SCHEDULED), states(pages));
    assertEquals(
        List.of("token revoked"),
        smo.syndication().posts(pages.stream().map(page -> smo.post(page).id()).toList()).stream()
            .map(post -> post.reason())
            .distinct()
            .toList());

    smo.lanes().resume("toy");
    smo.pass(A_WHILE);
    assertEquals(pagesInOrder(50), titles());
    assertEquals(Standing.OPEN, standing());
  }

  @Test
  void aStoppedConnectionIsStillStoppedAfterARestart() {
    smo.network.next.add((delivery, network) -> new Outcome.Unauthorised("token revoked"));
    publish(2);
    smo.pass(A_WHILE);
    smo.restart();
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.calls.size());
  }

  @Test
  void whatAPersonPausedGoesWhenAPersonSaysSo() {
    smo.lanes().stop("toy", "Paused by ada.");
    List<String> pages = publish(3);
    smo.pass(Duration.ofHours(1));
    assertEquals(0, smo.network.calls.size());
    smo.lanes().resume("toy");
    smo.pass(A_WHILE);
    assertEquals(List.of(State.SENT), states(pages));
  }

  @Test
  void aConnectionThatIsMadeAnewIsNotStoppedByWhatBefellTheOldOne() {
    smo.lanes().stop("toy", "Paused by ada.");
    smo.connections.remove("toy");
    smo.connect("toy");
    List<String> pages = publish(1);
    smo.pass(A_WHILE);
    assertEquals(List.of(State.SENT), states(pages));
  }

  @Test
  void aNetworkThatAsksForAPauseIsCalledOnceAPauseAndFailsNoPost() {
    List<String> pages = publish(30);
    always((delivery, network) -> new Outcome.Deferred(Duration.ofMinutes(5), "HTTP 429"));
    smo.pass(Duration.ofHours(2));
    int calls = smo.network.calls.size();
    assertTrue(calls >= 20 && calls <= 25, calls + " calls");
    assertEquals(List.of(State.SCHEDULED), states(pages));
    assertEquals(Optional.of("HTTP 429"), smo.lanes().obstacle("toy"));

    smo.network.next.clear();
    smo.pass(Duration.ofMinutes(6));
    assertEquals(pagesInOrder(30), titles());
  }

  @Test
  void aPauseOutlivesARestart() {
    smo.network.next.add(
        (delivery, network) -> new Outcome.Deferred(Duration.ofMinutes(5), "HTTP 429"));
    publish(2);
    smo.pass(A_WHILE);
    smo.restart();
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.calls.size());
  }

  @Test
  void anOutageOfHoursFailsNoPostAndCostsFewCalls() {
    List<String> pages = publish(20);
    always((delivery, network) -> new Outcome.Deferred(Duration.ZERO, "connection refused"));
    smo.pass(Duration.ofHours(10));
    assertEquals(Standing.FAILING, standing());
    assertEquals(List.of(State.SCHEDULED), states(pages));
    int calls = smo.network.calls.size();
    assertTrue(calls > 10 && calls < 40, calls + " calls");

    smo.network.next.clear();
    smo.pass(Duration.ofMinutes(31));
    assertEquals(List.of(State.SENT), states(pages));
    assertEquals(Standing.OPEN, standing());
  }

  @Test
  void oneClickEndsTheWaitAfterAnOutage() {
    List<String> pages = publish(5);
    always((delivery, network) -> new Outcome.Deferred(Duration.ZERO, "connection refused"));
    smo.pass(Duration.ofHours(3));
    smo.network.next.clear();
    smo.lanes().resume("toy");
    smo.pass(A_WHILE);
    assertEquals(List.of(State.SENT), states(pages));
  }

  @Test
  void lostAnswersInARowStopTheRest() {
    List<String> pages = publish(20);
    always(
        (delivery, network) -> {
          throw new IOException("connection reset");
        });
    smo.network.busy = true;
    smo.pass(Duration.ofMinutes(1));
    assertEquals(3, smo.network.calls.size());
    assertEquals(3, pages.stream().filter(page -> smo.post(page).state() == State.UNKNOWN).count());
  }

  @Test
  void aPostThatAlwaysFailsHoldsUpNoOtherAndFailsAlone() {
    ToyNetwork.Behaviour[] picky = new ToyNetwork.Behaviour[1];
    picky[0] =
        (delivery, network) -> {
          network.next.add(picky[0]);
          return delivery.post().text().contains("Page 0")
              ? new Outcome.Deferred(Duration.ZERO, "HTTP 500")
              : new Outcome.Published(network.execute(delivery));
        };
    smo.network.next.add(picky[0]);
    List<String> pages = new ArrayList<>(publish(10));
    smo.pass(Duration.ofMinutes(3));
    String poison = pages.remove(0);
    assertEquals(List.of(State.SENT), states(pages));
    for (int hour = 0; hour < 72 && smo.post(poison).state() != State.FAILED; hour++) {
      smo.pass(Duration.ofHours(1));
    }
    assertEquals(State.FAILED, smo.post(poison).state());
  }

  @Test
  void aConnectionThatIsInTroubleStopsNoOther() {
    smo.connect("other");
    smo.network.next.add((delivery, network) -> new Outcome.Unauthorised("token revoked"));
    publish(1);
    smo.pass(A_WHILE);
    smo.posting("text", "{title} {url}", "connections", new String[] {"other"});
    String page = smo.page("urgent", "Urgent");
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void aConnectionThatHangsStopsNoOther() {
    smo.connect("other");
    publish(1);
    smo.posting("text", "{title} {url}", "connections", new String[] {"other"});
    String urgent = smo.page("urgent", "Urgent");
    smo.clock.pass(Duration.ofSeconds(5));
    smo.publish(urgent);
    smo.network.next.add(
        (delivery, network) -> {
          // While the one hangs, the time of the other comes.
          smo.clock.pass(A_WHILE);
          smo.work();
          return new Outcome.Published(network.execute(delivery));
        });
    smo.pass(A_WHILE);
    assertEquals(List.of("Urgent", "Page 0"), titles());
  }

  @Test
  void twoJobsOfOneConnectionNeverSendAtOnce() {
    smo.network.next.add(
        (delivery, network) -> {
          smo.deliver("toy");
          assertEquals(1, network.calls.size());
          return new Outcome.Published(network.execute(delivery));
        });
    publish(3);
    smo.pass(A_WHILE);
    assertEquals(pagesInOrder(3), titles());
  }

  @Test
  void aQueueThatStandsForAnHourMakesNoSecondJob() {
    publish(100);
    for (int minute = 0; minute < 60; minute++) {
      smo.tick();
      smo.clock.pass(Duration.ofMinutes(1));
    }
    assertEquals(1, smo.waitingJobs());
    smo.pass(A_WHILE);
    assertEquals(100, smo.network.posts.size());
  }

  @Test
  void aJobThatGotLostIsReplaced() {
    List<String> pages = publish(1);
    smo.clock.pass(A_WHILE);
    smo.tick();
    assertEquals(1, smo.waitingJobs());
    smo.loseJobs();
    smo.pass(Duration.ofMinutes(4));
    assertEquals(List.of(State.SCHEDULED), states(pages));
    smo.pass(Duration.ofMinutes(2));
    assertEquals(List.of(State.SENT), states(pages));
  }

  @Test
  void theClaimOfAnInstanceThatDiedEnds() {
    List<String> pages = publish(1);
    Instant until = smo.clock.instant().plus(Duration.ofMinutes(3));
    assertTrue(smo.lanes().claims().claim("toy", worker("another-instance", "its-run"), until));
    smo.pass(Duration.ofMinutes(2));
    assertEquals(List.of(State.SCHEDULED), states(pages));
    smo.pass(Duration.ofMinutes(2));
    assertEquals(List.of(State.SENT), states(pages));
  }

  @Test
  void theClaimOfAnEarlierRunEndsAtTheStart() {
    List<String> pages = publish(1);
    Instant until = smo.clock.instant().plus(Duration.ofMinutes(3));
    assertTrue(smo.lanes().claims().claim("toy", worker("this-instance", "the-run-before"), until));
    smo.pass(A_WHILE);
    assertEquals(List.of(State.SENT), states(pages));
  }

  @Test
  void aLaneIsGivenBackAfterAMinuteThoughMoreIsDue() {
    for (int i = 0; i < 5; i++) {
      smo.network.next.add(
          (delivery, network) -> {
            smo.clock.pass(Duration.ofSeconds(40));
            return new Outcome.Published(network.execute(delivery));
          });
    }
    publish(5);
    smo.clock.pass(A_WHILE);
    smo.deliver("toy");
    assertEquals(2, smo.network.calls.size());
    Instant until = smo.clock.instant().plusSeconds(60);
    assertTrue(
        smo.lanes().claims().claim("toy", worker("another", "run"), until), "nobody has the lane");
    smo.clock.pass(Duration.ofMinutes(2));
    smo.pass(Duration.ofMinutes(5));
    assertEquals(pagesInOrder(5), titles());
  }

  @Test
  void aLaneThatAnotherTookIsWorkedOnNoFurther() {
    Instant until = smo.clock.instant().plus(Duration.ofMinutes(3));
    smo.network.next.add(
        (delivery, network) -> {
          smo.clock.pass(Duration.ofMinutes(20));
          assertTrue(
              smo.lanes().claims().claim("toy", worker("another", "run"), until.plusSeconds(3600)));
          return new Outcome.Published(network.execute(delivery));
        });
    publish(3);
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.calls.size());
  }

  private static LaneClaims.Worker worker(String instance, String run) {
    return new LaneClaims.Worker(instance, run, "a claim");
  }

  @Test
  void aConnectionWithoutCallsLeftWaitsAtAllNodesBeforeItIsRefused() {
    Instant resets = smo.clock.instant().plus(Duration.ofMinutes(10));
    smo.lanes().note("toy", new Quota(0, resets));
    List<String> pages = publish(2);
    smo.restart();
    smo.pass(A_WHILE);
    assertEquals(0, smo.network.calls.size());
    smo.pass(Duration.ofMinutes(11));
    assertEquals(List.of(State.SENT), states(pages));
  }

  @Test
  void whatIsToBeTakenBackIsTriedOnceWithARevokedToken() {
    List<String> pages = publish(5);
    smo.pass(A_WHILE);
    smo.network.whenRetracted = post -> new Outcome.Unauthorised("token revoked");
    pages.forEach(page -> smo.decisions.retract(smo.post(page).id(), "ada"));
    smo.pass(Duration.ofHours(1));
    assertEquals(1, smo.network.retracted.size());

    smo.network.whenRetracted = Outcome.Published::new;
    smo.lanes().resume("toy");
    smo.pass(A_WHILE);
    assertEquals(List.of(State.RETRACTED), states(pages));
  }

  @Test
  void postsOfAConnectionThatIsGoneFailAndStopNothing() {
    List<String> pages = publish(3);
    smo.connections.remove("toy");
    smo.pass(A_WHILE);
    assertEquals(List.of(State.FAILED), states(pages));
    assertEquals(Standing.OPEN, standing());
  }

  @Test
  void pointersWhoseRecordsAreGoneAreDeletedAndStopNobody() throws Exception {
    for (int i = 0; i < 500; i++) {
      smo.ledger.add(due("gone" + i));
    }
    context.resourceResolver().refresh();
    context.resourceResolver().delete(context.resourceResolver().getResource("/var/smo/posts"));
    context.resourceResolver().commit();
    List<String> pages = publish(1);
    smo.pass(A_WHILE);
    assertEquals(List.of(State.SENT), states(pages));
    assertEquals(List.of(), smo.ledger.agenda().lanes(smo.clock.instant()));
  }

  @Test
  void recordsThatCannotBeReadWaitAsideAndStopNobody() throws Exception {
    for (int i = 0; i < 250; i++) {
      smo.set(path(smo.ledger.add(due("bad" + i)).id()), Map.of("state", "NONSENSE"));
    }
    List<String> pages = publish(1);
    smo.pass(A_WHILE);
    assertEquals(List.of(State.SENT), states(pages));
    assertFalse(smo.ledger.agenda().lanes(smo.clock.instant().plus(Duration.ofHours(2))).isEmpty());
  }

  @Test
  void postsWhoseRecordsThrowArePutOffWithTheReasonAndStopNobody() {
    smo.connect("late");
    smo.posting("text", "{title} {url}", "connections", new String[] {"late"}, "burstLimit", 0);
    for (int i = 0; i < 250; i++) {
      smo.ledger.add(
          PostRecord.draft(Keys.post("toy", "none" + i, "1"), State.PLANNED)
              .with(Key.PAGE, "none" + i)
              .with(Key.PATH, "relative/" + i)
              .with(Key.CONNECTION, "toy")
              .with(Key.PLANNED, smo.clock.instant())
              .with(Key.DUE, smo.clock.instant()));
    }
    smo.posting("text", "{title} {url}");
    List<String> pages = publish(1);
    smo.pass(A_WHILE);
    assertEquals(List.of(State.SENT), states(pages));
  }

  private static String path(String id) {
    return "/var/smo/posts/" + id.substring(0, 2) + "/" + id.substring(2, 4) + "/" + id;
  }

  private PostRecord due(String page) {
    return PostRecord.draft(Keys.post("toy", page, "1"), State.SCHEDULED)
        .with(Key.PAGE, page)
        .with(Key.CONNECTION, "toy")
        .with(Key.NETWORK, "toy")
        .with(Key.TEXT, "x")
        .with(Key.PLANNED, smo.clock.instant())
        .with(Key.SCHEDULED, smo.clock.instant())
        .with(Key.DUE, smo.clock.instant().minusSeconds(3600));
  }
}
