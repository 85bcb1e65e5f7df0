// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColorsTest {
  @Test
  void contrastIsThatOfWcag() {
    assertEquals(21, Contrast.of(Color.BLACK, Color.WHITE), 1e-9);
    assertEquals(4.54, Contrast.of(new Color(0x767676), Color.WHITE), 0.01);
  }

  @Test
  void colorsAreTakenAsThePolicySaysThem() {
    Colors colors = Colors.of("#123", "#445566", "fff", "#FCA311");
    assertEquals(new Color(0x112233), colors.background());
    assertEquals(new Color(0x445566), colors.end());
    assertEquals(Color.WHITE, colors.text());
  }

  @ParameterizedTest
  @CsvSource({"#ffff00,#ffffff,#000000", "#202020,#333333,#ffffff", "#777,#808080,#000000"})
  void textThatCouldNotBeReadIsReplaced(String background, String text, String instead) {
    assertEquals(Color.decode(instead), Colors.of(background, "", text, "").text());
  }

  @Test
  void whatIsNoColourIsTheUsualOne() {
    assertEquals(Colors.of("", "", "", ""), Colors.of("red", "url(x)", "#12345", "\n#fff\nx"));
  }

  @Test
  void aFocalPointOfManySpacesIsNotLookedAt() {
    assertEquals(new Focus(0.2, 0.8), Focus.of("0.2" + " ".repeat(50) + "0.8"));
    assertEquals(Focus.USUAL, Focus.of("0.2" + " ".repeat(5000) + "0.8"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.2,0.8|0.2|0.8",
        "20%, 80%|0.2|0.8",
        "1 0|1|0",
        "1.5,0|0.5|0.3333",
        "x|0.5|0.3333"
      })
  void aFocalPointIsAShareOfThePicture(String text, double x, double y) {
    Focus focus = Focus.of(text);
    assertEquals(x, focus.x(), 1e-4);
    assertEquals(y, focus.y(), 1e-4);
  }
}
