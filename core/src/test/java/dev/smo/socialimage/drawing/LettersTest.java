// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.font.TextLayout;
import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which letters are drawn, in which fonts, which way. */
class LettersTest {
  private static Typefaces faces(String language) {
    return Typefaces.bundled(Locale.forLanguageTag(language), "");
  }

  private static void assume(String letter, UnicodeScript script) {
    assumeTrue(InstalledFonts.get().with(letter, script, true).isPresent(), "no font here");
  }

  @Test
  void latinGreekAndCyrillicNeedNoFontOfTheServer() {
    List<Typefaces.Run> runs =
        faces("en").runs("Füße, œuvre, Łódź, Việt Nam, Ελλάδα, Музей – 2026 €", true);
    assertEquals(1, runs.size());
    assertEquals("Noto Sans Bold", runs.get(0).font().getFontName(Locale.ROOT));
  }

  @Test
  void whatNoFontHasIsLeftOutWithoutAGap() {
    assertEquals("Sun and sea", faces("en").drawable("Sun \ue123 and \udbff\udffd sea"));
  }

  @Test
  void flagsAndControlsOfDirectionAreNotDrawn() {
    assertEquals(
        "Norge abc", faces("no").drawable("Norge \ud83c\uddf3\ud83c\uddf4 \u202eabc\u202c"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
        "\ud83c\udff3\ufe0f\u200d\ud83c\udf08",
        "\u26d3\ufe0f\u200d\ud83d\udca5",
        "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f"
      })
  void whatWouldBeDrawnAsSomethingElseIsLeftOut(String emoji) {
    assertEquals("Sun sea", faces("en").drawable("Sun " + emoji + " sea"));
  }

  @Test
  void lettersThatAJoinerShapesKeepIt() {
    assertEquals("\u0915\u094d\u200d\u0937", Graphemes.drawable("\u0915\u094d\u200d\u0937"));
  }

  @Test
  void anEmojiIsDrawnAsAnOutlineWithoutItsSkin() {
    String thumb = "\ud83d\udc4d";
    assume(thumb, UnicodeScript.COMMON);
    String drawn = faces("en").drawable("Good " + thumb + "\ud83c\udffd\ufe0f");
    assertEquals("Good " + thumb, drawn);
    TextLayout line = new Text(faces("en"), Direction.LEFT_TO_RIGHT).line(thumb, true, 50);
    assertTrue(line.getBounds().getWidth() > 20, "an outline, not nothing");
  }

  @ParameterizedTest
  @CsvSource({"ja,JP", "zh-CN,SC", "zh-TW,TC", "zh-Hant,TC", "ko,KR", "en,SC"})
  void chineseCharactersTakeTheFormOfTheirCountry(String language, String country) {
    List<Typefaces.Run> runs = faces(language).runs("直", true);
    assumeTrue(!runs.isEmpty() && runs.get(0).font().getFamily(Locale.ROOT).contains("CJK"));
    assertEquals("Noto Sans CJK " + country, runs.get(0).font().getFamily(Locale.ROOT));
  }

  @Test
  void aWordInAnotherScriptIsARunOfItsOwn() {
    assume("م", UnicodeScript.ARABIC);
    List<Typefaces.Run> runs = faces("ar").runs("متحف Winter", true);
    assertEquals(List.of("متحف", " Winter"), runs.stream().map(Typefaces.Run::text).toList());
    assertNotEquals(runs.get(0).font(), runs.get(1).font());
  }

  @Test
  void arabicLettersAreJoined() {
    assume("م", UnicodeScript.ARABIC);
    Text text = new Text(faces("ar"), Direction.RIGHT_TO_LEFT);
    double apart = text.width("ل") + text.width("ا");
    assertTrue(text.width("لا") < apart * 0.8, "lam and alef are one sign");
  }

  @ParameterizedTest
  @CsvSource({
    "en,Winter,LEFT_TO_RIGHT",
    "ar,متحف Winter,RIGHT_TO_LEFT",
    "en,שלום,RIGHT_TO_LEFT",
    "he,Winter בנמל,RIGHT_TO_LEFT",
    "he,Winter,LEFT_TO_RIGHT",
    "en,Winter בנמל,LEFT_TO_RIGHT",
    "fa,2026,RIGHT_TO_LEFT"
  })
  void aTitleIsReadTheWayItsFirstLetterIs(String language, String title, Direction direction) {
    assertEquals(direction, Direction.of(title, Locale.forLanguageTag(language)));
  }
}
