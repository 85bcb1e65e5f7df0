// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.twitter.twittertext.Extractor;
import dev.smo.fixture.Texts;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
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
        "#a\uFE0F#b",
        "#\uFE0F\u20E3",
        "#a://b"
      })
  void whatTwitterTextTakesForNoTagIsNone(String text) {
    assertEquals(List.of(), tags(text));
    assertEquals(List.of(), new Extractor().extractHashtags(text));
  }

  @Provide
  Arbitrary<String> mixtures() {
    return Arbitraries.of(
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
            "²")
        .list()
        .ofMinSize(1)
        .ofMaxSize(9)
        .map(pieces -> String.join("", pieces));
  }

  @Property(tries = 20_000, seed = Texts.SEED)
  void takesEachTagThatTwitterTextTakesButThoseBehindASlash(@ForAll("mixtures") String text) {
    List<String> theirs =
        new Extractor()
            .extractHashtagsWithIndices(text).stream()
                .filter(tag -> tag.getStart() == 0 || text.charAt(tag.getStart() - 1) != '/')
                .map(Extractor.Entity::getValue)
                .filter(tag -> tag.codePoints().anyMatch(Character::isLetter))
                .toList();
    assertEquals(theirs, tags(text));
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
