// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import dev.smo.ledger.JournalRecord.DamagedException;
import dev.smo.ledger.PostRecord.Key;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jetbrains.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the {@link Journal}: one a day (UTC), to which lines are only ever added. A line is
 * either {@code R post attempt decisions millis record .}, a record as it was then, or {@code S
 * post step millis value .}; records and values are in Base64. A line that a crash or a full disk
 * cut short lacks its end, and is passed over, as is one that is damaged otherwise; the next one
 * begins with the line break, so that it is not lost with it.
 */
final class JournalLines {
  private static final Logger LOG = LoggerFactory.getLogger(JournalLines.class);
  static final String ENDING = ".log";

  /** Names the files, as they are, from their first to their last line. */
  private static final String ID = "id";

  private final Path folder;

  JournalLines(Path folder) {
    this.folder = folder;
  }

  /**
   * What a line says.
   *
   * @param attempt number of the last attempt; 0 before the first
   * @param decisions how many lines the history of the record had
   * @param step name of a step; empty where it is a record
   * @param value what was noted with the step
   * @param file where the line is; null where it is in none yet
   * @param start where it begins there, in bytes
   * @param length how long it is, in bytes
   */
  record Line(
      String post,
      int attempt,
      int decisions,
      Instant at,
      String step,
      String value,
      @Nullable Path file,
      long start,
      int length) {

    static Line of(PostRecord post) {
      int decisions = post.texts(Key.HISTORY).size();
      return new Line(post.id(), post.attempt(), decisions, Instant.EPOCH, "", "", null, 0, 0);
    }

    boolean isStep() {
      return !step.isEmpty();
    }
  }

  /** Adds a record as it is. */
  Line record(PostRecord post, Instant now) throws IOException {
    Line line = Line.of(post);
    String text =
        String.join(
            " ",
            "R",
            post.id(),
            String.valueOf(line.attempt()),
            String.valueOf(line.decisions()),
            String.valueOf(now.toEpochMilli()),
            encoded(JournalRecord.json(post)),
            ".");
    Path file = file(now);
    long start = add(file, text);
    return new Line(
        post.id(), line.attempt(), line.decisions(), now, "", "", file, start, text.length());
  }

  /** Adds a step. */
  void step(String post, String step, String value, Instant now) throws IOException {
    String at = String.valueOf(now.toEpochMilli());
    add(file(now), String.join(" ", "S", post, step, at, encoded(value), "."));
  }

  /**
   * The record that a line holds; empty where the line is damaged, or its file is gone.
   *
   * @throws IOException the disk cannot be read
   */
  Optional<PostRecord> read(Line line) throws IOException {
    if (line.file() == null) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.allocate(line.length());
    try (FileChannel file = FileChannel.open(line.file(), StandardOpenOption.READ)) {
      file.position(line.start());
      while (bytes.hasRemaining() && file.read(bytes) >= 0) {
        continue;
      }
    } catch (NoSuchFileException e) {
      LOG.error("What was noted of post {} is gone with {}", line.post(), line.file());
      return Optional.empty();
    }
    String[] parts = new String(bytes.array(), StandardCharsets.US_ASCII).split(" ");
    if (parts.length == 7 && parts[1].equals(line.post())) {
      try {
        return Optional.of(JournalRecord.parse(line.post(), decoded(parts[5])));
      } catch (IllegalArgumentException | DamagedException e) {
        LOG.debug("the damage", e);
      }
    }
    LOG.error("The line at {} of {} is damaged", line.start(), line.file());
    return Optional.empty();
  }

  /**
   * What tells these files from those that were in the folder before, or are in a copy of it that
   * somebody puts back; another one after {@link #renew}.
   */
  String id() throws IOException {
    Path file = folder.resolve(ID);
    // A crash may leave it empty.
    return Files.exists(file) && Files.size(file) > 0
        ? Files.readString(file, StandardCharsets.ISO_8859_1)
        : renew();
  }

  /** These files are no longer those that they were. */
  String renew() throws IOException {
    String id = UUID.randomUUID().toString();
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(ID), id, StandardCharsets.ISO_8859_1);
    return id;
  }

  /** How long each file is, in bytes, by its name. */
  Map<String, Long> lengths() throws IOException {
    Map<String, Long> lengths = new HashMap<>();
    for (Path file : files()) {
      lengths.put(file.getFileName().toString(), Files.size(file));
    }
    return lengths;
  }

  /** All lines of all days, the first first. */
  void all(Consumer<Line> heard) throws IOException {
    behind(Map.of(), heard);
  }

  /** The lines that stand behind what is known of each file, the first first. */
  void behind(Map<String, Long> known, Consumer<Line> heard) throws IOException {
    for (Path file : files()) {
      long start = known.getOrDefault(file.getFileName().toString(), 0L);
      if (start < Files.size(file)) {
        read(file, start, heard);
      }
    }
  }

  private static void read(Path file, long from, Consumer<Line> heard) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.position(from);
      BufferedReader text =
          new BufferedReader(Channels.newReader(channel, StandardCharsets.ISO_8859_1));
      long start = from;
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        @Nullable Line parsed = parsed(line, file, start);
        if (parsed != null) {
          heard.accept(parsed);
        }
        start += line.length() + 1;
      }
    }
  }

  /** Null for what is none: whatever befell one line takes no other with it. */
  private static @Nullable Line parsed(String line, Path file, long start) {
    try {
      return understood(line, file, start);
    } catch (IllegalArgumentException e) {
      LOG.error("The line at {} of {} is damaged, and passed over", start, file);
      return null;
    }
  }

  private static @Nullable Line understood(String line, Path file, long start) {
    String[] parts = line.split(" ");
    if (parts.length == 0 || !parts[parts.length - 1].equals(".")) {
      return null;
    }
    if (parts[0].equals("R") && parts.length == 7) {
      int attempt = Integer.parseInt(parts[2]);
      int decisions = Integer.parseInt(parts[3]);
      return new Line(
          parts[1], attempt, decisions, at(parts[4]), "", "", file, start, line.length());
    }
    return parts[0].equals("S") && parts.length == 6
        ? new Line(parts[1], 0, 0, at(parts[3]), parts[2], decoded(parts[4]), file, start, 0)
        : null;
  }

  private static Instant at(String millis) {
    return Instant.ofEpochMilli(Long.parseLong(millis));
  }

  /** Deletes the files of days before a time. */
  void sweep(Instant before) {
    try {
      String first = file(before).getFileName().toString();
      for (Path file : files()) {
        if (file.getFileName().toString().compareTo(first) < 0) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The journal of posts cannot be swept", e);
    }
  }

  /** Whether nothing is missing of what is known of the days that are not swept before a time. */
  boolean has(Map<String, Long> known, Instant swept) throws IOException {
    String first = file(swept).getFileName().toString();
    Map<String, Long> there = lengths();
    return known.entrySet().stream()
        .filter(one -> one.getKey().compareTo(first) >= 0)
        .allMatch(one -> there.getOrDefault(one.getKey(), 0L) >= one.getValue());
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    }
  }

  private Path file(Instant now) {
    return folder.resolve(LocalDate.ofInstant(now, ZoneOffset.UTC) + ENDING);
  }

  /** Gives where the text begins. */
  private long add(Path path, String text) throws IOException {
    Files.createDirectories(folder);
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      long end = file.size();
      ByteBuffer bytes = ByteBuffer.wrap(("\n" + text).getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(true);
      return end + 1;
    }
  }

  private static String encoded(String value) {
    return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String value) {
    return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
  }
}
