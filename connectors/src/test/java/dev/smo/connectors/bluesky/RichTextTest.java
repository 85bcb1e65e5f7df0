// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Limits;
import dev.smo.fixture.Texts;
import dev.smo.post.Post;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RichTextTest {
  static final List<String> NASTY =
      List.of(
          "a",
          " ",
          "\n",
          "ß",
          "e\u0301",
          "Z\u0351\u036B\u0343",
          "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66",
          "\uD83D\uDC4D\uD83C\uDFFD",
          "\uD83C\uDDE9\uD83C\uDDEA",
          "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F",
          "שלום",
          "مرحبا",
          "\u202Eabc\u202C",
          "한국",
          "\u1112\u1161\u11AB",
          "漢字",
          "นี้",
          "1\uFE0F\u20E3",
          "\u200D",
          "\u0915\u094D\u0937",
          "\uFE0F",
          "#news",
          "#ünïcode",
          "https://www.example.org/",
          "(https://example.org/a?b=c&d=%C3%A4).");

  private static final String LINK =
      "https://www.example.org/news/2026/a-long-title-of-a-page.html?utm_source=bluesky";

  private static Post post(String text, String... tags) {
    return Post.builder(text).link(URI.create(LINK)).hashtags(Arrays.asList(tags)).build();
  }

  /** The texts that facets point to, in order, each with what it stands for. */
  private static List<String> pointed(RichText rich) {
    byte[] bytes = rich.text().getBytes(StandardCharsets.UTF_8);
    List<String> pointed = new ArrayList<>();
    int last = 0;
    for (JsonNode facet : rich.facets()) {
      int start = facet.path("index").path("byteStart").asInt();
      int end = facet.path("index").path("byteEnd").asInt();
      assertTrue(start >= last && end > start && end <= bytes.length, facet.toString());
      last = end;
      JsonNode feature = facet.path("features").path(0);
      String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
      String named = feature.path("tag").asText(feature.path("did").asText());
      pointed.add(text + " -> " + feature.path("uri").asText(named));
    }
    return pointed;
  }

  @Test
  void showsAShortLinkThatLeadsToTheWholeAddress() {
    RichText rich = RichText.of(post("Grüße \uD83D\uDC4D " + LINK + " #news", "news"));
    assertEquals("Grüße \uD83D\uDC4D www.example.org/news/2026/a-long-t… #news", rich.text());
    assertEquals(
        List.of("www.example.org/news/2026/a-long-t… -> " + LINK, "#news -> news"), pointed(rich));
  }

  @Test
  void countsWhatIsShown() {
    assertEquals("www.example.org/news/2026/a-long-t…".length(), RichText.length(LINK));
  }

  @Test
  void countsTenBytesAsOneWhereGraphemesAreHeavy() {
    String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66";
    assertEquals(25 * 10, RichText.length(family.repeat(100)));
  }

  @Test
  void leavesPunctuationBehindALinkOutOfIt() {
    RichText rich = RichText.of(Post.builder("See (https://example.org/a), or not.").build());
    assertEquals("See (example.org/a), or not.", rich.text());
    assertEquals(List.of("example.org/a -> https://example.org/a"), pointed(rich));
  }

  @Test
  void linksThePageEvenWhereItsAddressEndsOddly() {
    URI odd = URI.create("https://example.org/a_(b)");
    RichText rich = RichText.of(Post.builder("Read " + odd + ".").link(odd).build());
    assertEquals("Read example.org/a_(b).", rich.text());
    assertEquals(List.of("example.org/a_(b) -> " + odd), pointed(rich));
  }

  @Test
  void tagsWholeWordsOnlyAndNothingInsideALink() {
    RichText rich =
        RichText.of(
            Post.builder("#news #newsroom https://example.org/#news #news!")
                .hashtags(List.of("news"))
                .build());
    assertEquals(
        List.of("#news -> news", "example.org/#news -> https://example.org/#news", "#news -> news"),
        pointed(rich));
  }

  private static Stream<Arguments> linked() {
    return Stream.of(
        Arguments.of(
            "https://münchen.example/straße", "https://xn--mnchen-3ya.example/stra%C3%9Fe"),
        Arguments.of("https://a_b.example.org/x", "https://a_b.example.org/x"),
        Arguments.of("https://wiki.example", "https://wiki.example"),
        Arguments.of("https://example.org/a[1]", "https://example.org/a%5B1%5D"),
        Arguments.of("https://example.org/?x=\"a\"", "https://example.org/?x=%22a%22"),
        Arguments.of(
            "https://site.org/winter.html#tickets", "https://site.org/winter.html#tickets"));
  }

  @ParameterizedTest
  @MethodSource("linked")
  void linksWhatIsWrittenToWhatIsMeant(String written, String uri) {
    RichText rich = RichText.of(Post.builder("「" + written + "」の次").build());
    String shown = written.substring("https://".length());
    assertEquals("「" + shown + "」の次", rich.text());
    assertEquals(List.of(shown + " -> " + uri), pointed(rich));
  }

  @Test
  void aSchemeInCapitalsIsALinkAsWell() {
    RichText rich = RichText.of(Post.builder("HTTPS://Example.ORG/Path").build());
    assertEquals(List.of("example.org/Path -> https://example.org/Path"), pointed(rich));
  }

  @Test
  void thePagesAddressIsNotTakenForTheBeginningOfAnother() {
    URI own = URI.create("https://site.org/news");
    RichText rich =
        RichText.of(Post.builder("Blog: " + own + "/2026 and all " + own).link(own).build());
    assertEquals(
        List.of("site.org/news/2026 -> " + own + "/2026", "site.org/news -> " + own),
        pointed(rich));
  }

  @Test
  void aPageOnAHostOfOneNameIsLinkedWholeOrNotAtAll() {
    URI own = URI.create("http://localhost/a");
    RichText rich = RichText.of(Post.builder(own + " " + own + "/b").link(own).build());
    assertEquals("localhost/a http://localhost/a/b", rich.text());
    assertEquals(List.of("localhost/a -> " + own), pointed(rich));
  }

  @Test
  void showsTheHostWithItsFirstNameBecauseClientsCompareIt() {
    RichText rich = RichText.of(Post.builder("https://www.site.org/a").build());
    assertEquals(List.of("www.site.org/a -> https://www.site.org/a"), pointed(rich));
  }

  @Test
  void tagsAWideSignAndNothingThatBeginsInAWord() {
    RichText rich =
        RichText.of(
            Post.builder("＃東京 foo#Winter #Winter #https://x.example")
                .hashtags(List.of("東京", "Winter", "https"))
                .build());
    assertEquals(List.of("＃東京 -> 東京", "#Winter -> Winter"), pointed(rich));
  }

  @Test
  void pointsToTheAccountsThatAreNamedAndKnown() {
    Post post =
        Post.builder(
                "「@Ann.Example」 and @joe.test, @nobody.example. https://a.example/@ann.example")
            .build();
    RichText rich =
        RichText.of(post, Map.of("ann.example", "did:plc:ann", "joe.test", "did:plc:joe"));
    assertEquals(
        List.of(
            "@Ann.Example -> did:plc:ann",
            "@joe.test -> did:plc:joe",
            "a.example/@ann.example -> https://a.example/@ann.example"),
        pointed(rich));
  }

  @ParameterizedTest
  @CsvSource({
    "@ann.example, ann.example",
    "(@Ann-B.example.org.), ann-b.example.org",
    "Grüße @a.b.c: hallo, a.b.c",
    "@ann,",
    "mail@ann.example,",
    "@ann@mastodon.example,",
    "@ann.example@mastodon.example,",
    "@ann.exämple,",
    "@.ann.example,",
    "@-ann.example,",
    "@ann..example,",
    "@127.0.0.1,",
    "@media_query.x,",
    "'@',"
  })
  void takesForAHandleWhatIsOne(String text, String handle) {
    List<String> handles = Mentions.in(text).stream().map(Mentions.Name::handle).toList();
    assertEquals(handle == null ? List.of() : List.of(handle), handles);
  }

  @Test
  void aHandleOfManyThousandNamesTakesNoStack() {
    assertEquals(List.of(), Mentions.in("@" + "a.".repeat(200_000) + "a"));
    assertEquals(List.of(), Mentions.in("@a".repeat(200_000)));
  }

  @Test
  void keepsTextThatOnlyLooksLikeAnAddress() {
    RichText rich = RichText.of(Post.builder("https://{host}/ https://_/").build());
    assertEquals("https://{host}/ https://_/", rich.text());
    assertEquals(List.of(), pointed(rich));
  }

  @Test
  void aLinkThatStandsThereManyThousandTimesTakesNoStack() {
    URI link = URI.create("https://a.example/b");
    int times = 20_000;
    RichText rich =
        RichText.of(
            Post.builder((link + " #é ").repeat(times)).link(link).hashtags(List.of("é")).build());
    assertEquals("a.example/b #é ".repeat(times), rich.text());
    JsonNode last = rich.facets().get(2 * times - 1).path("index");
    int end = rich.text().getBytes(StandardCharsets.UTF_8).length - 1;
    assertEquals(2 * times, rich.facets().size());
    assertEquals(
        end - "#é".getBytes(StandardCharsets.UTF_8).length, last.path("byteStart").asInt());
    assertEquals(end, last.path("byteEnd").asInt());
  }

  @Test
  void survivesHalfASurrogatePair() {
    RichText rich = RichText.of(Post.builder("\uD83D #news").hashtags(List.of("news")).build());
    assertEquals("? #news", rich.text());
    assertEquals(List.of("#news -> news"), pointed(rich));
  }

  @Provide
  Arbitrary<String> mixtures() {
    return Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.of(NASTY)),
            Tuple.of(2, Arbitraries.of(" ")),
            Tuple.of(1, Texts.any(1)))
        .list()
        .ofMaxSize(20)
        .map(pieces -> String.join("", pieces));
  }

  @Property(tries = 2_000)
  void pointsToWholeLinksAndTagsInAnyMixture(@ForAll("mixtures") String text) {
    Post post = post(text + " " + LINK + " #ünïcode", "news", "ünïcode");
    RichText rich = RichText.of(post);
    List<String> pointed = pointed(rich);
    assertTrue(pointed.contains("www.example.org/news/2026/a-long-t… -> " + LINK), rich::text);
    for (String one : pointed) {
      boolean tag = one.equals("#news -> news") || one.equals("#ünïcode -> ünïcode");
      assertTrue(tag || one.matches(".* -> https?://.*"), one);
    }
    assertEquals(rich.length(), RichText.length(post.text()));
    assertTrue(rich.length() >= Limits.graphemes(rich.text()));
  }
}
