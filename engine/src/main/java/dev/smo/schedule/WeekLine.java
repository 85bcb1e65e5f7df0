// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.schedule;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One line of a weekly rule: days, and what is to be on each of them. Days come first, and are all
 * where none is named.
 *
 * @param rest what stands behind the days, word by word
 */
record WeekLine(Set<DayOfWeek> days, List<String> rest) {
  private static final int LONGEST = 10_000;
  private static final String DAILY = "daily";
  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter READ = DateTimeFormatter.ofPattern("H:mm", Locale.ROOT);

  /**
   * Reads lines that are divided by semicolons or line breaks; words, by commas or blanks.
   *
   * @throws IllegalArgumentException says which word is wrong
   */
  static List<WeekLine> parse(String text) {
    mustBeReadable(text);
    return Arrays.stream(text.replace('–', '-').split("[;\n\r]"))
        .filter(line -> !line.isBlank())
        .map(WeekLine::line)
        .toList();
  }

  /**
   * Refuses what could not be read again: a rule is longer where all its days are written than
   * where a person wrote it.
   *
   * @throws IllegalArgumentException says so
   */
  static void mustBeReadable(String written) {
    if (written.length() > LONGEST) {
      throw new IllegalArgumentException(
          "A rule for times of the week has at most " + LONGEST + " characters.");
    }
  }

  private static WeekLine line(String line) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    List<String> rest = new ArrayList<>();
    for (String word : line.replace(',', ' ').strip().split("\\s+")) {
      if (word.isEmpty() || word.equalsIgnoreCase("and")) {
        continue;
      }
      if (!Character.isLetter(word.charAt(0))) {
        rest.add(word);
      } else if (rest.isEmpty()) {
        days.addAll(days(word));
      } else {
        throw new IllegalArgumentException(
            "Days come before times, and a semicolon before other days: " + line.strip());
      }
    }
    return new WeekLine(days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days, rest);
  }

  private static Set<DayOfWeek> days(String word) {
    if (word.equalsIgnoreCase(DAILY)) {
      return EnumSet.allOf(DayOfWeek.class);
    }
    int dash = word.indexOf('-');
    DayOfWeek first = day(dash < 0 ? word : word.substring(0, dash), word);
    DayOfWeek last = dash < 0 ? first : day(word.substring(dash + 1), word);
    Set<DayOfWeek> days = EnumSet.of(first);
    for (DayOfWeek day = first; day != last; day = day.plus(1)) {
      days.add(day.plus(1));
    }
    return days;
  }

  private static DayOfWeek day(String name, String word) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (name.equalsIgnoreCase(shown(day)) || name.equalsIgnoreCase(day.name())) {
        return day;
      }
    }
    throw new IllegalArgumentException(
        "There is no day \""
            + word
            + "\". Write Mon, Tue, Wed, Thu, Fri, Sat, Sun, Mon-Fri or daily.");
  }

  /**
   * A time of the day.
   *
   * @throws IllegalArgumentException it is none
   */
  static LocalTime time(String word) {
    try {
      return LocalTime.parse(word, READ);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "\"" + word + "\" is no time of the day. Write hours and minutes, such as 9:15 or 21:30.",
          e);
    }
  }

  static String shown(LocalTime time) {
    return WRITTEN.format(time);
  }

  private static String shown(DayOfWeek day) {
    String name = day.name();
    return name.charAt(0) + name.substring(1, 3).toLowerCase(Locale.ROOT);
  }

  /** Days as they are read again. */
  static String shown(Collection<DayOfWeek> days) {
    return days.size() == DayOfWeek.values().length
        ? DAILY
        : days.stream().sorted().map(WeekLine::shown).collect(Collectors.joining(", "));
  }
}
