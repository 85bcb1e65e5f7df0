// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.threads;

import dev.smo.connector.Progress;
import dev.smo.connectors.Part;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The container of a part: what Threads makes of words and pictures before it is published. Kept as
 * progress, so that an attempt goes on with that of the one before.
 */
record Container(Progress progress, Part part) {
  /** Threads forgets what is not published within a day. */
  private static final Duration KEPT = Duration.ofHours(23);

  private static final int MOST_EARLY = 5;

  /** Its id, as long as Threads has it. */
  Optional<String> id(Instant now) {
    return fresh(progress.of("container-" + part.number()).orElse(""), now);
  }

  /** The id of a container in what was kept of it. */
  static Optional<String> fresh(String kept, Instant now) {
    String[] parts = kept.split(" ", 2);
    return parts.length == 2
            && Instant.ofEpochSecond(Long.parseLong(parts[1])).plus(KEPT).isAfter(now)
        ? Optional.of(parts[0])
        : Optional.empty();
  }

  static String kept(String id, Instant now) {
    return id + " " + now.getEpochSecond();
  }

  void keep(String id, Instant now) throws IOException {
    progress.done("container-" + part.number(), kept(id, now));
  }

  /** Lets the next attempt make another one. */
  void forget() throws IOException {
    progress.done("container-" + part.number(), "");
  }

  /** Notes that it was not ready though Threads said so; after some times another one is made. */
  void early() throws IOException {
    int times = 1 + progress.of("early-" + part.number()).map(Integer::parseInt).orElse(0);
    progress.done("early-" + part.number(), String.valueOf(times % MOST_EARLY));
    if (times == MOST_EARLY) {
      forget();
    }
  }

  /** Id of the post, once it is published. */
  Optional<String> published() {
    return progress.of("published-" + part.number());
  }

  void published(String post) throws IOException {
    progress.done("published-" + part.number(), post);
  }
}
