// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.post.Media;
import org.junit.jupiter.api.Test;

class CutTest {
  private static final String FAMILY = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";

  @Test
  void whatFitsStays() {
    assertEquals("We open", Cut.to(7, "We open"));
    assertEquals("", Cut.to(7, ""));
    assertEquals("", Cut.to(0, "We open"));
  }

  @Test
  void noCharacterIsCutInTwo() {
    assertEquals("We ", Cut.to(5, "We " + FAMILY));
    assertEquals("caf", Cut.to(4, "cafe\u0301"));
    assertEquals("A", Cut.to(2, "A\uD83C\uDDE9\uD83C\uDDEA"), "half a flag");
    assertEquals("We " + FAMILY, Cut.to(8, "We " + FAMILY + "!"));
  }

  @Test
  void anAddressIsWholeOrNotThereAtAll() {
    String text = "See https://www.example.org/a for more";
    assertEquals("See ", Cut.to(21, text), "of www.example.o");
    assertEquals("See https://www.example.org/a", Cut.to(29, text));
    assertEquals("", Cut.to(21, "https://www.example.org/very/long"));
  }

  @Test
  void aCharacterThatIsLongerThanAllIsCutBetweenCodePoints() {
    assertEquals("\uD83D\uDC68", Cut.to(1, FAMILY));
    assertEquals("", Cut.before(1, FAMILY));
  }

  @Test
  void noAlternativeTextEndsWithHalfACharacter() {
    Media picture = Media.of(new byte[1], "image/png", 1, 1).alt("We " + FAMILY);
    assertEquals("We ", AltText.of(picture, 5));
  }
}
