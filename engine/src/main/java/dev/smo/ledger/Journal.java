// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import dev.smo.ledger.JournalLines.Line;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.sling.settings.SlingSettingsService;
import org.jetbrains.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What this instance must not forget, on its own disk: each record as it was when an attempt began,
 * and when a person had decided, and the steps of attempts. Oak's segment store writes its commits
 * to the disk only every five seconds, so after a {@code kill -9} the ledger may have forgotten
 * that a post went out, or that somebody called it off; this has not. The ledger gives no record to
 * anybody before it looked here: see {@link Ledger#update}.
 */
@Component(service = Journal.class)
public class Journal {
  static final Duration KEPT = Duration.ofDays(7);

  /**
   * What was noted so shortly before the instance ended may be missing in the repository
   * altogether; and so long it stays in memory once it was compared with the repository.
   */
  static final Duration RECENT = Duration.ofHours(1);

  private final @Nullable JournalLines lines;
  private final @Nullable JournalMark mark;
  private final Clock clock;
  private final Map<String, Line> records = new HashMap<>();
  private final Map<String, Map<String, String>> steps = new HashMap<>();
  private final Set<String> notCompared = new HashSet<>();

  /** Posts of which the repository has nothing, though they were noted before this run. */
  private final Set<String> gone = new HashSet<>();

  private Instant last = Instant.EPOCH;
  private boolean read;

  @Activate
  public Journal(
      BundleContext context,
      @Reference Repository repository,
      @Reference SlingSettingsService settings,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this(
        new JournalLines(folder(context)),
        new JournalMark(repository, settings.getSlingId()),
        clock);
  }

  private Journal(@Nullable JournalLines lines, @Nullable JournalMark mark, Clock clock) {
    this.lines = lines;
    this.mark = mark;
    this.clock = clock;
  }

  /** One in a folder, of which the repository has what a mark says. */
  public static Journal in(Path folder, JournalMark mark, Clock clock) {
    return new Journal(new JournalLines(folder), mark, clock);
  }

  /** One that notes nothing, for a repository that forgets nothing. */
  static Journal none() {
    return new Journal(/* lines= */ null, /* mark= */ null, Clock.systemUTC());
  }

  /**
   * Notes an attempt; returns when it is on the disk.
   *
   * @param sending the record as it was committed
   * @return false where that attempt, or a later one, is noted already: it stays, and the attempt
   *     must not be made
   */
  public synchronized boolean begin(PostRecord sending) throws IOException {
    load();
    @Nullable Line noted = records.get(sending.id());
    if (noted != null && noted.attempt() >= sending.attempt()) {
      return false;
    }
    note(sending);
    return true;
  }

  /** Notes that a person has decided; returns when it is on the disk. */
  synchronized void decided(PostRecord post) throws IOException {
    load();
    @Nullable Line noted = records.get(post.id());
    // Of two people the second may be noted first.
    if (noted == null || isBehind(noted.attempt(), noted.decisions(), Line.of(post))) {
      note(post);
    }
  }

  private void note(PostRecord post) throws IOException {
    if (lines != null) {
      records.put(post.id(), lines.record(post, Instant.now(clock)));
    }
  }

  /** Notes that a step of an attempt is done; returns when it is on the disk. */
  public synchronized void step(String post, String step, String value) throws IOException {
    load();
    if (lines != null) {
      lines.step(post, step, value, Instant.now(clock));
      steps.computeIfAbsent(post, id -> new HashMap<>()).put(step, value);
    }
  }

  /** The steps that were done here for a post. */
  public synchronized Map<String, String> steps(String post) throws IOException {
    load();
    return Map.copyOf(steps.getOrDefault(post, Map.of()));
  }

  /**
   * A record as it was before a kill made the repository forget; as it is where the disk knows no
   * more.
   *
   * @throws UncheckedIOException the disk cannot be read, so nobody knows what is out
   */
  PostRecord recalled(PostRecord kept) {
    boolean less = kept.flag(Key.ERASED) || !kept.text(Key.PACKED).isEmpty();
    return less ? kept : known(kept, noted -> isBehind(kept, noted));
  }

  /**
   * The record for a post of which the ledger has none: what was noted of it, whatever somebody
   * asks for now. How much was decided about the two says nothing then.
   *
   * @throws UncheckedIOException as above
   */
  PostRecord made(PostRecord draft) {
    return known(draft, noted -> true);
  }

  private synchronized PostRecord known(PostRecord kept, Predicate<Line> holds) {
    try {
      load();
      @Nullable Line noted = records.get(kept.id());
      return noted == null || !holds.test(noted)
          ? kept
          : written(noted).orElseGet(() -> Damaged.instead(kept, noted));
    } catch (IOException e) {
      throw new UncheckedIOException("The disk cannot be read on which attempts are noted", e);
    }
  }

  private static boolean isBehind(PostRecord kept, Line noted) {
    return isBehind(kept.attempt(), kept.texts(Key.HISTORY).size(), noted);
  }

  /** Attempts and decisions only ever become more, so they say which of two records is older. */
  private static boolean isBehind(int attempt, int decisions, Line noted) {
    return attempt < noted.attempt()
        || (attempt == noted.attempt() && decisions < noted.decisions());
  }

  private Optional<PostRecord> written(Line noted) throws IOException {
    if (lines == null) {
      throw new IllegalStateException("nothing is noted where nothing is written");
    }
    return lines.read(noted);
  }

  /** Posts of which something was noted before this run and not compared with the ledger yet. */
  public synchronized List<String> notCompared() {
    try {
      load();
    } catch (IOException e) {
      throw new UncheckedIOException("The disk cannot be read on which attempts are noted", e);
    }
    return List.copyOf(notCompared);
  }

  /** The ledger knows of a post what the disk knows. */
  synchronized void compared(String post) {
    notCompared.remove(post);
  }

  /**
   * The ledger has nothing of a post: it was deleted, or the repository was put back to a backup.
   * What is known of it is kept for as long as it is on the disk, should its page be planned again.
   */
  synchronized void gone(String post) {
    notCompared.remove(post);
    gone.add(post);
  }

  /**
   * What a record was that the ledger has no more at all; empty where it was noted so long before
   * the end that a kill cannot be why.
   */
  synchronized Optional<PostRecord> lost(String post) throws IOException {
    load();
    @Nullable Line noted = records.get(post);
    return noted == null || noted.at().isBefore(last.minus(RECENT))
        ? Optional.empty()
        : written(noted);
  }

  /** Lets go what the repository has long since written to its disk. */
  public synchronized void sweep() {
    if (lines == null || !read) {
      return;
    }
    Instant now = Instant.now(clock);
    lines.sweep(now.minus(KEPT));
    // Whose file is deleted cannot be read any more.
    records.values().removeIf(noted -> noted.at().isBefore(now.minus(KEPT)));
    notCompared.removeIf(post -> !records.containsKey(post) && !steps.containsKey(post));
    gone.retainAll(records.keySet());
    records
        .entrySet()
        .removeIf(
            noted ->
                noted.getValue().at().isBefore(now.minus(RECENT))
                    && !notCompared.contains(noted.getKey())
                    && !gone.contains(noted.getKey()));
    steps.keySet().removeIf(post -> !records.containsKey(post) && !notCompared.contains(post));
  }

  /**
   * Notes in the repository how much of the files it has, so that the next start reads no more than
   * what is behind that. What the repository lost by other ways than a kill is read at each start,
   * for as long as it is kept.
   */
  public synchronized void mark() {
    if (lines != null && mark != null && read && notCompared.isEmpty() && gone.isEmpty()) {
      mark.advance(lines, Instant.now(clock));
    }
  }

  private void load() throws IOException {
    if (lines == null || read) {
      return;
    }
    records.clear();
    steps.clear();
    Map<String, Long> known = mark == null ? Map.of() : mark.known(lines, Instant.now(clock));
    lines.behind(known, this::heard);
    notCompared.addAll(records.keySet());
    // The record of such a step may stand before the mark.
    notCompared.addAll(steps.keySet());
    read = true;
  }

  private void heard(Line line) {
    if (line.isStep()) {
      steps.computeIfAbsent(line.post(), id -> new HashMap<>()).put(line.step(), line.value());
      return;
    }
    last = line.at().isAfter(last) ? line.at() : last;
    @Nullable Line before = records.get(line.post());
    if (before == null || isBehind(before.attempt(), before.decisions(), line)) {
      records.put(line.post(), line);
    }
  }

  private static Path folder(BundleContext context) {
    File data = context.getDataFile("sending");
    if (data == null) {
      throw new IllegalStateException("this OSGi framework gives bundles no place on the disk");
    }
    return data.toPath();
  }
}
