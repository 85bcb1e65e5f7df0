// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.prose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HtmlTextTest {
  @Test
  void ofEndlessHtmlTheBeginningIsRead() {
    assertEquals("Hello", HtmlText.line("<p>Hello" + "<table><b>".repeat(1 << 20) + "end"));
  }
}
