// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.schedule;

import dev.smo.words.LowerCase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/**
 * When a post goes, as somebody said it: {@code now}, {@code after 90 minutes}, {@code 2027-01-31
 * 9:00}, {@code next free slot}. A rule, and no instant: what it comes to hangs on when the page is
 * published, and on the clock on the wall.
 */
public sealed interface When {
  /** As soon as the page is public. */
  When NOW = new Now();

  /** At the next slot of the connection that no other post has. */
  When NEXT_FREE_SLOT = new NextFreeSlot();

  /** At once. */
  record Now() implements When {
    @Override
    public String toString() {
      return "now";
    }
  }

  /** So long after the publication of the page. */
  record After(Duration delay) implements When {
    @Override
    public String toString() {
      return "after " + delay.toMinutes() + " minutes";
    }
  }

  /** When the clock on the wall of the site shows a time. */
  record Local(LocalDateTime time) implements When {
    @Override
    public String toString() {
      return WRITTEN.format(time);
    }
  }

  /** When the clock on the wall of a zone of its own shows a time. */
  record Zoned(ZonedDateTime time) implements When {
    @Override
    public String toString() {
      return time.toString();
    }
  }

  /** In the connection's next slot that is free. */
  record NextFreeSlot() implements When {
    @Override
    public String toString() {
      return SLOT;
    }
  }

  /**
   * The instant that it names, whatever it is about; empty where that hangs on more.
   *
   * @param zone whose clock on the wall counts where none is named
   */
  default Optional<Instant> at(ZoneId zone) {
    if (this instanceof Local local) {
      return Optional.of(local.time().atZone(zone).toInstant());
    }
    return this instanceof Zoned zoned ? Optional.of(zoned.time().toInstant()) : Optional.empty();
  }

  /** How {@link #NEXT_FREE_SLOT} is written. */
  String SLOT = "next free slot";

  /** So many characters no time has. */
  int LONGEST = 100;

  /** No post is older. */
  int FIRST_YEAR = 1970;

  /** No later one: the repository keeps years of four digits, and quiet hours come on top. */
  int LAST_YEAR = 9000;

  /** How {@link Local} is written. */
  DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  /**
   * Reads what {@code toString} writes, and what people write.
   *
   * @throws IllegalArgumentException says what is right
   */
  static When parse(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("A time has at most " + LONGEST + " characters.");
    }
    String said = text.strip().replaceAll("\\s+", " ");
    String lower = LowerCase.of(said);
    if (lower.equals("now")) {
      return NOW;
    }
    if (lower.equals(SLOT) || lower.equals("slot")) {
      return NEXT_FREE_SLOT;
    }
    Optional<When> found =
        after(lower).or(() -> local(said)).or(() -> zoned(said)).filter(When::canBeKept);
    return found.orElseThrow(
        () ->
            new IllegalArgumentException(
                "\""
                    + said
                    + "\" says no time. Write now, after 90 minutes, after 2 hours, after 3 days,"
                    + " 2027-01-31 9:00, 2027-01-31T09:00:00+01:00, or next free slot."));
  }

  /** The repository keeps times of four-digit years only. */
  private static boolean canBeKept(When when) {
    int year =
        when instanceof Local local
            ? local.time().getYear()
            : when instanceof Zoned zoned ? zoned.time().getYear() : FIRST_YEAR;
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  }

  private static Optional<When> after(String said) {
    String[] words = said.split(" ");
    if (words.length != 3 || !words[0].equals("after") || !words[1].matches("[0-9]{1,6}")) {
      return Optional.empty();
    }
    long many = Long.parseLong(words[1]);
    Duration delay =
        switch (words[2]) {
          case "minute", "minutes", "min" -> Duration.ofMinutes(many);
          case "hour", "hours", "h" -> Duration.ofHours(many);
          case "day", "days", "d" -> Duration.ofDays(many);
          default -> Duration.ofSeconds(-1);
        };
    return delay.isNegative() ? Optional.empty() : Optional.of(new After(delay));
  }

  private static Optional<When> local(String said) {
    DateTimeFormatter read =
        DateTimeFormatter.ofPattern("uuuu-MM-dd['T'][ ]H:mm[:ss]", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
    try {
      return Optional.of(new Local(LocalDateTime.parse(said, read)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<When> zoned(String said) {
    try {
      return Optional.of(new Zoned(ZonedDateTime.parse(said)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
