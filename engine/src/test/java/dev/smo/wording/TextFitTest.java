// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.wording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Limits;
import dev.smo.connector.Shape;
import dev.smo.fixture.CountedText;
import dev.smo.page.Page;
import dev.smo.prose.Prose;
import dev.smo.prose.Shortening;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text, the limit and the network's way of counting: it fits, and nothing breaks. */
class TextFitTest {
  private static final URI LINK = URI.create("https://example.org/a/bcd.html");
  private static final Pattern GRAPHEME = Pattern.compile("\\X");
  private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");

  private static Stream<String> texts() {
    return Stream.of(
        "Plain words, some of them rather long, such as Donaudampfschifffahrtsgesellschaft. ",
        "👨‍👩‍👧‍👦👩🏽‍🚀🏳️‍🌈",
        "🇩🇪🇫🇷🇬🇧 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ",
        "👍🏿 👋🏻 🤝🏾 ",
        "z̷̧̡͙̘͉̈́͐a̴̛͖l̶̻̈́g̸̱̈o̵͇͝ ",
        "مرحبا بالعالم، هذا نص طويل. ",
        "שלום עולם 🕎 ",
        "สวัสดีชาวโลกนี่คือข้อความยาว",
        "क्षत्रिय हिन्दी में लिखा हुआ ",
        "一二三四五六七八九十。",
        "한국어 각 ",
        "a\r\n\r\nb\r\n",
        "word",
        "wo rd\u00A0! ",
        "@alice@example.social #tag https://example.com/a?b=c ",
        "(“…—!?») ",
        "\uD83D\uDE00\u200D ");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", ". ", "-", " a", "…."})
  void cuttingTakesWorkAsTheTextIsLong(String repeated) {
    CountedText.assertLinear(
        length -> repeated.repeat(length) + "x",
        text -> {
          for (int end = text.length() - 1; end > text.length() - 5; end--) {
            int unused = Shortening.end(text, end);
          }
        });
    assertEquals("(“What", "(“What, - (“".substring(0, Shortening.end("(“What, - (“", 12)));
  }

  @ParameterizedTest
  @ValueSource(ints = {8 << 10, 64 << 10, 1 << 20})
  void aTitleOfNothingButDotsIsCutToNothing(int length) {
    assertEquals("", new Shortening(".".repeat(length) + "x").to(100));
    assertEquals("Hours…", new Shortening("Hours" + ".".repeat(length) + "x").to(length));
  }

  @Test
  void marksThatPileUpAreLeftOutBeforeTheyCostTheirSquare() {
    String pile = "\u0301\u0323".repeat(1 << 19);
    assertEquals(15 + 14 + 1, Prose.line("e" + pile).length());
    String zalgo = "z" + "\u0337".repeat(25);
    assertEquals(zalgo, Prose.line(zalgo));
  }

  private static Stream<Arguments> textsAndCounts() {
    List<ToIntFunction<String>> counts =
        List.of(
            Limits::graphemes,
            String::length,
            text -> text.codePointCount(0, text.length()),
            text -> text.getBytes(StandardCharsets.UTF_8).length,
            text -> Limits.graphemes(ADDRESS.matcher(text).replaceAll("x".repeat(23))));
    return texts().flatMap(text -> counts.stream().map(count -> Arguments.of(text, count)));
  }

  private static String longer(String text) {
    return text.repeat(1 + 620 / Limits.graphemes(text));
  }

  @ParameterizedTest
  @MethodSource("textsAndCounts")
  void fitsEveryLimitWithItsLinkWhole(String text, ToIntFunction<String> count) {
    Page page =
        Pages.page()
            .title(text.repeat(3))
            .description(longer(text))
            .tags(List.of(text, "Museum", "3D printing", "2026"))
            .build();
    TextTemplate template =
        TextTemplate.parse("New: {title}!\n\n{description}\n\n{url} {tags} – {site}");
    for (int most = 30; most <= 600; most += most < 120 ? 3 : 17) {
      Wording wording = template.compose(page, LINK, Pages.limits(most, count), Shape.LINK);
      assertTrue(count.applyAsInt(wording.text()) <= most, wording.text());
      assertTrue(
          Stream.of(wording.text().split("\\s")).anyMatch(LINK.toString()::equals), wording.text());
      assertEquals(wording.text(), wording.text().strip());
      assertTrue(wording.text().codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF));
      wording.hashtags().forEach(tag -> assertTrue(wording.text().contains("#" + tag)));
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void neverSplitsAGraphemeAndUsesTheRoomItHas(String text) {
    String whole = Prose.lines(longer(text));
    TreeSet<Integer> borders =
        GRAPHEME
            .matcher(whole)
            .results()
            .map(MatchResult::end)
            .collect(Collectors.toCollection(TreeSet::new));
    borders.add(0);
    Page page = Pages.page().description(whole).build();
    TextTemplate template = TextTemplate.parse("{description} {url}");
    int previous = 0;
    for (int most = 30; most <= 600; most++) {
      String composed = template.compose(page, LINK, Pages.graphemes(most), Shape.LINK).text();
      String kept = composed.substring(0, composed.length() - LINK.toString().length()).strip();
      String uncut = kept.endsWith("…") ? kept.substring(0, kept.length() - 1) : kept;
      assertTrue(whole.startsWith(uncut), uncut);
      assertTrue(borders.contains(uncut.length()), uncut);
      assertTrue(uncut.length() >= previous, "more room gives no less text");
      previous = uncut.length();
    }
  }
}
