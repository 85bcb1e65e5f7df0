// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.smo.outbound.Answer;
import java.io.IOException;
import java.net.URI;
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
        "its base address is longer than 2000",
        "<base href='https://jane.example/" + "a".repeat(2000) + "'><a href=b>b</a>");
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
