// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.fixture.TestClock;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.repository.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SlingContextExtension.class)
class JournalTest {
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
  private static final String ID = "ab".repeat(32);

  @TempDir private Path folder;
  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private final TestClock clock = new TestClock();

  @BeforeEach
  void open() throws PersistenceException {
    context.create().resource(Repository.ROOT, "jcr:primaryType", "sling:Folder");
    context.resourceResolver().commit();
  }

  private JournalMark mark(String instance) {
    ResourceResolverFactory factory = context.getService(ResourceResolverFactory.class);
    return new JournalMark(new Repository(Objects.requireNonNull(factory)), instance);
  }

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
    return Journal.in(folder, mark("this-instance"), clock);
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
    try (Stream<Path> files = days()) {
      assertEquals(7, files.count(), "files for ten days, of which seven are kept");
    }
    assertEquals(10, journal().recalled(post()).attempt());
  }

  @Test
  void aLineThatWasCutShortTakesNoOtherWithIt() throws IOException {
    journal().begin(attempt(1));
    Path file;
    try (Stream<Path> files = days()) {
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

  private Stream<Path> days() throws IOException {
    return Files.list(folder).filter(file -> file.toString().endsWith(".log"));
  }

  private static String id(int number) {
    return String.format("%064x", number);
  }

  /** Notes so many attempts. */
  private static void begin(Journal journal, int first, int posts) throws IOException {
    for (int i = first; i < first + posts; i++) {
      PostRecord sending =
          PostRecord.draft(id(i), State.SENDING).with(new Attempt(1, NOON, "this", "", ""));
      assertTrue(journal.begin(sending));
    }
  }

  /** What the ledger does at a start. */
  private static void compare(Journal journal) {
    journal.notCompared().forEach(journal::compared);
  }

  /** How many lines the next start reads. */
  private int linesOfAStart() throws IOException {
    JournalLines lines = new JournalLines(folder);
    List<JournalLines.Line> read = new ArrayList<>();
    lines.behind(mark("this-instance").known(lines, clock.instant()), read::add);
    return read.size();
  }

  @Test
  void aStartReadsWhatWasNotedSinceTheMarkHoweverMuchIsOnTheDisk() throws IOException {
    for (int day = 0; day < 5; day++) {
      begin(journal(), 100 * day, 100);
      clock.pass(Duration.ofDays(1));
    }
    Journal started = journal();
    assertEquals(500, started.notCompared().size());
    started.mark();
    assertEquals(500, linesOfAStart(), "nothing was compared");
    compare(started);
    started.mark();
    assertEquals(0, linesOfAStart());

    begin(started, 500, 2);
    started.step(id(500), "media-1", "m");
    started.mark();
    assertEquals(3, linesOfAStart(), "what this run noted may not be committed yet");
    Journal killed = journal();
    assertEquals(Set.of(id(500), id(501)), Set.copyOf(killed.notCompared()));
    assertEquals(Map.of("media-1", "m"), killed.steps(id(500)));
    assertEquals(1, killed.recalled(PostRecord.draft(id(501), State.QUEUED)).attempt());
  }

  @Test
  void aNodeThatRunsForLongMarksWhatItNotedOverAnHourAgo() throws IOException {
    Journal journal = journal();
    begin(journal, 0, 10);
    journal.mark();
    clock.pass(Duration.ofMinutes(59));
    begin(journal, 10, 5);
    journal.mark();
    assertEquals(15, linesOfAStart());
    clock.pass(Duration.ofMinutes(1));
    journal.mark();
    assertEquals(5, linesOfAStart());
    clock.pass(Duration.ofHours(1));
    journal.mark();
    assertEquals(0, linesOfAStart());
  }

  @Test
  void whatIsGoneFromTheRepositoryIsReadAtEachStart() throws IOException {
    begin(journal(), 0, 3);
    for (int start = 0; start < 2; start++) {
      Journal journal = journal();
      assertEquals(3, journal.notCompared().size());
      journal.gone(id(0));
      journal.compared(id(1));
      journal.compared(id(2));
      journal.mark();
    }
  }

  @Test
  void theMarkOfAnotherInstanceOrOfOtherFilesSaysNothing() throws IOException {
    begin(journal(), 0, 3);
    Journal journal = journal();
    compare(journal);
    journal.mark();
    assertEquals(0, linesOfAStart());
    assertEquals(3, Journal.in(folder, mark("another"), clock).notCompared().size());
    Files.delete(folder.resolve("id"));
    assertEquals(3, journal().notCompared().size(), "the folder was made anew");
  }

  @Test
  void whereAnOlderCopyOfTheFilesWasPutBackAllIsRead() throws IOException {
    begin(journal(), 0, 3);
    Path file;
    try (Stream<Path> files = days()) {
      file = files.findFirst().orElseThrow();
    }
    byte[] older = Files.readAllBytes(file);
    begin(journal(), 3, 3);
    Journal marking = journal();
    compare(marking);
    marking.mark();
    assertEquals(0, linesOfAStart());

    Files.write(file, older);
    Journal put = journal();
    assertEquals(3, put.notCompared().size());
    begin(put, 6, 5);
    assertEquals(8, journal().notCompared().size(), "as long as before, and not the same");
  }

  @Test
  void marksOfInstancesThatLeftAreSwept() throws IOException {
    begin(Journal.in(folder, mark("left"), clock), 0, 1);
    Journal left = Journal.in(folder, mark("left"), clock);
    compare(left);
    left.mark();
    clock.pass(Duration.ofDays(8));
    Journal journal = journal();
    compare(journal);
    journal.mark();
    context.resourceResolver().refresh();
    Resource marks = context.resourceResolver().getResource(JournalMark.ROOT);
    List<String> names = new ArrayList<>();
    Objects.requireNonNull(marks).getChildren().forEach(one -> names.add(one.getName()));
    assertEquals(List.of("this-instance"), names);
  }

  @Test
  void aStepOfAPostThatWasMarkedLongAgoIsPutBackToo() throws IOException {
    begin(journal(), 0, 1);
    Journal marking = journal();
    compare(marking);
    marking.mark();
    marking.step(id(0), "gone-1", "toy-1");
    Journal killed = journal();
    assertEquals(List.of(id(0)), killed.notCompared());
    killed.sweep();
    assertEquals(List.of(id(0)), killed.notCompared(), "not put back yet");
    assertEquals(Map.of("gone-1", "toy-1"), killed.steps(id(0)));
    compare(killed);
    killed.sweep();
    assertEquals(Map.of(), killed.steps(id(0)), "the repository has it");
  }
}
