// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.meta;

import dev.smo.connector.Progress;
import dev.smo.connectors.Part;
import dev.smo.post.Media;
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
  private static final int TRIES = 3;

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

  /**
   * Notes that the network could not make it, and lets the next attempt make another one: a site
   * may be slow for a moment, and then Meta has not loaded a picture.
   */
  public void broken() throws IOException {
    progress.done("broken-" + part.number(), String.valueOf(tries() + 1));
    for (Media picture : part.post().images()) {
      if (progress.ofUpload(part.number(), picture).isPresent()) {
        progress.uploadDone(part.number(), picture, "");
      }
    }
    forget();
  }

  private int tries() {
    return progress.of("broken-" + part.number()).map(Integer::parseInt).orElse(0);
  }

  /** Whether another one that cannot be made is the end, or the words go out without pictures. */
  public boolean isLastTry() {
    return tries() >= TRIES - 1;
  }

  /** Lets a person who asks for it begin anew. */
  public void begin() throws IOException {
    progress.done("broken-" + part.number(), "0");
  }

  /** Id of the post, once it is published. */
  public Optional<String> published() {
    return progress.of("published-" + part.number());
  }

  public void published(String post) throws IOException {
    progress.done("published-" + part.number(), post);
  }
}
