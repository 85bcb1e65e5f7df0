// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static java.time.ZoneOffset.UTC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Outcome;
import dev.smo.delivery.Decisions;
import dev.smo.ledger.Attempt;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.jcr.Session;
import org.junit.jupiter.api.Test;

/** Steps of a delivery that are done are never repeated, whatever dies. */
class KeptStepsTest extends OnePage {
  private static final Duration A_WHILE = Duration.ofSeconds(20);

  private int uploads;

  /** Uploads what is not uploaded yet, and publishes. */
  private Outcome upload(dev.smo.connector.Delivery delivery, ToyNetwork network)
      throws IOException {
    if (delivery.progress().of("media-1").isEmpty()) {
      uploads++;
      delivery.progress().done("media-1", "m 17\nü");
    }
    assertEquals(Optional.of("m 17\nü"), delivery.progress().of("media-1"));
    return new Outcome.Published(network.execute(delivery));
  }

  private void killedAfterTheUpload() {
    smo.network.next.add(
        (delivery, network) -> {
          uploads++;
          delivery.progress().done("media-1", "m 17\nü");
          return smo.killed();
        });
    smo.network.next.add(this::upload);
    smo.publish(page);
    smo.passUntilKilled(A_WHILE);
  }

  @Test
  void aStepSurvivesAKillInTheMiddleOfPublishing() {
    killedAfterTheUpload();
    smo.restart();
    smo.pass(Duration.ofMinutes(3));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(1, uploads);
  }

  @Test
  void aStepSurvivesAKillBeforeTheRepositoryHasWritten() {
    killedAfterTheUpload();
    smo.forget(page);
    smo.restart();
    smo.publish(page);
    smo.pass(Duration.ofMinutes(3));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(1, uploads);
    assertEquals(1, smo.network.posts.size());
  }

  @Test
  void stepsOfAPostThatAPersonSaysIsNotOutAreDoneAnew() {
    smo.network.canTell = false;
    smo.network.next.add(
        (delivery, network) -> {
          delivery.progress().done("media-1", "deleted by hand");
          throw new IOException("reset");
        });
    smo.network.next.add(this::upload);
    smo.publish(page);
    smo.pass(Duration.ofMinutes(3));
    assertEquals(State.NEEDS_ATTENTION, smo.post(page).state());
    smo.decisions.retry(smo.post(page).id(), Decisions.Seen.NOTHING, "ada");
    smo.pass(Duration.ofMinutes(3));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(1, uploads);
  }

  @Test
  void aStepThatAnotherNodeChangedSinceCountsAsItIsInTheRepository() {
    List<Optional<String>> read = new ArrayList<>();
    smo.network.next.add(
        (delivery, network) -> {
          delivery.progress().done("container-1", "C1");
          return new Outcome.Deferred(Duration.ofMinutes(10), "busy");
        });
    smo.network.next.add(
        (delivery, network) -> {
          read.add(delivery.progress().of("container-1"));
          return new Outcome.Published(network.execute(delivery));
        });
    smo.publish(page);
    smo.pass(Duration.ofMinutes(1));
    PostRecord post = smo.post(page);
    Attempt elsewhere =
        new Attempt(
            post.attempt() + 1, smo.clock.instant(), "another-instance", "deferred", "busy");
    smo.ledger.update(post.id(), one -> one.with(elsewhere));
    smo.ledger.steps().done(post.id(), "container-1", "C2");
    smo.pass(Duration.ofMinutes(20));
    assertEquals(List.of(Optional.of("C2")), read);
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void aChangedStepThatTheRepositoryForgotIsPutBack() throws IOException {
    smo.network.next.add(
        (delivery, network) -> {
          delivery.progress().done("container-1", "C1");
          smo.flush();
          delivery.progress().done("container-1", "C2");
          return new Outcome.Deferred(Duration.ofHours(3), "busy");
        });
    smo.publish(page);
    smo.pass(Duration.ofMinutes(1));
    String id = smo.post(page).id();
    smo.killBeforeFlush();
    assertEquals(Map.of("container-1", "C1"), smo.ledger.steps().of(id), "as it was flushed");
    smo.recall();
    assertEquals(Map.of("container-1", "C2"), smo.ledger.steps().of(id));
  }

  @Test
  void aStepSurvivesOnAnotherDisk() throws IOException {
    killedAfterTheUpload();
    Files.delete(today());
    smo.restart();
    smo.pass(Duration.ofMinutes(3));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(1, uploads);
  }

  @Test
  void aLineThatWasCutShortTakesNoOtherWithIt() throws IOException {
    smo.publish(page);
    String id = smo.post(page).id();
    Files.createDirectories(smo.journal());
    Files.writeString(
        today(),
        "\nS " + id + " media-0 1795910400000 bT",
        StandardCharsets.US_ASCII,
        StandardOpenOption.CREATE);
    killedAfterTheUpload();
    smo.forget(page);
    smo.restart();
    smo.publish(page);
    smo.pass(Duration.ofMinutes(3));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(1, uploads);
    assertEquals(Optional.empty(), smo.network.calls.get(1).progress().of("media-0"));
  }

  @Test
  void nothingMoreIsSentWhereTheDiskDoesNotKeepAStep() throws IOException {
    smo.publish(page);
    smo.network.next.add(
        (delivery, network) -> {
          // What stands in the way of the file is as good as a full disk.
          Files.delete(today());
          Files.createDirectories(today());
          return upload(delivery, network);
        });
    smo.pass(A_WHILE);
    assertEquals(0, smo.network.posts.size());
    assertEquals(State.UNKNOWN, smo.post(page).state());
  }

  @Test
  void nothingIsSentWhereTheDiskCannotBeRead() throws IOException {
    smo.publish(page);
    Files.createDirectories(today());
    smo.restart();
    smo.pass(A_WHILE);
    assertEquals(0, smo.network.calls.size());
    assertEquals(State.SCHEDULED, smo.post(page).state());
    Files.delete(today());
    smo.pass(Duration.ofMinutes(3));
    assertEquals(State.SENT, smo.post(page).state());
  }

  private Path today() {
    return smo.journal().resolve(LocalDate.ofInstant(smo.clock.instant(), UTC) + ".log");
  }

  @Test
  void nothingMoreIsSentWhereTheRepositoryRefusesAStep() {
    smo.network.next.add(
        (delivery, network) -> {
          refuseSteps(delivery.id());
          return upload(delivery, network);
        });
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(0, smo.network.posts.size());
    assertEquals(State.UNKNOWN, smo.post(page).state());
    assertTrue(smo.post(page).text(Key.REASON).contains("The step media-1 could not be kept"));
  }

  /** Checks the node of the steps in, so that nobody may write it. */
  private void refuseSteps(String id) {
    try {
      Session session = context.resourceResolver().adaptTo(Session.class);
      session.refresh(false);
      String path = "/var/smo/posts/" + id.substring(0, 2) + "/" + id.substring(2, 4) + "/" + id;
      session.getNode(path).addNode("progress", "oak:Unstructured").addMixin("mix:versionable");
      session.save();
      session.getWorkspace().getVersionManager().checkin(path + "/progress");
    } catch (javax.jcr.RepositoryException e) {
      throw new IllegalStateException(e);
    }
  }
}
