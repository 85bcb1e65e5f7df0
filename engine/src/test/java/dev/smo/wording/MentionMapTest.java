// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.wording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Limits;
import dev.smo.connector.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MentionMapTest {
  private static final String[] SITE = {
    "mastodon.Museum=@museum@mastodon.example",
    "mastodon.City Museum = @city@mastodon.example",
    "bluesky.Museum=@museum.example",
    "bluesky-en.Museum=@museum-en.example",
    "x.Dr. Who=@drwho",
    "museum",
    "mastodon.Nobody=nobody",
  };

  private static MentionMap on(String... keys) {
    return MentionMap.of(SITE, List.of(keys));
  }

  private static String composed(String template, String title, Limits limits, MentionMap map) {
    return ThreadTemplate.parse(template)
        .mentioning(map)
        .compose(Pages.page().title(title).build(), Pages.LINK, limits, Shape.LINK)
        .get(0)
        .text();
  }

  @Test
  void eachNetworkHasItsOwnAccountAndTheOthersKeepTheName() {
    String words = "The Museum opens.";
    assertEquals("The @museum@mastodon.example opens.", on("m1", "mastodon").in(words, ""));
    assertEquals("The @museum.example opens.", on("b1", "bluesky").in(words, ""));
    assertEquals("The @museum-en.example opens.", on("bluesky-en", "bluesky").in(words, ""));
    assertEquals(words, on("linkedin", "linkedin").in(words, ""));
    assertEquals("@drwho is here", on("x", "x").in("Dr. Who is here", ""));
  }

  @Test
  void aLongerNameGoesBeforeOneWithinItAlsoOverALineBreak() {
    assertEquals(
        "@city@mastodon.example and @museum@mastodon.example",
        on("mastodon").in("City\nMuseum and Museum", ""));
  }

  @Test
  void aNameIsMentionedBesideOneWhoseAccountBeginsLikeItsOwn() {
    String[] lines = {"x.City=@city", "x.City Hall=@cityhall", "x.Anna=@anna.example"};
    MentionMap map = MentionMap.of(lines, List.of("x"));
    assertEquals("@cityhall opens. The @city pays.", map.in("City Hall opens. The City pays.", ""));
    assertEquals("@city.example and @city", map.in("@city.example and City", ""));
    assertEquals("@city. The City pays.", map.in("@city. The City pays.", ""));
  }

  @Test
  void nobodyIsMentionedTwice() {
    assertEquals(
        "@museum.example: a day at the Museum",
        on("bluesky").in("Museum: a day at the Museum", ""));
    assertEquals(
        "Hello @museum.example, dear Museum",
        on("bluesky").in("Hello @museum.example, dear Museum", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Museums",
        "museum",
        "the Eco-Museum",
        "Museum-Shop",
        "#Museum",
        "#BigMuseum",
        "@Museum",
        "Museum@example.org",
        "Museum.org",
        "www.Museum.example",
        "https://example.org/a(Museum)",
        "https://example.org/?q=Museum",
        "日本Museum館",
        "Muse\u0301um",
        "Museum\u0301",
        "Museum_2",
        "L'Museum",
      })
  void aNameWithinAnotherWordOrAnAddressIsNone(String words) {
    assertEquals(words, on("bluesky").in(words, ""));
  }

  @ParameterizedTest
  @CsvSource({
    "(Museum), (@museum.example)",
    "“Museum”, “@museum.example”",
    "Museum., @museum.example.",
    "Museum: open, @museum.example: open",
    "Museum's, @museum.example's",
    "Museum’s, @museum.example’s",
    "See https://example.org/Museum of the Museum!, See https://example.org/Museum of the"
        + " @museum.example!",
    "Museums of the Museum, Museums of the @museum.example",
  })
  void punctuationAroundANameIsNoPartOfIt(String words, String said) {
    assertEquals(said, on("bluesky").in(words, ""));
  }

  @Test
  void theLinkStaysToTheLetterAlsoWhereNobodyWouldSeeAnAddressInIt() {
    assertEquals(
        "http://cms/a?(Museum) of @museum.example",
        on("bluesky").in("http://cms/a?(Museum) of Museum", "http://cms/a?(Museum)"));
  }

  @Test
  void namesThatPiecesOfATemplateMakeOneWordOfAreNone() {
    Limits limits = Pages.graphemes(200);
    assertTrue(composed("{title} {url}", "Museum", limits, on("bluesky")).startsWith("@museum."));
    assertTrue(composed("#{title} {url}", "Museum", limits, on("bluesky")).startsWith("#Museum "));
    assertTrue(composed("{title}s {url}", "Museum", limits, on("bluesky")).startsWith("Museums "));
  }

  @Test
  void mentionsCountAndNoneIsCut() {
    String link = Pages.LINK.toString();
    String title = "Everybody comes to the Museum";
    int room = ("Everybody comes to the @museum.example " + link).length();
    assertEquals(
        "Everybody comes to the @museum.example " + link,
        composed("{title} {url}", title, Pages.graphemes(room), on("bluesky")));
    assertEquals(
        "Everybody comes to the… " + link,
        composed("{title} {url}", title, Pages.graphemes(room - 1), on("bluesky")));
  }

  @Test
  void whatIsNoMentionIsToldApart() {
    for (String right : new String[] {SITE[0], SITE[1], SITE[4], "x.E=mc²=@einstein"}) {
      assertTrue(MentionMap.mayBe(right), right);
    }
    for (String wrong :
        new String[] {SITE[5], SITE[6], "x.=@a", ".A=@a", "x.A=@", "x.A=@a b", "x.A=@a@b@c"}) {
      assertFalse(MentionMap.mayBe(wrong), wrong);
    }
  }
}
