// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Remembers on this instance's own disk which posts were being sent. Oak's segment store writes its
 * commits to the disk only every five seconds, so after a {@code kill -9} the ledger may have
 * forgotten that a post went out; this has not.
 */
@Component(service = Journal.class)
public class Journal {
  private static final String STEPS = ".steps";

  private final Path folder;

  @Activate
  public Journal(BundleContext context) {
    this(folder(context));
  }

  public Journal(Path folder) {
    this.folder = folder;
  }

  /**
   * An attempt that was begun.
   *
   * @param started when the first attempt of the post began
   * @param attempt 1 for the first
   */
  public record Entry(Instant started, int attempt) {}

  /**
   * Notes an attempt; returns when it is on the disk.
   *
   * @return false where that attempt, or a later one, is noted already: it stays, and the attempt
   *     must not be made
   */
  synchronized boolean begin(String post, Entry entry) throws IOException {
    Files.createDirectories(folder);
    if (find(post).filter(noted -> noted.attempt() >= entry.attempt()).isPresent()) {
      return false;
    }
    Path written = folder.resolve(post + ".new");
    synced(
        written,
        entry.started() + " " + entry.attempt(),
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
    Files.move(written, folder.resolve(post), StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  /** Notes that a step of an attempt is done; returns when it is on the disk. */
  void step(String post, String step, String value) throws IOException {
    Files.createDirectories(folder);
    // A line that a crash or a full disk cut short lacks its end, and is passed over. The next one
    // begins with the line break, so that it is not lost with it.
    String encoded = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    synced(
        folder.resolve(post + STEPS),
        "\n" + step + " " + encoded + " .",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** The steps that were done here for a post. */
  Map<String, String> steps(String post) throws IOException {
    Map<String, String> steps = new HashMap<>();
    try {
      for (String line : Files.readAllLines(folder.resolve(post + STEPS))) {
        String[] parts = line.split(" ");
        if (parts.length == 3 && parts[2].equals(".")) {
          steps.put(
              parts[0], new String(Base64.getDecoder().decode(parts[1]), StandardCharsets.UTF_8));
        }
      }
    } catch (NoSuchFileException e) {
      return Map.of();
    }
    return steps;
  }

  private static void synced(Path path, String text, OpenOption... how) throws IOException {
    try (FileChannel file = FileChannel.open(path, how)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(true);
    }
  }

  /** The last attempt that was begun here for a post. */
  Optional<Entry> find(String post) throws IOException {
    try {
      String[] line = Files.readString(folder.resolve(post)).split(" ", 2);
      return Optional.of(new Entry(Instant.parse(line[0]), Integer.parseInt(line[1])));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Forgets attempts before a time, which the repository has long since written to its disk. */
  void sweep(Instant before) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (Files.getLastModifiedTime(entry).toInstant().isBefore(before)) {
          Files.deleteIfExists(entry);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the journal of deliveries cannot be swept", e);
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
