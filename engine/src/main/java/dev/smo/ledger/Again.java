// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import dev.smo.ledger.PostRecord.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a post that is out is posted again: each time as an edition of its own.
 *
 * @param days so long after a post went out the next one is planned
 * @param left how many more there may be; 0: none
 * @param text template of their words; empty: as the policy says, else as before
 * @param fresh how many days ago the page may have changed last; 0: however long
 * @param by who asked; empty: the policy, which has the last word then
 */
public record Again(int days, int left, String text, int fresh, String by) {
  private static final int MOST_DAYS = 3650;
  private static final int MOST_TIMES = 100;

  /**
   * Checks what a person asks for.
   *
   * @throws IllegalArgumentException says what is wrong
   */
  public static Again asked(int days, int times, String text, int fresh, String by) {
    if (days < 1 || days > MOST_DAYS) {
      throw new IllegalArgumentException("days must be 1 to " + MOST_DAYS + ".");
    }
    if (times < 0 || times > MOST_TIMES) {
      throw new IllegalArgumentException("times must be 0 to " + MOST_TIMES + ".");
    }
    if (fresh < 0 || fresh > MOST_DAYS) {
      throw new IllegalArgumentException("fresh must be 0 to " + MOST_DAYS + " days.");
    }
    return new Again(days, times, text.strip(), fresh, by);
  }

  /** What the policy asks for. */
  public static Again byPolicy(int days, int times) {
    return new Again(Math.min(days, MOST_DAYS), Math.min(times, MOST_TIMES), "", 0, "");
  }

  /** What is to become of a post. */
  public static Again of(PostRecord post) {
    return new Again(
        post.number(Key.AGAIN_DAYS),
        post.number(Key.AGAIN_LEFT),
        post.text(Key.AGAIN_TEXT),
        post.number(Key.AGAIN_FRESH),
        post.text(Key.AGAIN_BY));
  }

  /** A copy of a record that is posted again like this, or never where nothing is left. */
  public PostRecord on(PostRecord post) {
    boolean some = days > 0 && left > 0;
    return post.with(Key.AGAIN_DAYS, some ? days : null)
        .with(Key.AGAIN_LEFT, some ? left : null)
        .with(Key.AGAIN_TEXT, some && !text.isEmpty() ? text : null)
        .with(Key.AGAIN_FRESH, some && fresh > 0 ? fresh : null)
        .with(Key.AGAIN_BY, some && !by.isEmpty() ? by : null)
        .with(Key.AGAIN_AFTER, null);
  }

  /** What is left for the next edition. */
  public Again next() {
    return new Again(days, left - 1, text, fresh, by);
  }

  /** When the next edition of a post is planned; empty: never. */
  public static Optional<Instant> at(PostRecord post) {
    if (post.awaitsReplacement()) {
      return Optional.of(post.time(Key.AGAIN_AFTER).orElse(Instant.EPOCH));
    }
    Again again = of(post);
    boolean some =
        post.state() == State.SENT
            && post.isAboutPage()
            && !post.flag(Key.RETRACT)
            && again.days() > 0
            && again.left() > 0;
    Instant after = post.time(Key.AGAIN_AFTER).orElse(Instant.EPOCH);
    return post.time(Key.SENT)
        .filter(sent -> some)
        .map(sent -> sent.plus(Duration.ofDays(again.days())))
        .map(at -> at.isAfter(after) ? at : after);
  }
}
