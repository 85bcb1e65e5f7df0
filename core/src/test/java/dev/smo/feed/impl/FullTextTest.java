// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.fixture.CountedText;
import dev.smo.page.Page;
import dev.smo.page.Site;
import java.net.URI;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FullTextTest {
  private static final Page PAGE =
      Page.builder(
              "/content/site/en/a/b",
              new Site(
                  "/content/site/en", "Site", URI.create("https://www.example.org"), Locale.UK),
              URI.create("https://www.example.org/a/b.html"))
          .title("Winter")
          .build();

  @Test
  void makesEveryAddressAbsolute() {
    assertEquals(
        "<p><a href=\"https://www.example.org/a/c.html\">c</a> <img"
            + " src=\"https://www.example.org/x.png\" srcset=\"https://www.example.org/x.png 1x,"
            + " https://www.example.org/a/y.png 2x\" alt=\"X\"></p>",
        text(
            "<article><h1>Winter</h1><p><a href=\"c.html\">c</a> <img src=\"/x.png\""
                + " srcset=\"/x.png 1x, y.png 2x\" alt=\"X\"></p></article>"));
  }

  @Test
  void aListOfPicturesThatIsMostlyWhiteSpaceIsReadOnce() {
    CountedText.assertLinear(length -> "a" + " ".repeat(length) + "b", FullText.CANDIDATES::split);
    assertEquals(
        "<p><img srcset=\"https://www.example.org/x.png 1x, https://www.example.org/y.png"
            + " 2x\"></p>",
        text("<article><p><img srcset=\"/x.png 1x  , /y.png 2x\"></p></article>"));
  }

  @Test
  void aPageThatIsNestedTooDeepHasNoFullText() {
    // Elements within elements cost the square of their depth.
    String deep = "<div><a href='/x'>".repeat(300) + "x";
    assertEquals("", FullText.of("<article>" + deep + "</article>", "", PAGE));
    assertEquals("", FullText.of("<article>" + "<br>".repeat(150_001) + "x", "", PAGE));
  }

  @Test
  void leavesNothingThatRuns() {
    String text =
        text(
            "<main><p onclick=\"a()\">A</p><script>b()</script><a href=\"javascript:c()\">c</a>"
                + "<iframe src=\"https://evil.example\"></iframe><img src=x onerror=d()>"
                + "<svg onload=e()><a href=x>f</a></svg><style>p{}</style></main>");
    for (String bad : new String[] {"script", "onclick", "onerror", "onload", "iframe", "style"}) {
      assertFalse(text.contains(bad), text);
    }
    assertTrue(text.contains("<p>A</p>"), text);
  }

  @Test
  void leavesOutWhatIsOfThePage() {
    assertEquals(
        "<p>B</p>",
        text(
            "<body><nav>N</nav><article><nav>M</nav><p>B</p><div class=\"cmp-smo-share\">S</div>"
                + "</article></body>"));
  }

  @Test
  void obeysASelectorAndSurvivesABrokenOne() {
    String html = "<article><p>A</p></article><div class=\"story\"><p>B</p></div>";
    assertEquals("<p>B</p>", FullText.of(html, ".story", PAGE));
    assertEquals("<p>A</p>", FullText.of(html, "[[", PAGE));
    assertEquals("", FullText.of(html, ".none", PAGE));
  }

  @Test
  void holdsOnlyWhatXmlCanCarry() {
    assertEquals("<p>a ]]&gt; b</p>", text("<article><p>a ]]> \u000B\uFFFEb</p></article>"));
  }

  @Test
  void aFrameBecomesTheWayToWhatIsInIt() {
    assertEquals(
        "<p><a href=\"https://www.youtube.com/embed/x?a=1&amp;b=2\">A film</a></p>",
        text(
            "<article><iframe title='A film'"
                + " src='https://www.youtube.com/embed/x?a=1&b=2'></iframe></article>"));
    assertEquals("", text("<article><iframe srcdoc='<p>x'></iframe></article>"));
  }

  @Test
  void picturesThatAScriptWouldLoadAreThere() {
    String shown = "<p><img src=\"https://www.example.org/real.jpg\" alt=\"Real\"></p>";
    String late = "<p><img alt=\"Real\" src=\"https://www.example.org/real.jpg\"></p>";
    assertEquals(late, text("<article><p><img data-src=/real.jpg alt=Real></p></article>"));
    assertEquals(
        late,
        text(
            "<article><p><img src='data:image/gif;base64,R0lGOD' data-src=/real.jpg alt=Real>"
                + "<noscript><img src=/real.jpg alt=Real></noscript></p></article>"));
    assertEquals(
        shown,
        text(
            "<article><p><img class=lazy><noscript><img src=/real.jpg alt=Real></noscript></p>"
                + "</article>"));
    assertEquals("<p>a</p>", text("<article><p>a<img class=lazy></p></article>"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<img src=/spacer.gif data-src=/real.jpg alt=Real>",
        "<img src=/spacer.gif srcset='/spacer2.gif 2x' data-src=/real.jpg alt=Real>",
        "<img src=/spacer.gif data-lazy-src=/real.jpg alt=Real>"
            + "<noscript><img src=/real.jpg alt=Real></noscript>"
      })
  void aPictureOfAFileThatStandsInUntilTheScriptRunsGivesWay(String picture) {
    assertEquals(
        "<p><img alt=\"Real\" src=\"https://www.example.org/real.jpg\"></p>",
        text("<article><p>" + picture + "</p></article>"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<div data-cmp-is=image data-cmp-lazy data-cmp-src=x>%s</div>",
        "<div data-cmp-is=image data-cmp-src=x><a href=/b>%s</a><map name=m></map></div>",
        "<figure>%s<figcaption>C</figcaption></figure>",
        "<div data-src=/a.jpg>%s</div>"
      })
  void aPictureThatAScriptPutsIntoAnElementIsThere(String element) {
    String without =
        "<noscript data-cmp-hook-image=noscript><img src=/a.jpg alt='The hall'></noscript>";
    String text = text("<article>" + element.replace("%s", without) + "</article>");
    String shown = "<img src=\"https://www.example.org/a.jpg\" alt=\"The hall\">";
    assertTrue(text.contains(shown), text);
    String twice = text("<article>" + element.replace("%s", without + without) + "</article>");
    assertEquals(text, twice, "it is there once");
    String beside = element.replace("%s", "<p><img src=/b.jpg></p><p>" + without + "</p>");
    assertFalse(text("<article>" + beside + "</article>").contains("/a.jpg"), "it has a picture");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data-lazy=true",
        "data-lazy=1",
        "data-src='{{item.image}}'",
        "data-src='{{item.path}}/a.jpg'",
        "data-src='javascript:alert(1)//'",
        "data-srcset=auto"
      })
  void aPictureStaysWhereWhatAScriptReadsIsNoAddress(String attribute) {
    assertEquals(
        "<p><img src=\"https://www.example.org/real.jpg\""
            + " srcset=\"https://www.example.org/large.jpg 2x\"></p>",
        text(
            "<article><p><img src=/real.jpg srcset='/large.jpg 2x' "
                + attribute
                + "></p></article>"));
  }

  @Test
  void aPictureForPagesWithoutScriptsIsThereOnceOnWhicheverSideItStands() {
    String late = "<p><img alt=\"Real\" src=\"https://www.example.org/real.jpg\"></p>";
    String without = "<noscript><img src=/real.jpg alt=Real></noscript>";
    assertEquals(
        late, text("<article><p>" + without + "<img data-src=/real.jpg alt=Real></p></article>"));
    assertEquals(
        "<p><img src=\"https://www.example.org/real.jpg\" alt=\"Real\"></p>",
        text("<article><p>" + without + "<img class=lazy></p></article>"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<script>fbq('init')</script>",
        "<img src=/real.jpg alt=Real>",
        "<p>Words</p>"
      })
  void whatCountsReadersWithoutScriptsIsNoPictureOfTheArticle(String before) {
    String counter = "<noscript><img src='https://count.example/tr?id=1'></noscript>";
    String text = text("<article><p>a</p>" + before + counter + "<p>b</p></article>");
    assertFalse(text.contains("count.example"), text);
    text =
        text(
            "<article><p>a</p>"
                + before
                + "<noscript>Read: <img src='https://count.example/1'></noscript><img class=lazy>"
                + "</article>");
    assertFalse(text.contains("count.example"), text);
  }

  @Test
  void anObjectOrEmbedBecomesTheWayToWhatIsInItUnlessItSaysSomethingInItsPlace() {
    String film = "<p><a href=\"https://www.example.org/film.swf\">Film</a></p>";
    assertEquals(film, text("<article><embed src=/film.swf title=Film></article>"));
    assertEquals(film, text("<article><object data=/film.swf title=Film></object></article>"));
    assertEquals(
        film,
        text(
            "<article><object data=/other.swf><param name=movie value=a>"
                + "<embed src=/film.swf title=Film></object></article>"));
    assertEquals(
        "<p>Get a player</p>",
        text("<article><object data=/film.swf><p>Get a player</p></object></article>"));
    assertEquals(
        "<img src=\"https://www.example.org/map.svg\" alt=\"Map\">",
        text("<article><object type=image/svg+xml data=/map.svg title=Map></object></article>"));
    assertEquals("", text("<article><object data='javascript:alert(1)'></object></article>"));
  }

  @Test
  void elementsOfAScriptAreWhatTheyStandFor() {
    assertEquals(
        "<p><img src=\"https://www.example.org/a.jpg\" alt=\"A\"></p>",
        text("<article><p><amp-img src=/a.jpg alt=A layout=fill></amp-img></p></article>"));
    String film = "<p><a href=\"https://www.youtube.com/watch?v=x1\">A film</a></p>";
    assertEquals(
        film,
        text("<article><lite-youtube videoid=x1 playlabel='A film'></lite-youtube></article>"));
    assertEquals(
        film,
        text("<article><amp-youtube data-videoid=x1 title='A film'></amp-youtube></article>"));
  }

  @Test
  void theTextOfAPictureIsTakenFromThatForPagesWithoutScripts() {
    String without = "<noscript><img src=/real.jpg alt=Real></noscript>";
    assertEquals(
        "<p><img src=\"https://www.example.org/real.jpg\" alt=\"Real\"></p>",
        text("<article><p><img src=data:, data-src=/real.jpg>" + without + "</p></article>")
            .replace(
                "alt=\"Real\" src=\"https://www.example.org/real.jpg\"",
                "src=\"https://www.example.org/real.jpg\" alt=\"Real\""));
    assertEquals(
        "<p><img src=\"https://www.example.org/a.jpg\" alt=\"\"></p>",
        text("<article><p><img src=/a.jpg alt=''>" + without + "</p></article>"),
        "what its author left without a text is decoration");
  }

  @Test
  void readingsStandInBrackets() {
    assertEquals(
        "<p>漢字(かんじ)と仮名(かな)</p>",
        text(
            "<article><p><ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>と"
                + "<ruby>仮名<rt>かな</rt></ruby></p></article>"));
  }

  @Test
  void numbersOfTelephonesCanStillBeCalled() {
    assertEquals(
        "<p><a href=\"tel:+49-40-123\">Call</a></p>",
        text("<article><p><a href='tel:+49-40-123'>Call</a></p></article>"));
  }

  private static String text(String html) {
    return FullText.of(html, "", PAGE);
  }
}
