// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Limits;
import dev.smo.fixture.Texts;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ThreadsLengthLawsTest {
  @Provide
  Arbitrary<String> texts() {
    return Texts.any(30);
  }

  @Provide
  Arbitrary<String> emoji() {
    return Arbitraries.of("🚀", "👍🏽", "👩‍🚀", "👨‍👩‍👧‍👦", "🏳️‍🌈", "🇩🇪", "1️⃣", "❤️")
        .list()
        .ofMaxSize(30)
        .map(all -> String.join("", all));
  }

  @Property
  void noTextCountsLessThanItsCharactersOrMoreThanItsBytes(@ForAll("texts") String text) {
    int length = ThreadsLength.of(text);
    assertTrue(length >= Limits.graphemes(text), "fewer than its characters");
    assertTrue(length >= text.codePointCount(0, text.length()), "fewer than its code points");
    assertTrue(length <= bytes(text), "more than its bytes");
  }

  @Property
  void linesCountAsMuchAsTheyDoAlone(@ForAll("texts") String one, @ForAll("texts") String other) {
    assertEquals(
        ThreadsLength.of(one) + 1 + ThreadsLength.of(other),
        ThreadsLength.of(one + "\u2028" + other));
  }

  @Property
  void emojiCountTheirBytes(@ForAll("emoji") String emoji) {
    assertEquals(bytes(emoji), ThreadsLength.of(emoji));
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
