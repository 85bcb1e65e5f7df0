// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.repository.Repository;
import java.time.Duration;
import java.time.Instant;
import java.util.Calendar;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
import org.jetbrains.annotations.Nullable;

/** How long it takes to go round everything; kept beside how far a round has come. */
final class RoundTime {
  private static final String BEGAN = "began";
  private static final String SECONDS = "took";

  private RoundTime() {}

  /**
   * Notes a stretch of a round.
   *
   * @param values of the node that keeps how far the round has come
   * @param began when the stretch did
   * @param isFirst whether the round begins with it
   * @param isLast whether it ends with it
   */
  static void note(
      Map<String, Object> values, Instant began, Instant now, boolean isFirst, boolean isLast) {
    Instant start = began;
    if (!isFirst && values.get(BEGAN) instanceof Calendar kept) {
      start = kept.toInstant();
    }
    if (isLast) {
      values.remove(BEGAN);
      values.put(SECONDS, Duration.between(start, now).toSeconds());
    } else if (isFirst) {
      values.put(BEGAN, Repository.calendar(start));
    }
  }

  /** How long the round takes that is under way, or the last one took, whichever is longer. */
  static Optional<Duration> of(Repository repository, String node, Instant now) {
    return repository.read(
        resolver -> {
          @Nullable Resource kept = resolver.getResource(node);
          Optional<Duration> last =
              Optional.ofNullable(kept)
                  .map(there -> there.getValueMap().get(SECONDS, Long.class))
                  .map(Duration::ofSeconds);
          Optional<Duration> present =
              Repository.time(kept, BEGAN).map(began -> Duration.between(began, now));
          return Stream.of(last, present).flatMap(Optional::stream).max(Comparator.naturalOrder());
        });
  }
}
