// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.meta;

import dev.smo.connector.Progress;
import dev.smo.connectors.Part;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The container of a part: what a network makes of words and pictures before it is published. Kept
 * as progress, so that an attempt goes on with that of the one before.
 */
public record Container(Progress progress, Part part) {
  /** What is not published within a day is forgotten. */
  private static final Duration KEPT = Duration.ofHours(23);

  private static final int MOST_EARLY = 5;

  /** Its id, as long as the network has it. */
  public Optional<String> id(Instant now) {
    return fresh(progress.of("container-" + part.number()).orElse(""), now);
  }

  /** The id of a container in what was kept of it. */
  public static Optional<String> fresh(String kept, Instant now) {
    String[] parts = kept.split(" ", 2);
    return parts.length == 2
            && Instant.ofEpochSecond(Long.parseLong(parts[1])).plus(KEPT).isAfter(now)
        ? Optional.of(parts[0])
        : Optional.empty();
  }

  public static String kept(String id, Instant now) {
    return id + " " + now.getEpochSecond();
  }

  public void keep(String id, Instant now) throws IOException {
    progress.done("container-" + part.number(), kept(id, now));
  }

  /** Lets the next attempt make another one. */
  public void forget() throws IOException {
    progress.done("container-" + part.number(), "");
  }

  /**
   * Notes that it was not ready though the network said so; after some times another one is made.
   */
  public void early() throws IOException {
    int times = 1 + progress.of("early-" + part.number()).map(Integer::parseInt).orElse(0);
    progress.done("early-" + part.number(), String.valueOf(times % MOST_EARLY));
    if (times == MOST_EARLY) {
      forget();
    }
  }

  /** Id of the post, once it is published. */
  public Optional<String> published() {
    return progress.of("published-" + part.number());
  }

  public void published(String post) throws IOException {
    progress.done("published-" + part.number(), post);
  }
}
