// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.prose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PlainTextTest {
  @Test
  void keepsWhatPeopleWrite() {
    String text = "Ünïcödé 👩‍👩‍👧 \"quoted\" <b> & שלום \u202eabc\u202c";
    assertEquals(text, PlainText.line(text));
  }

  @Test
  void takesOutWhatXmlCannotCarry() {
    assertEquals("abcdef", PlainText.line("a\u0000b\u0008c\uD800d\uFFFEe\uFEFF\u007Ff"));
  }

  @Test
  void makesOneLine() {
    assertEquals("one two three", PlainText.line(" one\r\n\ttwo\u0085 \u2028three\n"));
  }
}
