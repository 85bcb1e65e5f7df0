// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.twitter.twittertext.Extractor;
import dev.smo.fixture.Growth;
import dev.smo.fixture.Texts;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextLinkTest {
  private static List<String> written(String text) {
    return TextLink.in(text).stream()
        .map(link -> text.substring(link.start(), link.end()))
        .toList();
  }

  private static Stream<Arguments> endings() {
    return Stream.of(
        Arguments.of(
            "See https://en.example.org/wiki/Sling_(software)",
            "https://en.example.org/wiki/Sling_(software)"),
        Arguments.of("(see https://example.org/a)", "https://example.org/a"),
        Arguments.of("(https://example.org/a_(b_(c)))", "https://example.org/a_(b_(c))"),
        Arguments.of("[here](https://example.org/a) and", "https://example.org/a"),
        Arguments.of("https://example.org/a(see below)", "https://example.org/a"),
        Arguments.of("「https://example.org/z」", "https://example.org/z"),
        Arguments.of("【https://example.org/y】", "https://example.org/y"),
        Arguments.of("https://example.org/w。次", "https://example.org/w"),
        Arguments.of("https://example.org/w，次、三", "https://example.org/w"),
        Arguments.of("https://example.orgをご覧", "https://example.org"),
        Arguments.of("https://wiki.example’s page", "https://wiki.example"),
        Arguments.of("“https://example.org/q”", "https://example.org/q"),
        Arguments.of("\"https://example.org/q\"", "https://example.org/q"),
        Arguments.of("'https://example.org/q', he said", "https://example.org/q"),
        Arguments.of("<https://example.org/q>", "https://example.org/q"),
        Arguments.of("https://example.org/a?b=c&d=#top...", "https://example.org/a?b=c&d=#top"),
        Arguments.of("https://example.org/a…", "https://example.org/a"),
        Arguments.of("Read https://example.org.", "https://example.org"),
        Arguments.of("https://example.org:8080/a: yes", "https://example.org:8080/a"),
        Arguments.of("https://example.org: yes", "https://example.org"),
        Arguments.of("https://example.org.-", "https://example.org"),
        Arguments.of("詳しくはhttps://example.org/a", "https://example.org/a"),
        Arguments.of("https://example.org/a\u200Bb", "https://example.org/a"),
        Arguments.of("https://example.org/a\u202Eb", "https://example.org/a"),
        Arguments.of("اقرأ https://example.org/a، ثم", "https://example.org/a"),
        Arguments.of("https://example.org/a؛ ثم", "https://example.org/a"),
        Arguments.of("https://example.org/a؟", "https://example.org/a"),
        Arguments.of("https://example.org/a۔", "https://example.org/a"),
        Arguments.of("https://example.org/a। फिर", "https://example.org/a"),
        Arguments.of("https://example.org/a॥", "https://example.org/a"),
        Arguments.of("https://example.org/a։", "https://example.org/a"),
        Arguments.of("https://example.org/a።", "https://example.org/a"),
        Arguments.of("https://example.org/a፣ ቀጥሎ", "https://example.org/a"),
        Arguments.of("https://example.org/a—and more", "https://example.org/a"),
        Arguments.of("https://example.org/a–b", "https://example.org/a–b"),
        Arguments.of("https://example.org./a b", "https://example.org./a"),
        Arguments.of("https://example.org. /a", "https://example.org"),
        Arguments.of("https://example.org/سؤال", "https://example.org/سؤال"));
  }

  @ParameterizedTest
  @MethodSource("endings")
  void anAddressEndsWhereAReaderWouldSay(String text, String address) {
    assertEquals(List.of(address), written(text));
  }

  private static Stream<Arguments> forMachines() {
    return Stream.of(
        Arguments.of(
            "https://münchen.example/straße", "https://xn--mnchen-3ya.example/stra%C3%9Fe"),
        Arguments.of("https://a_b.example.org/x", "https://a_b.example.org/x"),
        Arguments.of("HTTPS://Example.ORG/Path", "https://example.org/Path"),
        Arguments.of("https://example.org/a[1]", "https://example.org/a%5B1%5D"),
        Arguments.of("https://example.org/a|b", "https://example.org/a%7Cb"),
        Arguments.of("https://example.org/?x=\"a\"", "https://example.org/?x=%22a%22"),
        Arguments.of(
            "https://example.org/?q=100%&r=%C3%A4", "https://example.org/?q=100%25&r=%C3%A4"),
        Arguments.of("https://example.org/#a#b", "https://example.org/#a%23b"),
        Arguments.of("https://example.org/\uD83D\uDC4D", "https://example.org/%F0%9F%91%8D"));
  }

  @ParameterizedTest
  @MethodSource("forMachines")
  void whatMayNotStandInAnAddressIsEncoded(String text, String uri) {
    assertEquals(uri, TextLink.of(text).orElseThrow().uri());
    assertEquals(uri, URI.create(uri).toASCIIString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://",
        "https://localhost/a",
        "https://...a",
        "https://a..b",
        "https://_/",
        "https://{host}.example/",
        "https://bank.example@evil.example/",
        "https://bank.example:443@evil.example/",
        "https://straße.example/",
        "xhttps://example.org/",
        "#https://example.org/",
        "@https://example.org/",
        "ftp://example.org/",
        "://example.org/"
      })
  void whatHasNoHostOfItsOwnIsNoAddress(String text) {
    assertEquals(List.of(), written(text));
  }

  @Test
  void anAddressThatIsTheBeginningOfAnotherIsNotTakenForIt() {
    String text = "Blog: https://site.org/news/2026 and all https://site.org/news";
    assertEquals(List.of("https://site.org/news/2026", "https://site.org/news"), written(text));
  }

  @Test
  void aHostThatNobodyCanHaveIsNoAddress() {
    assertEquals(List.of(), written("https://" + "a".repeat(64) + ".example/"));
    assertEquals(List.of(), written("https://" + "a.".repeat(200) + "example/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".",
        "a.",
        "@a.",
        "(",
        ")",
        "()",
        "(]",
        "\"",
        "'",
        "https://",
        "https://a.b/(",
        "https://a.b:",
        "https://a.b@",
        "https://a.b,",
        "://",
        "h",
        "#",
        "#a",
        "#a://",
        "&#",
        "\u0301"
      })
  void anyWordsAreReadInLinearTimeWithoutStack(String repeated) {
    for (String start : new String[] {"", "https://", "https://a.b/", "https://a.b/?\"", "#"}) {
      Growth.assertLinear(
          length -> start + repeated.repeat(length / repeated.length()),
          text -> {
            int unused = TextLink.in(text).size() + TextHashtag.in(text).size();
          });
    }
  }

  @Provide
  Arbitrary<String> mixtures() {
    return Arbitraries.of(
            "https://example.com",
            "http://a.example.org",
            "HTTPS://Example.com",
            "/",
            "/path",
            "/a-b_c~d",
            "?x=1&y=2",
            "#part",
            "(b)",
            "(",
            ")",
            "[1]",
            ".",
            ",",
            ";",
            ":",
            "!",
            "?",
            "\"",
            "'",
            " ",
            "\n",
            "、",
            "。",
            "「",
            "」",
            "（",
            "）",
            "’",
            "”",
            "word",
            "#tag",
            "@name",
            ":80",
            "%20",
            "=",
            "&",
            "@")
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(pieces -> String.join("", pieces));
  }

  @Property(tries = 20_000, seed = Texts.SEED)
  void endsWhereTwitterTextEndsUnlessWeSayWhyNot(@ForAll("mixtures") String text) {
    List<String> theirs =
        new Extractor()
            .extractURLsWithIndices(text).stream()
                .map(entity -> text.substring(entity.getStart(), entity.getEnd()))
                .filter(address -> address.contains("://"))
                .toList();
    List<String> ours = written(text);
    Statistics.collect(ours.equals(theirs) ? "same" : "other");
    Statistics.coverage(all -> all.check("same").percentage(percent -> percent > 50));
    assertTrue(
        ours.equals(theirs) || isExplained(text, ours, theirs),
        () -> text + "\nours " + ours + "\ntheirs " + theirs);
  }

  /**
   * Twitter asks a list of top-level domains, takes the host behind a user's name for an address,
   * one without a scheme in a word, and fewer characters in paths and queries, behind which another
   * may begin.
   */
  private static boolean isExplained(String text, List<String> ours, List<String> theirs) {
    boolean unknown =
        ours.stream()
            .map(our -> URI.create(TextLink.of(our).orElseThrow().uri()).getHost())
            .anyMatch(host -> host == null || !host.matches(".*\\.(com|org)"));
    boolean begun =
        ours.stream().allMatch(our -> theirs.stream().anyMatch(their -> overlap(our, their)))
            && theirs.stream()
                .allMatch(
                    their ->
                        ours.stream()
                            .anyMatch(our -> our.contains(their) || their.startsWith(our)));
    boolean inWord = text.matches("(?is).*[a-z0-9]https?://.*");
    return unknown || text.contains("@") || inWord || begun;
  }

  private static boolean overlap(String one, String other) {
    return one.contains(other) || other.contains(one);
  }
}
