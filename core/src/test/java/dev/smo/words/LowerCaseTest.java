// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.words;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.fixture.Growth;
import java.util.List;
import org.junit.jupiter.api.Test;

class LowerCaseTest {
  @Test
  void spellingsOfOneWordAreEqual() {
    assertEquals(LowerCase.of("οδος"), LowerCase.of("ΟΔΟΣ"));
    assertEquals("straße", LowerCase.of("Straße"));
    assertEquals("ο δρόμος", LowerCase.shown("Ο ΔΡΌΜΟΣ"), "what is shown has its final sigma");
    assertEquals(LowerCase.folded("STRASSE"), LowerCase.folded("Straße"));
    assertEquals(LowerCase.folded("ΟΔΟΣ"), LowerCase.folded("οδος"));
  }

  @Test
  void wordsWithoutEndTakeLinearTime() {
    for (String letters : List.of("Σ", "aΣ", "Σ.", "ς")) {
      Growth.assertLinear(
          length -> letters.repeat(length / letters.length()),
          text -> {
            LowerCase.of(text);
            LowerCase.shown(text);
            LowerCase.folded(text);
          });
    }
  }

  @Test
  void wordsInHtmlStayAsTheyAre() {
    for (String html :
        List.of(
            "<p title='ΟΔΟΣ'>ΟΔΟΣ ΣΙΝΑ",
            "ΣΣΣ ".repeat(1000),
            "<p>",
            "<p>この式では合計を表す記号Σを使い、すべての値を足し合わせてから平均を求めます。",
            "<a href='https://museum.example/ΔΙΑΔΗΛΩΣΗ-ΣΤΗΝ-ΠΛΑΤΕΙΑ-ΣΥΝΤΑΓΜΑΤΟΣ.html'>")) {
      assertEquals(html, LowerCase.ofNames(html));
    }
  }
}
