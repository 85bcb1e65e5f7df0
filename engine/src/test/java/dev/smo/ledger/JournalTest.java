// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.fixture.TestClock;
import dev.smo.ledger.PostRecord.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
  private static final String ID = "ab".repeat(32);

  @TempDir private Path folder;
  private final TestClock clock = new TestClock();

  private static PostRecord post() {
    return PostRecord.draft(ID, State.SCHEDULED)
        .with(Key.TEXT, "Öffnungszeiten\n& <3")
        .with(Key.PLANNED, NOON)
        .with(Key.THREAD, new String[] {"one", "two"})
        .with(Key.RETURNS, 3)
        .with(Key.RELEASED, true);
  }

  private static PostRecord attempt(int number) {
    return post()
        .to(State.SENDING, "")
        .with(new Attempt(number, NOON.plusSeconds(number), "this", "", ""));
  }

  private Journal journal() {
    return Journal.in(folder, clock);
  }

  @Test
  void anAttemptThatWasHeldUpIsNotPutOverALaterOne() throws IOException {
    Journal journal = journal();
    assertTrue(journal.begin(attempt(2)));
    assertFalse(journal.begin(attempt(1)), "or a kill would forget the second");
    assertEquals(2, journal.recalled(post()).attempt());
  }

  @Test
  void anAttemptIsBegunOnce() throws IOException {
    Journal journal = journal();
    assertTrue(journal.begin(attempt(1)));
    assertFalse(journal.begin(attempt(1)));
    assertTrue(journal.begin(attempt(2)));
    assertFalse(journal().begin(attempt(2)), "nor after a restart");
  }

  @Test
  void aRecordIsReadAsItWasWritten() throws IOException {
    assertTrue(journal().begin(attempt(1)));
    PostRecord read = journal().recalled(post());
    assertEquals(attempt(1).attempts(), read.attempts());
    assertEquals(attempt(1).revision(), read.revision());
    assertEquals(attempt(1).values().keySet(), read.values().keySet());
    assertEquals(State.SENDING, read.state());
    assertEquals(3, read.number(Key.RETURNS));
    assertEquals(List.of("one", "two"), read.texts(Key.THREAD));
    assertTrue(read.flag(Key.RELEASED));
    assertEquals(NOON, read.time(Key.PLANNED).orElseThrow());
  }

  @Test
  void ofTwoDecisionsTheLaterCountsWhicheverIsNotedFirst() throws IOException {
    PostRecord first = post().decided(NOON, "ada", "approve");
    PostRecord second = first.decided(NOON, "eve", "cancel").to(State.CANCELLED, "");
    Journal journal = journal();
    journal.decided(second);
    journal.decided(first);
    assertEquals(State.CANCELLED, journal.recalled(post()).state());
    assertEquals(State.CANCELLED, journal().recalled(post()).state(), "nor after a restart");
  }

  @Test
  void whatTheRepositoryKnowsIsLeftAlone() throws IOException {
    Journal journal = journal();
    assertTrue(journal.begin(attempt(1)));
    PostRecord sent = attempt(1).to(State.SENT, "");
    assertEquals(State.SENT, journal.recalled(sent).state());
    PostRecord erased = post().with(Key.ERASED, true);
    assertEquals(State.SCHEDULED, journal.recalled(erased).state());
    PostRecord packed = post().with(Key.PACKED, "2026/11");
    assertEquals(State.SCHEDULED, journal.recalled(packed).state());
  }

  @Test
  void aFileADayIsKeptForAWeek() throws IOException {
    Journal journal = journal();
    for (int day = 1; day <= 10; day++) {
      journal.begin(attempt(day));
      journal.step(ID, "media-" + day, "m");
      clock.pass(Duration.ofDays(1));
      journal.sweep();
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(7, files.count(), "files for ten days, of which seven are kept");
    }
    assertEquals(10, journal().recalled(post()).attempt());
  }

  @Test
  void aLineThatWasCutShortTakesNoOtherWithIt() throws IOException {
    journal().begin(attempt(1));
    Path file;
    try (Stream<Path> files = Files.list(folder)) {
      file = files.findFirst().orElseThrow();
    }
    Files.writeString(file, "\nR " + ID + " 7 0 17959104", StandardOpenOption.APPEND);
    journal().step(ID, "media-1", "m");
    assertEquals(1, journal().recalled(post()).attempt());
    assertEquals(Map.of("media-1", "m"), journal().steps(ID));
  }

  @Test
  void onlyWhatWasNotedShortlyBeforeTheEndMayBeMissingAltogether() throws IOException {
    Journal journal = journal();
    journal.begin(attempt(1));
    assertTrue(journal().lost(ID).isPresent());
    clock.pass(Duration.ofHours(2));
    String other = "cd".repeat(32);
    journal.begin(PostRecord.draft(other, State.SENDING).with(new Attempt(1, NOON, "", "", "")));
    assertTrue(journal().lost(ID).isEmpty(), "it was deleted, and not forgotten");
    assertTrue(journal().lost(other).isPresent());
  }
}
