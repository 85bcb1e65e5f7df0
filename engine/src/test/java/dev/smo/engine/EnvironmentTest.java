// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Authorization;
import dev.smo.connector.Authorizer;
import dev.smo.connector.Connector;
import dev.smo.environment.Environment;
import dev.smo.environment.Place;
import dev.smo.ledger.State;
import dev.smo.post.Connection;
import dev.smo.repository.Repository;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.jcr.ImportUUIDBehavior;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.junit.jupiter.api.Test;

/** A copy of an installation has its accounts and the posts that wait, and must not post them. */
class EnvironmentTest extends OnePage {
  private static final Duration A_WHILE = Duration.ofSeconds(20);
  private static final Place ELSEWHERE = new Place("another machine", "another disk", "a run");

  private void waiting() {
    smo.posting("text", "{title} {url}", "delayMinutes", 30L);
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(State.SCHEDULED, smo.post(page).state());
  }

  private void assertSent() {
    smo.pass(Duration.ofHours(1));
    assertEquals(State.SENT, smo.post(page).state());
  }

  private void assertNothingIsSent() {
    smo.pass(Duration.ofHours(10));
    assertEquals(0, smo.network.calls.size());
    assertEquals(0, smo.network.inquiries);
    assertEquals(0, smo.network.retracted.size());
    assertEquals(State.SCHEDULED, smo.post(page).state());
  }

  @Test
  void aCopyElsewhereSendsNothingUntilAnAdministratorSaysSo() {
    waiting();
    smo.restart("", ELSEWHERE);
    assertNothingIsSent();
    String why = smo.lanes().obstacle("toy").orElseThrow();
    assertTrue(why.contains("another installation"), why);

    smo.environment().adopt("ada");
    assertSent();
    smo.restart();
    assertEquals(Optional.empty(), smo.environment().obstacle());
  }

  @Test
  void whatWasOutIsNeitherAskedForNorTakenBackByACopy() {
    smo.network.next.add(
        (delivery, network) -> {
          network.execute(delivery);
          throw new IOException("connection reset");
        });
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(State.UNKNOWN, smo.post(page).state());
    smo.restart("", ELSEWHERE);
    smo.pass(Duration.ofHours(3));
    assertEquals(0, smo.network.inquiries);

    smo.environment().adopt("ada");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
    smo.restart("", new Place("a third machine", "a third disk", "a run"));
    smo.decisions.retract(smo.post(page).id(), "ada");
    smo.pass(Duration.ofHours(3));
    assertEquals(0, smo.network.retracted.size());
  }

  @Test
  void aCopyRenewsNoSessionBecauseThatWouldEndTheOneOfTheOriginal() {
    AtomicInteger renewals = new AtomicInteger();
    context.registerService(
        Connector.class, new RenewingToy(renewals), Map.of("service.ranking", 1));
    waiting();
    smo.restart("", ELSEWHERE);
    smo.pass(Duration.ofHours(10));
    assertEquals(0, renewals.get());
  }

  private static final class RenewingToy extends ToyNetwork implements Authorizer {
    private final AtomicInteger renewals;

    RenewingToy(AtomicInteger renewals) {
      this.renewals = renewals;
    }

    @Override
    public Authorization authorize(Connection connection) {
      renewals.incrementAndGet();
      return new Authorization.Granted(Map.of(), Map.of(), Optional.empty());
    }
  }

  @Test
  void aRestartOnTheSameMachineIsNoCopy() {
    waiting();
    smo.restart("", new Place("this machine", "this disk", "another run"));
    assertSent();
  }

  @Test
  void aRestoreInPlaceIsNoCopyThoughItsFilesAreNew() {
    waiting();
    smo.restart("", new Place("this machine", "a disk with restored files", "another run"));
    assertSent();
  }

  @Test
  void aContainerWithANewHostNameOnTheSameDiskIsNoCopy() {
    waiting();
    smo.restart("", new Place("", "this disk", "another run"));
    assertSent();
  }

  @Test
  void aNodeThatJoinsIsAnsweredByOneThatIsAtHome() {
    waiting();
    Environment old = smo.environment();
    smo.restart("", ELSEWHERE);
    smo.environment().run();
    assertTrue(smo.environment().obstacle().isPresent());
    old.run();
    assertEquals(Optional.empty(), smo.environment().obstacle());
    assertSent();
  }

