// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every character is 1 wide. */
class LineBreakerTest {
  private static final LineBreaker.Ruler RULER = text -> Graphemes.of(text).size();

  private static LineBreaker breaker(String language, String text) {
    return new LineBreaker(text, Locale.forLanguageTag(language), RULER);
  }

  @Test
  void breaksBetweenWords() {
    assertEquals(
        Optional.of(List.of("Winter opening", "hours")),
        breaker("en", "Winter opening hours").lines(15));
  }

  @Test
  void refusesAWordThatIsTooLong() {
    assertEquals(Optional.empty(), breaker("en", "Winter opening hours").lines(6));
  }

  @Test
  void leavesNoWordAloneWhereLinesCanBeEven() {
    LineBreaker title = breaker("de", "Morgens am Kai, und niemand ist wach");
    assertEquals(
        List.of("Morgens am Kai, und", "niemand ist wach"),
        title.lines(32).map(lines -> title.even(lines.size(), 32)).orElseThrow());
  }

  @Test
  void breaksALongWordAtItsSoftHyphensWithAHyphen() {
    LineBreaker title = breaker("de", "Kraft\u00ADfahrzeug\u00ADhaft\u00ADpflicht");
    assertEquals(Optional.of(List.of("Kraftfahrzeug-", "haftpflicht")), title.lines(14));
    assertEquals(Optional.of(List.of("Kraftfahrzeughaftpflicht")), title.lines(24));
  }

  @Test
  void breaksAWordOnlyBetweenWhatReadersTakeForCharacters() {
    String family = "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67";
    assertEquals(
        List.of("ab" + family, "e\u0301" + family + "c"),
        breaker("en", "ab" + family + "e\u0301" + family + "c").forced(4));
  }

  @Test
  void breaksAWordThatIsTooLongWithHyphensAndInPartsOfOneLength() {
    assertEquals(
        List.of("Donaud-", "ampfsc-", "hifffa-", "hrt"),
        breaker("de", "Donaudampfschifffahrt").forced(7));
  }

  @Test
  void writesNoHyphenIntoChineseWordsOrBetweenDigits() {
    assertEquals(List.of("港口博物", "馆"), breaker("zh", "港口博物馆").forced(4));
    assertEquals(List.of("123", "456"), breaker("en", "123456").forced(4));
  }

  @Test
  void cutsBetweenWordsUnlessThatLosesHalfOfTheLine() {
    assertEquals(
        List.of("one two…"), breaker("en", "x").atMost(1, List.of("one two three", ""), 11));
    assertEquals(
        List.of("a Donaudam…"), breaker("en", "x").atMost(1, List.of("a Donaudampf", ""), 11));
    assertEquals(List.of("one two…"), breaker("en", "x").atMost(1, List.of("one two-", ""), 9));
  }

  @Test
  void endsInAnEllipsisAfterAWholeCharacter() {
    LineBreaker title = breaker("en", "one two thre\u0301e four");
    assertEquals(List.of("one two", "thre\u0301e\u2026"), title.atMost(2, title.forced(7), 7));
  }

  @Test
  void writesNoCommaBeforeAnEllipsis() {
    LineBreaker title = breaker("en", "one, two three");
    assertEquals(List.of("one\u2026"), title.atMost(1, title.forced(4), 4));
  }

  @Test
  void breaksKoreanAtSpaces() {
    assertEquals(
        Optional.of(List.of("항구 박물관", "겨울 전시회가")), breaker("ko", "항구 박물관 겨울 전시회가").lines(8));
  }

  @Test
  void beginsNoJapaneseLineWithAFullStop() {
    List<String> lines = breaker("ja", "冬の特別展を開催します。入場は無料").lines(11).orElseThrow();
    assertEquals(2, lines.size());
    assertTrue(lines.stream().noneMatch(line -> line.startsWith("。")), lines.toString());
  }

  @Test
  void breaksThaiBetweenWordsThoughTheyHaveNoSpaces() {
    List<String> lines = breaker("en", "พิพิธภัณฑ์ท่าเรือเปิดนิทรรศการ").lines(14).orElseThrow();
    assertTrue(
        lines.get(0).equals("พิพิธภัณฑ์") || lines.get(0).startsWith("พิพิธภัณฑ์ท่า"),
        lines.toString());
    assertEquals("พิพิธภัณฑ์ท่าเรือเปิดนิทรรศการ", String.join("", lines));
  }
}
