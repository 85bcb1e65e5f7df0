// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import dev.smo.page.Page;
import dev.smo.prose.PlainText;
import dev.smo.words.LowerCase;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jetbrains.annotations.Nullable;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;
import org.jsoup.select.NodeFilter.FilterResult;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.Selector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the article out of a page's HTML and makes it fit for readers that stand elsewhere. */
final class FullText {
  // White space before a comma is left to strip: to look for its end from each of its places costs
  // its square.
  static final Pattern CANDIDATES = Pattern.compile(",\\s+|,(?=https?:|/)");
  private static final Logger LOG = LoggerFactory.getLogger(FullText.class);

  // As the engine has them for pages that it looks at.
  private static final int DEEPEST = 200;
  private static final int MOST_NODES = 150_000;

  /** Where an article stands, the likeliest first. */
  private static final List<String> ARTICLE = List.of("article", "main", "[role=main]", "body");

  /** What is of the page, not of the article. */
  private static final String AROUND =
      "nav, aside, form, script, style, noscript, template, dialog, button, [hidden],"
          + " [aria-hidden=true], [class^=cmp-smo-], [data-cmp-is^=smo-]";

  private static final Set<String> ADDRESSES = Set.of("href", "src", "cite", "poster", "data");

  private static final Safelist SAFE =
      Safelist.relaxed()
          .addTags("figure", "figcaption", "picture", "source", "video", "audio", "hr", "s", "del")
          .addTags("ins", "mark", "time", "details", "summary", "abbr", "kbd", "samp", "var")
          .addAttributes(":all", "lang", "dir")
          .addAttributes("img", "srcset", "sizes")
          .addAttributes("source", "src", "srcset", "sizes", "type", "media")
          .addAttributes("video", "src", "poster", "width", "height", "controls")
          .addAttributes("audio", "src", "controls")
          .addAttributes("time", "datetime")
          .addAttributes("abbr", "title")
          .addProtocols("a", "href", "tel", "sms")
          .addProtocols("source", "src", "http", "https")
          .addProtocols("video", "src", "http", "https")
          .addProtocols("video", "poster", "http", "https")
          .addProtocols("audio", "src", "http", "https");

  private FullText() {}

  /**
   * The article.
   *
   * @param selector CSS selector of the article, or empty
   * @return HTML with absolute addresses and without anything that runs; empty where there is none,
   *     or the page is nested deeper than 200 elements or has more than 150,000 elements and texts
   */
  static String of(String html, String selector, Page page) {
    String base = page.url().toASCIIString();
    Document document = Jsoup.parse(LowerCase.ofNames(html), base);
    if (!isBounded(document)) {
      LOG.warn("{} is too deep or too large for the full text of feeds", page.path());
      return "";
    }
    Element article = article(document, selector);
    if (article == null) {
      return "";
    }
    LazyMedia.load(article);
    article.select(AROUND).remove();
    Element heading = article.selectFirst("h1");
    if (heading != null && PlainText.line(heading.text()).equals(PlainText.line(page.title()))) {
      heading.remove();
    }
    article.select("rp").remove();
    article.select("rt").forEach(reading -> reading.prependText("(").appendText(")"));
    makeAbsolute(article);
    article.select("object").forEach(FullText::open);
    article.select("iframe, embed").forEach(frame -> link(frame, frame.attr("src")));
    article.select("img:not([src]):not([srcset])").remove();
    Document dirty = Document.createShell(base);
    article.childNodesCopy().forEach(dirty.body()::appendChild);
    Document clean = new Cleaner(SAFE).clean(dirty);
    clean.outputSettings().prettyPrint(false);
    clean.select("p:empty, div:empty, figure:empty").remove();
    for (Element element : clean.body().getAllElements()) {
      element.textNodes().forEach(text -> text.text(PlainText.lines(text.getWholeText())));
    }
    return PlainText.lines(clean.body().html()).strip();
  }

  /** What follows looks at each element's surroundings, which costs the square of their depth. */
  private static boolean isBounded(Document document) {
    int[] nodes = {0};
    return NodeTraversor.filter(
            (node, depth) ->
                ++nodes[0] > MOST_NODES || depth > DEEPEST
                    ? FilterResult.STOP
                    : FilterResult.CONTINUE,
            document)
        != FilterResult.STOP;
  }

  private static @Nullable Element article(Document document, String selector) {
    if (!selector.isBlank()) {
      try {
        return document.selectFirst(selector);
      } catch (Selector.SelectorParseException | IllegalArgumentException e) {
        LOG.warn("\"{}\" of smo/feed is no CSS selector; it is not obeyed", selector, e);
      }
    }
    for (String place : ARTICLE) {
      Element found = document.selectFirst(place);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** What stands in an object is for whoever cannot show it. */
  private static void open(Element object) {
    object.select("> param").remove();
    if (object.childrenSize() > 0 || object.hasText()) {
      object.unwrap();
    } else if (object.attr("type").startsWith("image/")) {
      String alt = PlainText.line(object.attr("title"));
      object.replaceWith(new Element("img").attr("src", object.attr("data")).attr("alt", alt));
    } else {
      link(object, object.attr("data"));
    }
  }

  /** Readers show no frame; they get the way to what is in it. */
  private static void link(Element frame, String address) {
    if (address.startsWith("https://") || address.startsWith("http://")) {
      String title = PlainText.line(frame.attr("title"));
      Element link = new Element("a").attr("href", address);
      frame.replaceWith(new Element("p").appendChild(link.text(title.isEmpty() ? address : title)));
    } else {
      frame.remove();
    }
  }

  private static void makeAbsolute(Element article) {
    for (Element element : article.getAllElements()) {
      for (String name : ADDRESSES) {
        if (element.hasAttr(name)) {
          element.attr(name, element.absUrl(name));
        }
      }
      if (element.hasAttr("srcset")) {
        element.attr("srcset", sources(element.attr("srcset"), element.baseUri()));
      }
    }
  }

  /** Candidates of a {@code srcset}; one that is no address of the web is left out. */
  private static String sources(String srcset, String base) {
    List<String> sources = new ArrayList<>();
    for (String candidate : CANDIDATES.split(srcset.strip())) {
      String[] parts = candidate.strip().split("\\s+", 2);
      try {
        URI address = new URI(base).resolve(parts[0]);
        if ("https".equals(address.getScheme()) || "http".equals(address.getScheme())) {
          sources.add(address + (parts.length > 1 ? " " + parts[1] : ""));
        }
      } catch (URISyntaxException | IllegalArgumentException e) {
        LOG.debug("{} in a srcset is no address", parts[0], e);
      }
    }
    return String.join(", ", sources);
  }
}
