// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.schedule;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * When and how much a connection posts, as people set it.
 *
 * @param dailyCap most posts of a day; 0: as many as there are
 */
public record Rhythm(Slots slots, QuietHours quiet, int dailyCap, Optional<Budget> budget) {
  /** Names of its texts, in settings, requests and JSON. */
  public static final String SLOTS = "slots";

  public static final String QUIET_HOURS = "quietHours";
  public static final String DAILY_CAP = "dailyCap";
  public static final String MONTHLY_BUDGET = "monthlyBudget";

  /** All of them. */
  public static final Set<String> NAMES = Set.of(SLOTS, QUIET_HOURS, DAILY_CAP, MONTHLY_BUDGET);

  /** At any time, as much as there is. */
  public static final Rhythm ANY = new Rhythm(Slots.NONE, QuietHours.NONE, 0, Optional.empty());

  private static final int MOST = 100_000;

  /**
   * Reads texts by name; those that are missing or empty say nothing.
   *
   * @throws IllegalArgumentException says which is wrong and what is right
   */
  public static Rhythm of(Map<String, String> texts) {
    String budget = texts.getOrDefault(MONTHLY_BUDGET, "");
    return new Rhythm(
        Slots.parse(texts.getOrDefault(SLOTS, "")),
        QuietHours.parse(texts.getOrDefault(QUIET_HOURS, "")),
        cap(texts.getOrDefault(DAILY_CAP, "").strip()),
        budget.isBlank() ? Optional.empty() : Optional.of(Budget.parse(budget)));
  }

  private static int cap(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    int cap = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : MOST + 1;
    if (cap > MOST) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no number of posts a day. Write one such as 5, or nothing.");
    }
    return cap;
  }

  /** Its texts by name, those that say something. */
  public Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(SLOTS, slots.toString());
    texts.put(QUIET_HOURS, quiet.toString());
    texts.put(DAILY_CAP, dailyCap == 0 ? "" : String.valueOf(dailyCap));
    texts.put(MONTHLY_BUDGET, budget.map(Budget::toString).orElse(""));
    texts.values().removeIf(String::isEmpty);
    return texts;
  }
}
