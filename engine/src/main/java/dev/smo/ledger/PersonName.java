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
          Key.OWNERS,
          Key.HISTORY,
          Key.REASON);

  private PersonName() {}

  /** A value of a record, or of what was packed of it, without the name. */
  static Object erased(Object value, String person) {
    if (value instanceof String text) {
      return erased(text, person);
    }
    if (value instanceof String[] texts) {
      return Arrays.stream(texts).map(text -> erased(text, person)).toArray(String[]::new);
    }
    return value instanceof List<?> texts
        ? texts.stream().map(text -> erased(text, person)).toList()
        : value;
  }

  /**
   * A name stands alone, or ends a line: of a history, or of a reason such as "approved by ada".
   */
  private static String erased(String text, String person) {
    if (text.equals(person)) {
      return ERASED;
    }
    return text.endsWith(" " + person)
        ? text.substring(0, text.length() - person.length()) + ERASED
        : text;
  }
}
