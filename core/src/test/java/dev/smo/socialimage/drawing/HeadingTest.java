// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Every character is half as wide as it is high. */
class HeadingTest {
  private static final LineBreaker.Ruler RULER = text -> text.length() / 2d;
  private static final Heading.Box BOX = new Heading.Box(1000, 400);
  private static final Heading.Scale SCALE = new Heading.Scale(100, 40, 6);

  private static Heading fit(String title) {
    return Heading.fit(new LineBreaker(title, Locale.ENGLISH, RULER), RULER, BOX, SCALE, 1.2);
  }

  @Test
  void isAsLargeAsCanBeWhereThereIsRoom() {
    assertEquals(100, fit("Winter opening hours").size());
  }

  @Test
  void getsSmallerWithLength() {
    double before = 101;
    for (int words = 8; words < 40; words += 8) {
      Heading heading = fit("winter ".repeat(words).strip());
      assertTrue(heading.size() < before, words + " words: " + heading);
      assertTrue(heading.lines().size() * heading.size() * 1.2 <= BOX.height(), heading.toString());
      before = heading.size();
    }
  }

  @Test
  void endsInAnEllipsisWhereEvenTheSmallestIsTooLarge() {
    Heading heading = fit("winter ".repeat(200).strip());
    assertEquals(SCALE.smallest(), heading.size());
    assertEquals(6, heading.lines().size());
    assertTrue(heading.lines().get(5).endsWith("winter\u2026"), heading.toString());
  }

  @Test
  void breaksAWordThatIsLongerThanAnyLineAndLosesNothingOfIt() {
    String word = "abcdefghij".repeat(8);
    Heading heading = fit(word);
    assertEquals(word, String.join("", heading.lines()).replace("-", ""));
    assertTrue(heading.size() > SCALE.smallest(), heading.toString());
  }
}
