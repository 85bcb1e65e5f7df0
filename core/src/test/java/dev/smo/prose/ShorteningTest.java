// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.prose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.words.TextHashtag;
import dev.smo.words.TextLink;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShorteningTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Advent 🎄#Adventskalender#Stadtmuseum",
        "🎄#Advent#Kalender#Museum",
        "Read #foohttp://example.org/x and more",
        "See https://example.org@somebody.example and more",
        "東京。#冬#春の美術館で会いましょう",
        "Ⅷ#fragfoo#bar"
      })
  void noCutMakesATagOrAnAddress(String text) {
    List<String> tags = TextHashtag.in(text).stream().map(TextHashtag::tag).toList();
    List<String> links = TextLink.in(text).stream().map(TextLink::uri).toList();
    Shortening words = new Shortening(text);
    for (int most = 0; most <= words.size(); most++) {
      String cut = words.to(most);
      for (TextHashtag tag : TextHashtag.in(cut)) {
        assertTrue(tags.contains(tag.tag()), () -> tag.tag() + " is a tag of " + cut);
      }
      for (TextLink link : TextLink.in(cut)) {
        assertTrue(links.contains(link.uri()), () -> link.uri() + " is an address of " + cut);
      }
    }
  }

  @Test
  void whatStandsBeforeTagsThatTouchIsLeft() {
    assertEquals("Advent 🎄…", new Shortening("Advent 🎄#Adventskalender#Stadtmuseum").to(20));
  }
}
