// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.x;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.twitter.twittertext.TwitterTextParser;
import dev.smo.fixture.Texts;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TweetLengthTest {
  private static final List<String> PIECES =
      List.of(
          "Winter",
          "ä",
          "e\u0301",
          "日本",
          "한국어",
          "العربية",
          "👍🏽",
          "👩‍🚀",
          "👨‍👩‍👧‍👦",
          "🇩🇪",
          "1️⃣",
          "❤️",
          "🚀",
          "https://www.example.org/news/winter.html",
          "http://example.com",
          "https://t.co/abc",
          "https://example.de/a?b=c&d=%20e#f",
          "https://exämple.org/x",
          "example.com",
          "node.js",
          "a.co",
          "@cms",
          "#news",
          "$ABC",
          "me@example.com",
          "…",
          "—",
          "’",
          "(",
          ")",
          ".",
          ",",
          "!",
          "/",
          "-",
          "_",
          "?",
          "=",
          ":",
          "https://",
          "https://localhost:8080/x",
          "http://a.b.c.museum/",
          "\u200d",
          "\ufe0f",
          "\u202e",
          "\u0300",
          "中国.中国",
          "x.中国",
          "https://example.com:80/x(y)z",
          "https://user@example.org",
          "https://example.orgé/long/path/that/goes/on/and/on/for/long");

  private static int theirs(String text) {
    return TwitterTextParser.parseTweet(text).weightedLength;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Winter opening hours",
        "Öffnungszeiten – über Weihnachten “neu”…",
        "日本語のニュース",
        "e\u0301a\u0308",
        "👍🏽 👩‍🚀 👨‍👩‍👧‍👦 🇩🇪 1️⃣ ❤️ 🚀 ☃️",
        "News https://www.example.org/news/winter.html #news",
        "News (https://www.example.org/a/b_c-d?e=f&g=%C3%A4#h), more.",
        "http://example.com https://a.b.example.de/x/ https://example.co.uk",
        "An end https://www.example.org/news/winter.html.",
        "An address without its end https://www.example.org.",
        "a line\nhttps://www.example.org/x\nmore",
        "https://www.example.org/=?a=b",
        "https://www.example.org?a=b/c?d=e"
      })
  void countsOrdinaryWordsAsTwitterTextDoes(String text) {
    assertEquals(theirs(text), TweetLength.of(text));
  }

  @Provide
  Arbitrary<String> mixtures() {
    return Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.of(PIECES)),
            Tuple.of(1, Arbitraries.of(" ")),
            Tuple.of(1, Texts.any(1)))
        .list()
        .ofMaxSize(10)
        .map(pieces -> String.join("", pieces));
  }

  @Property(tries = 20_000)
  void neverCountsLessThanTwitterText(@ForAll("mixtures") String words) {
    assertTrue(
        TweetLength.of(words) >= theirs(words),
        () -> TweetLength.of(words) + " < " + theirs(words));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://www.example.org/=:?https://example.de/a?b=c",
        "http://a.b.c.museum//\u0300" + "1\ufe0f\u20e3"
      })
  void countsNoLessWhereAnAddressEndsInDoubt(String text) {
    assertTrue(TweetLength.of(text) >= theirs(text), text);
  }

  @Test
  void countsLongHostileWordsInNoTime() {
    String dots =
        "a.com".repeat(20_000) + " https://" + "a.".repeat(20_000) + "com/" + "(".repeat(9_000);
    assertTrue(TweetLength.of(dots) > 100_000);
  }
}
