// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.smo.fixture.Growth;
import dev.smo.outbound.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedHtmlTest {
  private static Answer answer(String html) {
    return new Answer(
        200,
        Map.of("content-type", List.of("text/html; charset=utf-8")),
        html.getBytes(StandardCharsets.UTF_8),
        URI.create("https://jane.example/post"));
  }

  private static void assertRefused(String reason, String html) {
    // What the page is decides, however long this machine takes for it.
    Clock still = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    var refusal =
        assertThrows(HtmlLimitException.class, () -> BoundedHtml.parse(answer(html), still));
    assertEquals(reason, refusal.getMessage());
  }

  @Test
  void anOrdinaryPageIsParsedInItsCharacterSetAndWithItsAddress() throws IOException {
    Document page = BoundedHtml.parse(answer("<title>Öl</title><p><a href='b'>b</a>"));
    assertEquals("Öl", page.title());
    assertEquals(List.of("https://jane.example/b"), page.select("a").eachAttr("abs:href"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<div>", "<b>", "<ul><li>", "<table><tr><td>", "<svg><g>", "<div></b>"})
  void aPageThatIsNestedTooDeepIsRefused(String repeated) {
    assertRefused(
        "its HTML is nested deeper than 200 elements",
        repeated.repeat((1 << 20) / repeated.length()));
  }

  @Test
  void aPageMayBeAsDeepAsTheBound() throws IOException {
    // The document itself, html and body are above; the text is below.
    String deepest = "<div>".repeat(BoundedHtml.DEEPEST - 3) + "x";
    assertEquals("x", BoundedHtml.parse(answer(deepest)).text());
    assertRefused("its HTML is nested deeper than 200 elements", "<div>" + deepest);
  }

  @Test
  void aPageOfTooManyElementsIsRefused() {
    assertRefused(
        "its HTML has more than 150000 elements and texts", "<br>".repeat(BoundedHtml.MOST_NODES));
  }

  @Test
  void aPageWhoseEveryAddressWouldBeLongIsRefused() {
    assertRefused(
        "its base address is longer than 1000",
        "<base href='https://jane.example/" + "a".repeat(1000) + "'><a href=b>b</a>");
  }

  @Test
  void aPageOfTooManyAddressesIsRefused() throws IOException {
    String most = ("<p>" + "<a href=x src=x>x</a>").repeat(BoundedHtml.MOST_ADDRESSES / 2);
    assertEquals(
        BoundedHtml.MOST_ADDRESSES, BoundedHtml.parse(answer(most)).select("a").size() * 2);
    assertRefused("its HTML has more than 20000 addresses", most + "<img src=x>");
  }

  @Test
  void aPageThatListsAllOthersIsReadWhereOnlySomeOfItsAddressesCount() throws IOException {
    String list = "<link rel=canonical href=/list>" + "<a href=x>x</a>".repeat(30_000);
    Document page = BoundedHtml.parseForFew(answer(list));
    assertEquals(List.of("https://jane.example/list"), page.select("link").eachAttr("abs:href"));
    assertRefused("its HTML has more than 20000 addresses", list);
  }

  @ParameterizedTest
  @ValueSource(strings = {"</a%s>", "<a%s>", "<a %s=1>", "<!doctype %s>", "<title>x</title%s>"})
  void aNameWithoutEndIsReadInLinearTime(String element) {
    Growth.assertLinear(
        length -> answer(element.replace("%s", "Σ".repeat(length / 2)) + "<a href='b'>b</a>"),
        answer -> {
          try {
            BoundedHtml.parse(answer, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a href='%s'>b</a>",
        "<blockquote cite='%s'>",
        "<BASE href='%s'>",
        "<base href='/a/'><base\nhref='%s'>",
        "<base href='https://jane.example/%s'>",
        "<base/src=1 href='%s'>"
      })
  void anEndlessAddressIsNotResolved(String element) {
    for (String repeated : List.of("../", "./", "&#46;./", "a/../")) {
      Growth.assertLinear(
          length ->
              answer(
                  element.replace("%s", repeated.repeat(length / repeated.length()) + "x")
                      + "<a href='b'>b</a>"),
          BoundedHtmlTest::resolved);
    }
  }

  private static void resolved(Answer answer) {
    try {
      Document page = BoundedHtml.parse(answer, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
      assertEquals(List.of("https://jane.example/b"), page.select("a").eachAttr("abs:href"));
    } catch (HtmlLimitException e) {
      assertEquals("its base address is longer than 1000", e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void addressesAreThoseOfTheFirstBaseInAnyCharacterSet() throws IOException {
    String html =
        "<meta charset=utf-16le><base target=x><BASE href='../blog/'><base href='/other/'>"
            + "<title>Öl</title><link rel=me href='me'><p>a <basefont color=red> b";
    for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
      Answer answer =
          new Answer(
              200,
              Map.of("content-type", List.of("text/html; charset=" + charset)),
              html.getBytes(charset),
              URI.create("https://jane.example/a/post"));
      Document page = BoundedHtml.parse(answer);
      assertEquals("Öl", page.title());
      assertEquals("https://jane.example/blog/me", page.head().select("link").attr("abs:href"));
      assertEquals(3, page.head().select("base").size(), page::html);
    }
  }

  @Test
  void theCharacterSetIsFoundInTheDocumentWhereTheServerNamesNone() throws IOException {
    for (String html : List.of("<meta charset=iso-8859-1><title>Öl</title>", "\uFEFF<title>Öl")) {
      Charset charset = html.startsWith("<") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
      Answer answer =
          new Answer(
              200, Map.of(), html.getBytes(charset), URI.create("https://jane.example/post"));
      assertEquals("Öl", BoundedHtml.parse(answer).title(), html);
    }
  }

  @Test
  void aPageThatTakesTheParserTooLongIsLeft() throws IOException {
    Answer page = answer("<p>a</p>".repeat(10_000));
    assertEquals(10_000, BoundedHtml.parse(page, new TurningClock(1)).select("p").size());
    var refusal =
        assertThrows(
            HtmlTimeException.class, () -> BoundedHtml.parse(page, new TurningClock(1000)));
    assertEquals("its HTML takes longer than 5 s to parse", refusal.getMessage());
  }
}
