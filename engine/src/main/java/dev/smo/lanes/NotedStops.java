// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.lanes;

import java.io.File;
import java.io.IOException;
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

/**
 * Which lanes were stopped a moment ago, on the disk of this instance: a file each, with the time
 * and the reason. Oak's segment store writes its commits to the disk only every five seconds, so a
 * kill may make it forget that somebody was told that nothing goes any more.
 */
final class NotedStops {
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

  /** That a lane was stopped. */
  record Stop(String lane, Instant at, String reason) {}

  /** Notes a stop; returns when it is on the disk. */
  void note(Stop stop) throws IOException {
    @Nullable Path file = file(stop.lane());
    if (file == null) {
      return;
    }
    Files.createDirectories(file.getParent());
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

  void forget(String lane) throws IOException {
    @Nullable Path file = file(lane);
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }

  List<Stop> all() throws IOException {
    List<Stop> stops = new ArrayList<>();
    if (folder == null || !Files.isDirectory(folder)) {
      return stops;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        read(file).ifPresent(stops::add);
      }
    }
    return stops;
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

  /** The name of a lane is one of a file. */
  private @Nullable Path file(String lane) {
    return folder == null ? null : folder.resolve(lane);
  }
}
