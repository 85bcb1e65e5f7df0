// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.twitter.twittertext.Extractor;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextHashtagTest {
  private static List<String> tags(String text) {
    return TextHashtag.in(text).stream().map(TextHashtag::tag).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "＃東京, 東京",
    "#می\u200Cخواهم, می\u200Cخواهم",
    "#צה״ל, צה״ל",
    "#צ׳ק, צ׳ק",
    "'#צה\"ל', צה",
    "#בית־ספר, בית־ספר",
    "foo#Winter beside #Winter, Winter",
    "(#news), news",
    "#1st, 1st",
    "#a_b!, a_b",
    "https://example.org/a#top #news, news",
    "https://example.org/ #top, top"
  })
  void readsAsTwitterTextDoes(String text, String tag) {
    assertEquals(List.of(tag), tags(text));
    assertEquals(List.of(tag), new Extractor().extractHashtags(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#https://x",
        "#https://x.example/",
        "#1",
        "#",
        "##",
        "a#b",
        "&#b",
        "#a#b",
        "#\uFE0F\u20E3",
        "#a://b"
      })
  void whatTwitterTextTakesForNoTagIsNone(String text) {
    assertEquals(List.of(), tags(text));
    assertEquals(List.of(), new Extractor().extractHashtags(text));
  }

  @Test
  void takesEachTagThatTwitterTextTakesButThoseBehindASlash() {
    List<String> pieces =
        List.of(
            "#",
            "＃",
            "a",
            "Winter",
            "東京",
            "1",
            "_",
            " ",
            "&",
            "/",
            "://",
            ".",
            "!",
            "é",
            "e\u0301",
            "\u200C",
            "·",
            "・",
            "״",
            "\uFE0F",
            "\u20E3",
            "\n",
            "@",
            "(",
            "\uD83D\uDC4D",
            "²");
    Random random = new Random(20261129);
    Extractor oracle = new Extractor();
    for (int round = 0; round < 20_000; round++) {
      String text =
          random
              .ints(random.nextInt(1, 10), 0, pieces.size())
              .mapToObj(pieces::get)
              .collect(Collectors.joining());
      List<String> theirs =
          oracle.extractHashtagsWithIndices(text).stream()
              .filter(tag -> tag.getStart() == 0 || text.charAt(tag.getStart() - 1) != '/')
              .map(Extractor.Entity::getValue)
              .filter(tag -> tag.codePoints().anyMatch(Character::isLetter))
              .toList();
      assertEquals(theirs, tags(text), text);
    }
  }

  @Test
  void aTagIsWhereItSays() {
    String text = "see #one, ＃two";
    for (TextHashtag tag : TextHashtag.in(text)) {
      assertTrue("#＃".indexOf(text.charAt(tag.start())) >= 0);
      assertEquals(tag.tag(), text.substring(tag.start() + 1, tag.end()));
    }
  }
}
