// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciliation;
import dev.smo.delivery.Decisions;
import dev.smo.fixture.OakSite;
import dev.smo.host.PageEvent;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.consumer.JobConsumer.JobResult;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Errors, those of the virtual machine as well: nothing is lost by them, and somebody hears. */
@ExtendWith(SlingContextExtension.class)
class FaultTest {
  // Of what kind it is, nobody can tell who reads it beside the post.
  private static final String FAULT =
      "A fault while the post was made, of which the log says more.";

  private static final Duration A_WHILE = Duration.ofSeconds(20);
  private static final Duration MORE_THAN_A_DAY = Duration.ofHours(28);

  private final SlingContext context = OakSite.context();
  private Installation smo;
  private int asked;

  @BeforeEach
  void install() {
    smo = new Installation(context);
    smo.connect("other");
    smo.policy(
        Map.of("enabled", true, "connections", new String[] {"toy", "other"}, "text", "{title}"));
  }

  @AfterEach
  void end() {
    smo.close();
  }

  private PostRecord post(String page, String connection) {
    return smo.posts(page).stream()
        .filter(post -> post.text(Key.CONNECTION).equals(connection))
        .findFirst()
        .orElseThrow();
  }

  /** The network's limits cannot be asked for over the connection {@code toy}. */
  private void breakLimits(Error error) {
    smo.network.whenAskedForLimits =
        connection -> {
          if (connection.id().equals("toy")) {
            asked++;
            throw error;
          }
        };
  }

  private void mendLimits() {
    smo.network.whenAskedForLimits = connection -> {};
  }

