// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.wording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Limits;
import dev.smo.connector.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThreadTemplateTest {
  private static List<String> compose(String template, Limits limits) {
    return ThreadTemplate.parse(template)
        .compose(
            Pages.page().title("Open all winter").description("Come in.").build(),
            Pages.LINK,
            limits,
            Shape.LINK)
        .stream()
        .map(Wording::text)
        .toList();
  }

  @Test
  void aLineOfThreeHyphensDividesTheParts() {
    assertEquals(
        List.of("Open all winter\n\n" + Pages.LINK, "Come in.", "Tea --- and cake"),
        compose("{title}\n---\n{description}\r\n --- \r\nTea --- and cake", Pages.graphemes(200)));
  }

  @Test
  void theLinkStandsWhereAPartHasAPlaceForIt() {
    assertEquals(
        List.of("Open all winter", "Read on: " + Pages.LINK),
        compose("{title}\n---\nRead on: {url}", Pages.graphemes(200)));
    assertThrows(IllegalArgumentException.class, () -> ThreadTemplate.parse("{url}\n---\n{url}"));
  }

  @Test
  void eachPartIsFittedByItself() {
    String link = Pages.LINK.toString();
    List<String> parts = compose("{url}\n---\n" + "word ".repeat(40), Pages.graphemes(60));
    assertEquals(link, parts.get(0));
    assertEquals("word ".repeat(11) + "word…", parts.get(1));
  }

  @Test
  void partsThatNothingIsLeftOfAreLeftOut() {
    assertEquals(
        List.of("Open all winter\n\n" + Pages.LINK),
        compose("---\n{title}\n---\n{author}\n---\n", Pages.graphemes(200)));
  }

  @Test
  void theLinkStandsBelowTheFirstPartThatHasWords() {
    assertEquals(
        List.of("Open all winter\n\n" + Pages.LINK, "Come in."),
        compose("{author}\n---\n{title}\n---\n{description}", Pages.graphemes(200)));
  }

  @Test
  void whatComesFirstIsFittedAsTheFirst() {
    Limits limits =
        Limits.builder(200, Limits::graphemes)
            .images(List.of("image/jpeg"), 1_000_000, 2000)
            .maxLength(Shape.IMAGES, 20)
            .build();
    String words = "{author}\n---\n" + "word ".repeat(10) + "\n---\n{url}";
    List<Wording> parts =
        ThreadTemplate.parse(words).compose(Pages.page().build(), Pages.LINK, limits, Shape.IMAGES);
    assertEquals("word word word word…", parts.get(0).text());
    assertEquals(2, parts.size());
  }

  @Test
  void aNetworkThatTakesNoPostWithoutAPictureHasNoThreads() {
    Limits.Builder limits =
        Limits.builder(200, Limits::graphemes)
            .images(List.of("image/jpeg"), 1_000_000, 2000)
            .maxThread(5);
    assertEquals(5, ThreadTemplate.most(limits.build()));
    assertEquals(1, ThreadTemplate.most(limits.onlyWithPicture().build()));
  }

  @Test
  void aTemplateHasNoMoreInItThanAPostMayHave() {
    for (Map.Entry<String, String> refused :
        Map.of(
                "{title} ".repeat(4), "{title} may stand at most 3 times",
                "{title}{tags}\n---\n".repeat(16), "more than 30 placeholders",
                "a\n---\n".repeat(101), "more than 100 parts",
                "a".repeat(100_001), "more than 100000 characters")
            .entrySet()) {
      var refusal =
          assertThrows(
              IllegalArgumentException.class, () -> ThreadTemplate.parse(refused.getKey()));
      assertTrue(
          String.valueOf(refusal.getMessage()).contains(refused.getValue()), refusal::toString);
    }
    assertEquals(15, ThreadTemplate.parse("{title}{tags}\n---\n".repeat(15)).size());
  }

  @Test
  void whatAPageSaysWithoutEndIsCutOnceAtAWord() {
    String endless = "word ".repeat(100_000);
    String text =
        ThreadTemplate.parse("{title}")
            .compose(
                Pages.page().title(endless).build(),
                Pages.LINK,
                Pages.graphemes(50_000),
                Shape.TEXT)
            .get(0)
            .text();
    assertTrue(text.startsWith("word word") && text.contains("word…"), text);
    assertTrue(text.length() <= PageFacts.LONGEST + Pages.LINK.toString().length() + 2, text);
  }
}
