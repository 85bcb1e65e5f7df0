// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.prose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.fixture.Growth;
import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlTextTest {
  @Test
  void aDescriptionInHtmlBecomesPlainText() {
    assertEquals("Hello you", HtmlText.described("<p>Hello <b>you</b></p>"));
    assertEquals("one two", HtmlText.described("one<br/>two"));
  }

  @Test
  void wordsAboutHtmlStayAsTheyAre() {
    String words = "Use <b> and <i>, a < b & c > d, <3";
    assertEquals(words, HtmlText.described(words));
  }

  @Test
  void aStoredDescriptionIsDecodedOnce() {
    assertEquals("How to write <br> in HTML", HtmlText.stored("How to write &lt;br&gt; in HTML"));
    assertEquals("a </b> closes", HtmlText.stored("a &lt;/b&gt; closes"));
    assertEquals("&nbsp; is an entity", HtmlText.stored("&amp;nbsp; is an entity"));
    assertEquals(
        "How to write <br> and &nbsp;",
        HtmlText.stored("<p>How to write &lt;br&gt; and &amp;nbsp;</p>"));
    assertEquals("AT&T\nopens", HtmlText.stored("AT&amp;T\nopens"));
  }

  @Test
  void ofEndlessHtmlTheBeginningIsRead() {
    assertEquals("Hello", HtmlText.line("<p>Hello" + "<table><b>".repeat(1 << 20) + "end"));
  }

  @Test
  void namesWithoutEndAreReadInLinearTime() {
    for (String name : List.of("</a%s>", "<a%s>", "<a %s=1>", "<!doctype %s>")) {
      Growth.assertLinear(length -> name.replace("%s", "Σ".repeat(length / 2)), HtmlText::line);
    }
  }
}