  @Test
  void anErrorOfOneConnectionFailsItsPostAndTheOthersArePlanned() {
    breakLimits(new StackOverflowError());
    String page = smo.page("opening", "Hours");
    assertEquals(JobResult.OK, smo.publish(page));
    smo.pass(A_WHILE);
    assertEquals(State.SENT, post(page, "other").state());
    PostRecord failed = post(page, "toy");
    assertEquals(State.FAILED, failed.state());
    assertEquals(FAULT, failed.text(Key.REASON));
    assertEquals(1, smo.ledger.attention().size());

    mendLimits();
    smo.decisions.retry(failed.id(), Decisions.Seen.NOT_SAID, "ada");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, post(page, "toy").state());
    assertEquals(2, smo.network.posts.size());
  }

  @Test
  void aFailedPostThatIsSentAgainAndStillCannotBeMadeFailsAgain() {
    breakLimits(new StackOverflowError());
    String page = smo.page("opening", "Hours");
    smo.publish(page);
    PostRecord failed = post(page, "toy");
    smo.decisions.retry(failed.id(), Decisions.Seen.NOT_SAID, "ada");
    assertEquals(State.SCHEDULED, post(page, "toy").state());
    smo.pass(A_WHILE);
    assertEquals(State.FAILED, post(page, "toy").state());
    assertEquals(FAULT, post(page, "toy").text(Key.REASON));
    int before = asked;
    smo.pass(MORE_THAN_A_DAY);
    assertEquals(before, asked, "nothing is tried that a person must decide about");
  }

  @Test
  void anErrorBeforeSendingIsTriedAgainAndEndsInFrontOfAPerson() {
    String page = smo.page("opening", "Hours");
    smo.publish(page);
    breakLimits(new OutOfMemoryError("as the test wants it"));
    smo.pass(A_WHILE);
    assertEquals(State.SENT, post(page, "other").state());
    assertEquals(State.SCHEDULED, post(page, "toy").state());
    assertTrue(post(page, "toy").text(Key.REASON).contains("before sending"));
    smo.pass(MORE_THAN_A_DAY);
    assertEquals(State.FAILED, post(page, "toy").state());
    String reason = post(page, "toy").text(Key.REASON);
    assertTrue(reason.contains("of which the log says more"), reason);
    assertFalse(reason.contains("Error"), reason);
    assertEquals(1, smo.network.calls.size());
  }

  @Test
  void anErrorBeforeSendingThatGoesAwayCostsNothing() {
    String page = smo.page("opening", "Hours");
    smo.publish(page);
    breakLimits(new NoClassDefFoundError("as the test wants it"));
    smo.pass(A_WHILE);
    mendLimits();
    smo.pass(Duration.ofMinutes(10));
    assertEquals(State.SENT, post(page, "toy").state());
    assertEquals(2, smo.network.posts.size());
  }

  @Test
  void anErrorInTheCallLeavesTheOutcomeUnknownAndIsAskedFor() {
    String page = smo.page("opening", "Hours");
    smo.network.next.add(
        (delivery, network) -> {
          network.execute(delivery);
          throw new StackOverflowError();
        });
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(1, smo.posts(page).stream().filter(p -> p.state() == State.UNKNOWN).count());
    smo.pass(Duration.ofMinutes(10));
    assertEquals(2, smo.posts(page).stream().filter(p -> p.state() == State.SENT).count());
    assertEquals(2, smo.network.posts.size());
  }

  @Test
  void anErrorInTheQuestionForALostPostIsAskedAgainAndThenAPersonDecides() {
    ToyNetwork broken =
        new ToyNetwork() {
          @Override
          public Reconciliation find(Delivery delivery) {
            throw new StackOverflowError();
          }
        };
    context.registerService(Connector.class, broken, Map.of("service.ranking", 10));
    String page = smo.page("opening", "Hours");
    broken.next.add((delivery, network) -> new Outcome.Unknown("HTTP 502"));
    smo.publish(page);
    smo.pass(MORE_THAN_A_DAY);
    assertEquals(
        1, smo.posts(page).stream().filter(p -> p.state() == State.NEEDS_ATTENTION).count());
  }

  @Test
  void aPageThatCannotBeReadIsTriedAgainAndItsLossIsLoggedAndOnRecord() {
    String page = smo.page("opening", "Hours");
    smo.set(page + "/jcr:content", Map.of("canonical", "no address at all"));
    Map<String, Object> job = new HashMap<>(new PageEvent(PageEvent.Kind.PUBLISHED, page).toJob());
    job.put(Job.PROPERTY_JOB_RETRIES, 2);
    job.put(Job.PROPERTY_JOB_RETRY_COUNT, 1);
    String before = logged(() -> assertEquals(JobResult.FAILED, smo.tell(job)));
    assertFalse(before.contains("is given up"), before);

    job.put(Job.PROPERTY_JOB_RETRY_COUNT, 2);
    String last = logged(() -> assertEquals(JobResult.FAILED, smo.tell(job)));
    assertTrue(last.contains("ERROR"), last);
    assertTrue(last.contains("PUBLISHED of " + page + " failed 3 times and is given up"), last);

    assertEquals(State.FAILED, post(page, "toy").state());
    assertEquals(
        "The page could not be planned, which was tried 3 times.",
        post(page, "toy").text(Key.REASON));
    assertEquals(2, smo.ledger.attention().size(), "one for each connection");
    smo.set(page + "/jcr:content", Map.of("canonical", ""));
    smo.decisions.retry(post(page, "toy").id(), Decisions.Seen.NOT_SAID, "ada");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, post(page, "toy").state());
  }

  /** Publishes a page that cannot be read, to the last try. */
  private void publishInVain(String page) {
    smo.set(page + "/jcr:content", Map.of("canonical", "no address at all"));
    Map<String, Object> job = new HashMap<>(new PageEvent(PageEvent.Kind.PUBLISHED, page).toJob());
    job.put(Job.PROPERTY_JOB_RETRIES, 2);
    job.put(Job.PROPERTY_JOB_RETRY_COUNT, 2);
    assertEquals(JobResult.FAILED, smo.tell(job));
  }

  @Test
  void aPostThatCannotFollowItsPageSaysSoAndGoesOutAsItIs() {
    smo.posting("text", "{title}", "delayMinutes", 60);
    String page = smo.page("opening", "Hours");
    smo.publish(page);
    publishInVain(page);
    publishInVain(page);
    PostRecord post = post(page, "toy");
    assertEquals(State.SCHEDULED, post.state());
    assertEquals("The page could not be planned, which was tried 3 times.", post.text(Key.NOTE));
    assertEquals(
        1, post.history().stream().filter(one -> one.what().equals("page-unread")).count());
  }

  @Test
  void thatAPageCannotBeReadIsSaidOfTheLatestPostOfAConnection() {
    smo.posting("text", "{title}", "delayMinutes", 60);
    String page = smo.page("opening", "Hours");
    smo.publish(page);
    String first = post(page, "toy").id();
    smo.decisions.cancel(first, "ada");
    PostRecord next =
        smo.decisions.again(first, Decisions.Seen.NOT_SAID, smo.decisions.reader(first, "ada"));
    publishInVain(page);
    assertEquals("", smo.ledger.find(first).orElseThrow().text(Key.NOTE));
    assertTrue(
        smo.ledger.find(next.id()).orElseThrow().text(Key.NOTE).contains("could not be planned"));
    assertEquals(2, smo.posts(page).size());
  }

  @Test
  void aSkippedPostWhosePageIsPublishedAndCannotBeReadIsForAPersonToSee() {
    smo.posting("text", "{title}", "delayMinutes", 60);
    String page = smo.page("opening", "Hours");
    smo.publish(page);
    smo.unpublish(page);
    assertEquals(State.SKIPPED, post(page, "toy").state());
    smo.set(page + "/jcr:content", Map.of("sling:published", true));
    publishInVain(page);
    assertEquals(State.FAILED, post(page, "toy").state());
    assertEquals(1, smo.ledger.attention().size());
  }

  @Test
  void anErrorOfAListenerIsTriedAgainAndThePostIsPlanned() {
    smo.listeners.add(
        event -> {
          throw new StackOverflowError();
        });
    String page = smo.page("opening", "Hours");
    assertEquals(JobResult.FAILED, smo.publish(page));
    assertEquals(2, smo.posts(page).size());
  }

  @Test
  void aPostThatCannotBeAdvancedStopsNoOther() {
    String bad = smo.page("bad", "Bad");
    breakLimits(new StackOverflowError());
    smo.publish(bad);
    smo.decisions.retry(post(bad, "toy").id(), Decisions.Seen.NOT_SAID, "ada");
    smo.set(bad + "/jcr:content", Map.of("canonical", "no address at all"));
    mendLimits();
    String good = smo.page("good", "Good");
    smo.publish(good);
    smo.pass(A_WHILE);
    assertEquals(State.SENT, post(good, "toy").state());
    assertEquals(State.SCHEDULED, post(bad, "toy").state());
    assertTrue(post(bad, "toy").text(Key.REASON).contains("A fault"));
    assertTrue(post(bad, "toy").time(Key.DUE).orElseThrow().isAfter(smo.clock.instant()));
  }

  private static String logged(Runnable work) {
    PrintStream usual = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setErr(usual);
    }
    return log.toString(StandardCharsets.UTF_8);
  }
}
