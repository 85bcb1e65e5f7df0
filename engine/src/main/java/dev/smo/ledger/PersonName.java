// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import dev.smo.ledger.PostRecord.Key;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Where the names of people stand in a record, and how they are taken out. */
final class PersonName {
  /** What stands in the place of a name. */
  static final String ERASED = "erased";

  /** Values that may hold a name. */
  static final Set<Key> HOLDERS =
      EnumSet.of(
          Key.WISHED_BY,
          Key.CHANGED_BY,
          Key.DECIDED_BY,
          Key.AGAIN_BY,
          Key.AUTHORS,
          Key.NEXT_BY,
          Key.OWNERS,
          Key.WORDS_BY,
          Key.HISTORY,
          Key.REASON);

  private PersonName() {}

  /** A value of a record, or of what was packed of it, without the name. */
  static Object erased(Key key, Object value, String person) {
    if (value instanceof String text) {
      return erased(key, text, person);
    }
    if (value instanceof String[] texts) {
      return Arrays.stream(texts).map(text -> erased(key, text, person)).toArray(String[]::new);
    }
    return value instanceof List<?> texts
        ? texts.stream().map(text -> erased(key, String.valueOf(text), person)).toList()
        : value;
  }

  /**
   * A name stands alone; in a line of a history, where {@link Decision} has it; or in a reason,
   * such as "approved by ada", "rejected by ada: too long" or "cancelled by ada, but".
   */
  private static String erased(Key key, String text, String person) {
    if (text.equals(person)) {
      return ERASED;
    }
    if (key == Key.HISTORY) {
      Decision decision = Decision.parse(text);
      return decision.who().equals(person)
          // What they said of it is theirs as well.
          ? new Decision(decision.at(), ERASED, decision.what(), decision.revision()).line()
          : text;
    }
    String by = " by " + person;
    int because = text.indexOf(by + ": ");
    if (because >= 0) {
      return text.substring(0, because) + " by " + ERASED;
    }
    String within = text.replace(by + ", ", " by " + ERASED + ", ");
    return within.endsWith(by)
        ? within.substring(0, within.length() - person.length()) + ERASED
        : within;
  }
}
