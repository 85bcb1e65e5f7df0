// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.wording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.smo.connector.Limits;
import dev.smo.connector.Shape;
import java.util.List;
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
}
