// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.mastodon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.fixture.CountedText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusLengthTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|''",
        "5|hello",
        "23|https://example.org/",
        "23|https://example.org/a-very-long-path-that-would-count-a-lot-more?with=query",
        "26|'(https://example.org/).'",
        "47|https://a.example/ https://b.example/",
        "16|http://localhost",
        "4|@cms",
        "4|@cms@mastodon.example",
        "7|Hi @cms@mastodon.example",
        "15|cms@example.org",
        "1|e\u0301",
        "1|\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66",
        "1|\uD83C\uDDE9\uD83C\uDDEA",
        "4|ﷺﷺﷺﷺ",
        "12|https://...a",
        "23|HTTPS://Example.ORG/Path",
        "23|https://en.example.org/wiki/Sling_(software)",
        "25|「https://example.org/z」",
        "26|https://example.org/?x=\"a\"",
        "13|https://.....",
        "11|https://a..",
        "25|https://a.b..",
        "26|https://a.b???",
        "24|https://a.b/?",
        "23|https://a.b/,https://c.d/",
        "31|https://https://a.b/https://c.d/",
        "8|@a.b.-c_@d.e-f.g",
        "7|@a.b.@d",
        "5|@a@@b",
        "4|@a@b@c"
      })
  void countsAsMastodonDoes(int length, String text) {
    assertEquals(length, StatusLength.of(text, 23), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"@", "@a", "@a.", "@a@", "@a.a@", ".", "https://", "https://.", "https://a.", "/"})
  void countingTakesWorkAsTheTextIsLong(String repeated) {
    for (String start : new String[] {"", "@", "@a@", "https://", "https://a.b?"}) {
      CountedText.assertLinear(
          length -> start + repeated.repeat(length / repeated.length()),
          text -> {
            int unused = StatusLength.of(text, 23);
          });
      CountedText.assertLinear(
          length -> start + repeated.repeat(length / repeated.length()),
          text -> {
            String unused = StatusLength.localNames(text);
          });
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8 << 10, 64 << 10, 1 << 20})
  void aLongNameTakesNoStack(int length) {
    String name = "@" + "a.".repeat(length / 2) + "a";
    assertEquals(name.length(), StatusLength.of(name, 23));
    assertEquals(name.length(), StatusLength.of(name + "@" + name.substring(1), 23));
  }

  @Test
  void aTagThatDoesNotEndIsReadOnce() {
    CountedText.assertLinear("<a "::repeat, StatusFinder::shown);
    CountedText.assertLinear("<"::repeat, StatusFinder::shown);
    assertEquals("a < b c", StatusFinder.shown("<p>a < b&nbsp; <i>c</i></p>"));
  }

  @Test
  void anInstanceThatCountsAnAddressAbsurdlyIsCountedWithAndNotWrittenOut() {
    String three = "https://a.example https://b.example https://c.example";
    assertEquals(Integer.MAX_VALUE, StatusLength.of(three, Integer.MAX_VALUE));
    assertEquals(5, StatusLength.of(three, -1));
  }

  @ParameterizedTest
  @CsvSource({
    "https://www.example.org/a,https://example.org/a/",
    "https://example.org/a?utm_source=x&b=1&utm_campaign=y,https://EXAMPLE.org:443/a?b=1",
    "http://example.org/a#part,https://example.org/a?fbclid=1"
  })
  void takesAddressesOfOnePageForTheSame(String one, String other) {
    assertTrue(StatusLinks.same(one, other));
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.org/a,https://example.org/b",
    "https://example.org/a?id=1,https://example.org/a?id=2",
    "https://example.org/a,https://example.com/a",
    "https://example.org:8443/a,https://example.org/a"
  })
  void doesNotTakeOtherPagesForTheSame(String one, String other) {
    assertFalse(StatusLinks.same(one, other));
  }
}
