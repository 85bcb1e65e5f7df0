// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.wording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.post.TextFormat;
import org.junit.jupiter.api.Test;

class EscapingTest {
  private static final String WORDS =
      "Linz (Stadt): https://de.example.org/wiki/Linz_(Stadt) and"
          + " https://x.example/a_b?c=[1]&d=e*f~g#h (end)";

  @Test
  void noSignOfAnAddressCutsLittleTextAndNoneBecomesABackslash() {
    assertEquals(
        "Linz \\(Stadt\\): https://de.example.org/wiki/Linz_%28Stadt%29 and"
            + " https://x.example/a_b?c=%5B1%5D&d=e%2Af%7Eg#h \\(end\\)",
        Escaping.escape(WORDS, TextFormat.LITTLE_TEXT));
  }

  @Test
  void aHashtagOfLittleTextKeepsItsLowLines() {
    assertEquals(
        "snake\\_case #Winter_2026 #東京_tower, \\#\\_ \\# and #a\\*b",
        Escaping.escape(
            "snake_case #Winter_2026 #東京_tower, #_ # and #a*b", TextFormat.LITTLE_TEXT));
    assertEquals("\\#a\\_b", Escaping.escape("#a_b", TextFormat.MARKDOWN));
  }

  @Test
  void elsewhereAddressesStayAsTheyAre() {
    assertEquals(
        WORDS.replace("(Stadt):", "\\(Stadt\\):").replace("(end)", "\\(end\\)"),
        Escaping.escape(WORDS, TextFormat.MARKDOWN));
    assertEquals(WORDS, Escaping.escape(WORDS, TextFormat.PLAIN));
  }
}
