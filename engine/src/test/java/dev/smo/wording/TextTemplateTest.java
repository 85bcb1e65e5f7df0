// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.wording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Limits;
import dev.smo.connector.Shape;
import dev.smo.page.Author;
import dev.smo.page.Page;
import dev.smo.prose.Shortening;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTemplateTest {
  private static final String LINK = Pages.LINK.toString();
  private static final String USUAL = "{title}\n\n{description}\n\n{url}\n\n{tags}";

  private final Page.Builder page =
      Pages.page()
          .title("Winter opening hours")
          .description("From November we open at ten.")
          .tags(List.of("Museum", "Opening hours"))
          .authors(List.of(Author.named("Ada"), Author.named("Bea")));

  private String text(String template) {
    return text(template, 500);
  }

  private String text(String template, int most) {
    return TextTemplate.parse(template)
        .compose(page.build(), Pages.LINK, Pages.graphemes(most), Shape.LINK)
        .text();
  }

  @Test
  void fillsAllPlaceholders() {
    page.published(Instant.parse("2026-11-23T10:00:00Z"));
    assertEquals(
        "Winter opening hours | From November we open at ten. | #Museum #OpeningHours | Ada, Bea |"
            + " The Museum | 23 November 2026 | "
            + LINK,
        text("{title} | {description} | {tags} | {author} | {site} | {date} | {url}"));
  }

  @Test
  void writesTheDateInThePagesLanguage() {
    page.published(Instant.parse("2026-11-23T10:00:00Z")).locale(Locale.GERMANY);
    assertEquals("23. November 2026", text("{date}"));
    page.locale(Locale.FRENCH);
    assertEquals("23 novembre 2026", text("{date}"));
  }

  @Test
  void writesTheDayAsTheSiteCountsIt() {
    Page late = page.published(Instant.parse("2026-11-23T23:30:00Z")).build();
    for (String template : List.of("{date}", "{url} {date}")) {
      String text =
          TextTemplate.parse(template)
              .in(ZoneId.of("Europe/Berlin"))
              .withLink()
              .compose(late, Pages.LINK, Pages.graphemes(500), Shape.LINK)
              .text();
      assertTrue(text.contains("24 November 2026"), text);
    }
  }

  @Test
  void namesTheHashtagsInTheText() {
    Wording wording =
        TextTemplate.parse("About #art: {tags}")
            .compose(page.build(), Pages.LINK, Pages.graphemes(500), Shape.LINK);
    assertEquals("About #art: #Museum #OpeningHours", wording.text());
    assertEquals(List.of("art", "Museum", "OpeningHours"), wording.hashtags());
  }

  @Test
  void takesNoFragmentOfTheLinkForAHashtag() {
    Wording wording =
        TextTemplate.parse("{url}")
            .compose(page.build(), Pages.LINK.resolve("#hours"), Pages.graphemes(500), Shape.LINK);
    assertEquals(List.of(), wording.hashtags());
  }

  @Test
  void doubledBracesStandForThemselves() {
    assertEquals("{title} Winter opening hours }", text("{{title}} {title} }}"));
  }

  @ParameterizedTest
  @CsvSource({
    "'{titel} {url}', Unknown placeholder {titel}",
    "'{}', Unknown placeholder {}",
    "'{title', without '}' before 'title'",
    "'title}', without '{'",
    "'{url} {url}', {url} may stand only once"
  })
  void namesWhatIsWrongWithATemplate(String template, String reason) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> TextTemplate.parse(template))
            .getMessage();
    assertTrue(message.contains(reason), message);
  }

  @Test
  void namesWithoutEndAreUnknownAtOnceAndToldShort() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> TextTemplate.parse("{" + "Σ".repeat(200_000) + "}"))
            .getMessage();
    assertTrue(message.startsWith("Unknown placeholder {ΣΣΣΣΣΣΣΣΣΣ…}; there are "), message);
  }

  @Test
  void addsTheLinkToAnAuthorsOwnTextUnlessItIsThere() {
    Page built = page.build();
    assertEquals(
        "Come in!\n\n" + LINK,
        TextTemplate.parse("Come in!")
            .withLink()
            .compose(built, Pages.LINK, Pages.graphemes(99), Shape.LINK)
            .text());
    assertEquals(
        LINK + " Come in!",
        TextTemplate.parse("{url} Come in!")
            .withLink()
            .compose(built, Pages.LINK, Pages.graphemes(99), Shape.LINK)
            .text());
  }

  @Test
  void leavesNoTraceOfEmptyPlaceholders() {
    page.description("").tags(List.of()).authors(List.of());
    assertEquals("Winter opening hours\n\n" + LINK, text(USUAL));
    assertEquals("Winter opening hours " + LINK, text("{title}: {description} {url} {tags}"));
    assertEquals("Winter opening hours, The Museum", text("{title}, {author}, {site}"));
    assertEquals("Winter opening hours!", text("{title} ({author})!"));
    assertEquals("The Museum", text("{description} – {site}"));
    assertEquals("“Winter opening hours”", text("“{title}”"));
    assertEquals(LINK, text("“{author}” {url}"));
  }

  @Test
  void keepsLinkAndHashtagsApartFromTheirNeighbours() {
    assertEquals(
        "Winter opening hours " + LINK + " #Museum #OpeningHours The Museum",
        text("{title}{url}{tags}{site}"));
    assertEquals("Look (" + LINK + ").", text("Look ({url})."));
    assertEquals("Look: " + LINK + " ?x=1", text("Look:{url}?x=1"));
  }

  @Test
  void cleansTextsThatEditorsLeftDirty() {
    page.title("Cats & dogs\u00AD\u200B\u00A0A\tB\u0000\uD83D  C\u202E")
        .description("One\r\ntwo\u2028three\n\n\n\nfour &nbsp; a & b <i>");
    assertEquals(
        "Cats & dogs A B C\nOne\ntwo\nthree\n\nfour &nbsp; a & b <i>",
        text("{title}\r\n{description}"));
  }

  @Test
  void wordsAboutEntitiesStayWhatWasTyped() {
    String typed = "How to write &nbsp; and &lt;br&gt; in HTML";
    page.title(typed);
    assertEquals(typed, text("{title}"));
    assertEquals(typed, Wording.written(typed, "").text());
  }

  @Test
  void aDescriptionThatSpeaksOfHtmlIsPostedAsItIs() {
    page.description("How to write <br> and </p>");
    assertEquals("How to write <br> and </p>", text("{description}", 500));
  }

  @Test
  void bracesInTextsOfThePageAreNoPlaceholders() {
    page.title("{url} {{x}} {tags}");
    assertEquals("{url} {{x}} {tags}", text("{title}"));
  }

  @Test
  void shortensTheDescriptionFirst() {
    assertEquals(
        "Winter opening hours\n\nFrom November…\n\n" + LINK + "\n\n#Museum #OpeningHours",
        text(USUAL, 22 + 16 + LINK.length() + 2 + 21));
  }

  @Test
  void givesUpDescriptionThenHalfTheTitleThenHashtagsFromTheLastThenTheTitle() {
    page.title("An exhibition of very many things that nobody has ever seen before in one place");
    String tags = "\n\n#Museum #OpeningHours";
    assertEquals(
        "An exhibition of very many things that nobody…\n\n" + LINK + tags,
        text(USUAL, 46 + 2 + LINK.length() + tags.length()));
    assertEquals(
        "An exhibition of very many things that…\n\n" + LINK + "\n\n#Museum",
        text(USUAL, 40 + 2 + LINK.length() + 9));
    assertEquals("An exhibition…\n\n" + LINK, text(USUAL, 16 + LINK.length()));
    assertEquals(LINK, text(USUAL, LINK.length()));
  }

  @Test
  void shortensAnAuthorsOwnWordsLast() {
    page.tags(List.of("Museum"));
    String own = "Please come to see us in the snow. We have tea and biscuits. {tags} {url}";
    assertEquals("Please come to see us in the snow. We… " + LINK, text(own, 39 + LINK.length()));
  }

  @Test
  void saysThatTheLinkAloneIsTooLong() {
    String message =
        assertThrows(TextTemplate.LinkTooLongException.class, () -> text(USUAL, LINK.length() - 1))
            .getMessage();
    assertEquals("The link alone counts 36 where the network takes 35.", message);
  }

  @Test
  void decoratedLinkFitsWhereTheLinkAloneFits() {
    assertEquals(LINK, text("*** {title} >>> {url} <<< ***", LINK.length()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "see @someone.example.social now",
        "see #SomethingLong now",
        "see https://example.com/some/long now"
      })
  void neverCutsAMentionHashtagOrAddressInTwo(String description) {
    page.description(description);
    for (int most = LINK.length(); most < LINK.length() + description.length(); most++) {
      String text = text("{description} {url}", most);
      // Directly behind an address, networks take the ellipsis for a part of it.
      String dots = description.contains("://") ? " … " : "… ";
      String uncut = description.replace(" now", dots) + LINK;
      assertTrue(List.of(LINK, "see… " + LINK, uncut).contains(text), text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Visit https://example.org/very/long/address now",
        "詳しくはhttps://example.org/very/long/addressへ",
        "「https://example.org/very/long/address」をご覧ください",
        "https://example.org/very/long/address/ and much more behind it"
      })
  void noCutLeavesPartOfAnAddress(String words) {
    String address = "https://example.org/very/long/address";
    for (int most = 8; most <= words.length(); most++) {
      String cut = new Shortening(words).to(most);
      assertTrue(cut.length() <= most, cut);
      assertTrue(cut.contains(address) || !cut.contains("https"), cut);
      assertFalse(cut.matches(".*address/?…"), cut);
    }
  }

  @Test
  void cutsACaptionWhereATextWouldFit() {
    Limits limits = Limits.builder(500, String::length).maxLength(Shape.IMAGES, 45).build();
    TextTemplate template = TextTemplate.parse("{title} {description} {url}");
    String whole = template.compose(page.build(), Pages.LINK, limits, Shape.LINK).text();
    String caption = template.compose(page.build(), Pages.LINK, limits, Shape.IMAGES).text();
    assertTrue(whole.length() > 45, whole);
    assertTrue(caption.length() <= 45 && caption.endsWith(LINK), caption);
  }

  @Test
  void takesWordsThatAPersonWroteAsTheyAre() {
    Wording wording = Wording.written("  {title} #art " + LINK + "#top\n", LINK);
    assertEquals("{title} #art " + LINK + "#top", wording.text());
    assertEquals(List.of("art"), Wording.written("#art " + LINK, LINK).hashtags());
  }

  @Test
  void noFragmentOfAnyAddressIsAHashtag() {
    for (String words :
        List.of(
            LINK + "/winter.html#tickets #art",
            LINK + "#tickets #art",
            LINK + "?day=1#tickets #art",
            "https://elsewhere.example/#tickets #art",
            "(https://elsewhere.example/#tickets) #art")) {
      assertEquals(List.of("art"), Wording.written(words, LINK).hashtags(), words);
      assertEquals(List.of("art"), Wording.written(words, "").hashtags(), words);
      page.description(words);
      Wording wording =
          TextTemplate.parse("{description} {url}")
              .compose(
                  page.build(),
                  Pages.LINK,
                  Limits.builder(1000, String::length).build(),
                  Shape.TEXT);
      assertEquals(List.of("art"), wording.hashtags(), words);
    }
  }

  @Test
  void anAddressThatIsReadInPartBehindMuchWhiteSpaceIsNotThereAtAll() {
    for (int blanks = 19_940; blanks <= 19_996; blanks++) {
      String raw = "Hours" + " ".repeat(blanks) + "https://www.example.org/very/long/address";
      Page page = Pages.page().title("Winter").description(raw).build();
      String text =
          TextTemplate.parse("{description}\n\n{url}")
              .compose(page, Pages.LINK, Pages.graphemes(500), Shape.LINK)
              .text();
      String rest = text.replace("https://www.example.org/very/long/address", "");
      assertEquals("Hours\n\n" + Pages.LINK, rest.replace("Hours \n", "Hours\n"), "" + blanks);
    }
  }
}
