// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.goals;

import dev.smo.repository.Keys;
import dev.smo.results.Measured;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;

/**
 * A goal or a campaign as it is kept: texts by name. Immutable.
 *
 * @param id 2 to 40 small letters, digits and hyphens
 */
public record Plan(String id, Map<String, String> values) {
  private static final int LENGTH = 16;

  /** A value; empty where there is none. */
  String text(String name) {
    return values.getOrDefault(name, "");
  }

  /**
   * Its first day.
   *
   * @throws java.time.DateTimeException it is none
   */
  LocalDate from() {
    return LocalDate.parse(text("from"));
  }

  /** Its last day; throws as the first does. */
  LocalDate to() {
    return LocalDate.parse(text("to"));
  }

  /** By whose clock days begin; throws as they do. */
  ZoneId zone() {
    return ZoneId.of(text("zone"));
  }

  /** The day on which a post went out. */
  LocalDate day(Measured post) {
    return post.facts().sent().atZone(zone()).toLocalDate();
  }

  /** Names what it says, so that whoever read it can say what was read. */
  String revision() {
    return Keys.hash(new TreeMap<>(values).toString()).substring(0, LENGTH);
  }
}
