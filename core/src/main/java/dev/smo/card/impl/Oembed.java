// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import dev.smo.page.Author;
import dev.smo.page.Image;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What oEmbed tells of a page. The type is {@code rich}: a frame with the page's card. Mastodon
 * passes over {@code rich} and reads the tags of the page, where it finds more; of {@code link} or
 * {@code photo} it would take a title and a picture, and lose description and author. Only where
 * the consumer has too little room for a card is it {@code link}.
 */
final class Oembed {
  /** Seconds for which consumers and caches may keep an answer. */
  static final int KEEP = 3_600;

  private static final int WIDTH = 600;
  private static final int LEAST_WIDTH = 200;
  // Height of the text of a card; embed.html counts with it.
  private static final int TEXT = 140;
  private static final double PICTURE = 630d / 1200;

  private final Card card;
  private final int maxWidth;
  private final int maxHeight;
  private final Map<String, Object> answer = new LinkedHashMap<>();

  private Oembed(Card card, int maxWidth, int maxHeight) {
    this.card = card;
    this.maxWidth = maxWidth;
    this.maxHeight = maxHeight;
  }

  /**
   * The fields of the answer, texts and numbers, in order.
   *
   * @param maxWidth pixels that the consumer has at most
   * @param maxHeight pixels that the consumer has at most
   */
  static Map<String, Object> of(Card card, int maxWidth, int maxHeight) {
    Oembed told = new Oembed(card, maxWidth, maxHeight);
    boolean room = maxWidth >= LEAST_WIDTH && maxHeight >= TEXT;
    told.answer.put("type", room ? "rich" : "link");
    told.answer.put("version", "1.0");
    told.facts();
    card.image().ifPresent(told::thumbnail);
    if (room) {
      told.frame();
    }
    return told.answer;
  }

  private void facts() {
    put("title", card.title());
    card.authors().stream().findFirst().ifPresent(this::author);
    put("provider_name", card.siteName());
    put("provider_url", card.page().site().url().toASCIIString());
    answer.put("cache_age", KEEP);
  }

  private void author(Author author) {
    put("author_name", author.name());
    put("author_url", author.url());
  }

  /** The three fields only together, and never larger than the consumer wants. */
  private void thumbnail(Image image) {
    boolean known = image.width() > 0 && image.height() > 0;
    if (known && image.width() <= maxWidth && image.height() <= maxHeight) {
      answer.put("thumbnail_url", image.url().toASCIIString());
      answer.put("thumbnail_width", image.width());
      answer.put("thumbnail_height", image.height());
    }
  }

  private void frame() {
    int width = Math.min(WIDTH, maxWidth);
    int pictured = TEXT + (int) Math.round(width * PICTURE);
    int height = card.image().isPresent() && pictured <= maxHeight ? pictured : TEXT;
    answer.put("html", quote() + frame(width, height));
    answer.put("width", width);
    answer.put("height", height);
  }

  /**
   * WordPress shows a quotation before a frame, and the frame never, as that would need a script of
   * ours: it takes all attributes from the quotation, so there it is seen, and here not.
   */
  private String quote() {
    Document document = Document.createShell("");
    document.outputSettings().prettyPrint(false);
    Element quote = document.body().appendElement("blockquote").attr("hidden", true);
    quote.appendElement("a").attr("href", card.page().url().toASCIIString()).text(card.title());
    if (!card.description().isEmpty()) {
      // WordPress strips all but the words, a line break too.
      quote.appendText(" – " + card.description());
    }
    return quote.outerHtml();
  }

  private String frame(int width, int height) {
    return new Element("iframe")
        .attr("src", address().toASCIIString())
        .attr("width", String.valueOf(width))
        .attr("height", String.valueOf(height))
        .attr("title", card.title())
        .attr("sandbox", "allow-popups allow-popups-to-escape-sandbox")
        .attr("loading", "lazy")
        .attr("style", "border:0;max-width:100%")
        .outerHtml();
  }

  private URI address() {
    String page = URLEncoder.encode(card.page().url().toASCIIString(), StandardCharsets.UTF_8);
    return card.page().site().url().resolve(EmbedServlet.PATH + "?url=" + page);
  }

  private void put(String name, String value) {
    if (!value.isEmpty()) {
      answer.put(name, value);
    }
  }
}
