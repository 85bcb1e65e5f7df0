// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.lanes;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jetbrains.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which lanes were stopped a moment ago, on the disk of this instance: a file each, with the time
 * and the reason. Oak's segment store writes its commits to the disk only every five seconds, so a
 * kill may make it forget that somebody was told that nothing goes any more.
 */
final class NotedStops {
  private static final Logger LOG = LoggerFactory.getLogger(NotedStops.class);

  private final @Nullable Path folder;

  private NotedStops(@Nullable Path folder) {
    this.folder = folder;
  }

  /** In the data folder of a bundle. */
  static NotedStops of(BundleContext context) {
    @Nullable File data = context.getDataFile("stops");
    return new NotedStops(data == null ? null : data.toPath());
  }

  /** For a repository that forgets nothing. */
  static NotedStops none() {
    return new NotedStops(null);
  }

  /**
   * That a lane was stopped.
   *
   * @param lane its name, which is one of a file as well
   */
  record Stop(String lane, Instant at, String reason) {}

  /**
   * Notes a stop; returns when it is on the disk. Where that cannot be, the stop stands all the
   * same; only a kill within seconds forgets it.
   */
  void note(Stop stop) {
    if (folder == null) {
      return;
    }
    try {
      write(folder, stop);
    } catch (IOException e) {
      LOG.error("That {} is stopped cannot be noted on the disk", stop.lane(), e);
    }
  }

  private static void write(Path folder, Stop stop) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(stop.lane());
    String text = stop.at().toEpochMilli() + " " + stop.reason().replace('\n', ' ') + "\n";
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  void forget(String lane) {
    if (folder == null) {
      return;
    }
    try {
      Files.deleteIfExists(folder.resolve(lane));
    } catch (IOException e) {
      LOG.error("That {} was stopped cannot be taken from the disk", lane, e);
    }
  }

  /** Forgets those of before a time. */
  void sweep(Instant before) {
    all().stream().filter(stop -> stop.at().isBefore(before)).map(Stop::lane).forEach(this::forget);
  }

  /**
   * All that are noted.
   *
   * @throws UncheckedIOException the disk cannot be read, so nobody knows what is stopped
   */
  List<Stop> all() {
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    List<Stop> stops = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        read(file).ifPresent(stops::add);
      }
      return stops;
    } catch (IOException e) {
      throw new UncheckedIOException("The disk cannot be read on which stops are noted", e);
    }
  }

  /** What a crash cut short was answered to nobody. */
  private static Optional<Stop> read(Path file) throws IOException {
    String text = Files.readString(file);
    int space = text.indexOf(' ');
    return space < 1 || !text.endsWith("\n") || !text.substring(0, space).matches("\\d{1,18}")
        ? Optional.empty()
        : Optional.of(
            new Stop(
                file.getFileName().toString(),
                Instant.ofEpochMilli(Long.parseLong(text.substring(0, space))),
                text.substring(space + 1).strip()));
  }
}
