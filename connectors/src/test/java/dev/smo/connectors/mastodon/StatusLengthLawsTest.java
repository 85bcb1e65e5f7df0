// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.mastodon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Limits;
import dev.smo.fixture.Texts;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class StatusLengthLawsTest {
  /** Joins with nothing, which a line feed does behind a carriage return. */
  private static final String LINE = "\u2028";

  @Provide
  Arbitrary<String> texts() {
    return Texts.any(30);
  }

  @Provide
  Arbitrary<String> words() {
    return Texts.withoutAddresses(30);
  }

  @Provide
  Arbitrary<String> addresses() {
    return Arbitraries.of(
        "https://www.example.org/news/winter.html",
        "http://example.com",
        "https://example.de/a?b=c&d=%20e#f",
        "https://en.example.org/wiki/Sling_(software)");
  }

  @Property
  void wordsCountTheirCharacters(@ForAll("words") String words) {
    assertEquals(Limits.graphemes(words), StatusLength.of(words, 23));
  }

  @Property
  void anAddressCountsWhatTheInstanceSaysWhateverItsLength(
      @ForAll("words") String words,
      @ForAll("addresses") String address,
      @ForAll @IntRange(min = 1, max = 100) int reserved) {
    assertEquals(
        Limits.graphemes(words) + 1 + reserved + 1 + Limits.graphemes(words),
        StatusLength.of(words + LINE + address + LINE + words, reserved));
  }

  @Property
  void linesCountAsMuchAsTheyDoAlone(@ForAll("texts") String one, @ForAll("texts") String other) {
    assertEquals(
        StatusLength.of(one, 23) + 1 + StatusLength.of(other, 23),
        StatusLength.of(one + LINE + other, 23));
  }

  @Property
  void aLongerAddressMakesNoTextShorter(@ForAll("texts") String text) {
    assertTrue(StatusLength.of(text, 24) >= StatusLength.of(text, 23));
  }
}
