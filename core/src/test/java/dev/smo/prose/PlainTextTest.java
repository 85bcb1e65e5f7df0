// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.prose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
  @Test
  void keepsWhatPeopleWrite() {
    String text = "Ünïcödé 👩‍👩‍👧 \"quoted\" <b> & שלום";
    assertEquals(text, PlainText.line(text));
  }

  @Test
  void takesOutWhatXmlCannotCarry() {
    assertEquals("abcdef", PlainText.line("a\u0000b\u0008c\uD800d\uFFFEe\uFEFF\u007Ff"));
  }

  @Test
  void takesOutTextDirections() {
    assertEquals("abc def", PlainText.line("\u202Eabc\u202C \u2066def\u2069"));
    assertEquals("abc", PlainText.lines("\u202Eabc\u202C"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u200B\u00A0", "\u3164", "\u2800", "\u00AD", "\u202E\u202C"})
  void whatNobodySeesIsEmpty(String text) {
    assertEquals("", PlainText.line(text));
    assertTrue(PlainText.isInvisible(text));
  }

  @ParameterizedTest
  @CsvSource({
    "AT&amp;T &quot;opens&quot; &#x1f3a5; here, AT&T \"opens\" \uD83C\uDFA5 here",
    "a &#8211; b, a – b",
    "How to write &amp;nbsp; and &amp;lt;br&amp;gt;, How to write &nbsp; and &lt;br&gt;",
    "&unknown; & &; &#xFFFFFFF;, &unknown; & &; &#xFFFFFFF;"
  })
  void whatIsStoredAsIfForHtmlIsDecodedOnce(String stored, String text) {
    assertEquals(text, PlainText.decoded(stored));
  }

  @Test
  void makesOneLine() {
    assertEquals("one two three", PlainText.line(" one\r\n\ttwo\u0085 \u2028three\n"));
  }
}
