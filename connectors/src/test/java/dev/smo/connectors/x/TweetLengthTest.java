// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.x;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.twitter.twittertext.TwitterTextParser;
import java.util.List;
import java.util.Random;
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

  @Test
  void neverCountsLessThanTwitterText() {
    long seed = Long.getLong("smo.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < Integer.getInteger("smo.rounds", 20_000); round++) {
      StringBuilder text = new StringBuilder();
      for (int piece = random.nextInt(8); piece >= 0; piece--) {
        text.append(
            random.nextInt(4) == 0
                ? Character.toString(point(random))
                : PIECES.get(random.nextInt(PIECES.size())));
        text.append(random.nextInt(3) == 0 ? " " : "");
      }
      String words = text.toString();
      assertTrue(
          TweetLength.of(words) >= theirs(words),
          () ->
              "seed %d: %d < %d: %s"
                  .formatted(
                      seed,
                      TweetLength.of(words),
                      theirs(words),
                      words.codePoints().mapToObj(p -> "%x".formatted(p)).toList() + words));
    }
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

  private static int point(Random random) {
    int point = random.nextInt(random.nextBoolean() ? 0x3000 : 0x1FBFF);
    return Character.isSurrogate((char) point) && point < 0x10000 ? 'x' : Math.max(1, point);
  }

  @Test
  void countsLongHostileWordsInNoTime() {
    String dots =
        "a.com".repeat(20_000) + " https://" + "a.".repeat(20_000) + "com/" + "(".repeat(9_000);
    assertTrue(TweetLength.of(dots) > 100_000);
  }
}