  @Test
  void aNodeWithoutAPlaceIsAnsweredToo() {
    waiting();
    Environment old = smo.environment();
    smo.restart("", new Place("", "", "its run"));
    smo.environment().run();
    old.run();
    assertEquals(Optional.empty(), smo.environment().obstacle());
    smo.restart("", new Place("", "", "the run after"));
    assertTrue(smo.environment().obstacle().isPresent(), "nothing tells that it is the same");
  }

  @Test
  void copiesDoNotAnswerEachOther() {
    waiting();
    smo.restart("", ELSEWHERE);
    Environment one = smo.environment();
    smo.restart("", new Place("a third machine", "a third disk", "a run"));
    for (int i = 0; i < 3; i++) {
      one.run();
      smo.environment().run();
    }
    assertTrue(one.obstacle().isPresent());
    assertNothingIsSent();
  }

  @Test
  void anEnvironmentOfTheSameNameIsAtHomeWhereverItRuns() {
    smo.restart("production", new Place("this machine", "this disk", "a run"));
    waiting();
    smo.restart("production", ELSEWHERE);
    assertSent();
  }

  @Test
  void anEnvironmentOfAnotherNameIsACopyThoughItRunsInTheSamePlace() {
    smo.restart("production", new Place("this machine", "this disk", "a run"));
    waiting();
    smo.restart("stage", new Place("this machine", "this disk", "another run"));
    assertNothingIsSent();
    String why = smo.environment().obstacle().orElseThrow();
    assertTrue(why.contains("production") && why.contains("stage"), why);
  }

  @Test
  void anInstallationThatGetsANameKeepsItsData() {
    waiting();
    smo.restart("production", new Place("this machine", "this disk", "a run"));
    assertSent();
    smo.restart("stage", new Place("this machine", "this disk", "a run"));
    assertTrue(smo.environment().obstacle().isPresent());
  }

  @Test
  void dataThatWereCopiedAreKnownInTheOldPlaceAndNotElsewhere() throws Exception {
    waiting();
    copyData();
    smo.restart("", ELSEWHERE);
    assertNothingIsSent();
    smo.restart("", new Place("this machine", "a disk with restored files", "another run"));
    assertSent();
  }

  /** Puts a copy in the place of all that is below {@code /var/smo}, as a restore does. */
  private void copyData() throws RepositoryException, IOException {
    Session session = context.resourceResolver().adaptTo(Session.class);
    session.refresh(false);
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      session.exportSystemView(Repository.ROOT, bytes, false, false);
      session.removeItem(Repository.ROOT);
      session.save();
      InputStream copy = new ByteArrayInputStream(bytes.toByteArray());
      session
          .getWorkspace()
          .importXML("/var", copy, ImportUUIDBehavior.IMPORT_UUID_COLLISION_THROW);
    }
    session.refresh(false);
  }

  @Test
  void theFirstStartNotesTheVersionOfTheData() {
    context.resourceResolver().refresh();
    assertEquals(
        1L,
        context
            .resourceResolver()
            .getResource(Repository.ROOT)
            .getValueMap()
            .get("schema", Long.class));
  }

  @Test
  void dataOfANewerVersionAreNeitherSentNorWritten() {
    waiting();
    smo.set(Repository.ROOT, Map.of("schema", 2L));
    smo.restart();
    assertNothingIsSent();
    String why = smo.environment().obstacle().orElseThrow();
    assertTrue(why.contains("version 2"), why);
    String id = smo.post(page).id();
    assertThrows(IllegalStateException.class, () -> smo.decisions.cancel(id, "ada"));
    assertEquals(State.SCHEDULED, smo.post(page).state());
  }

  @Test
  void noPlaceIsForgottenThatIsStillInUse() {
    for (int i = 0; i < 5; i++) {
      smo.restart("", new Place("", "this disk", "run " + i));
      assertEquals(List.of(), smo.environment().obstacle().stream().toList());
      smo.clock.pass(Duration.ofDays(300));
    }
  }
}
