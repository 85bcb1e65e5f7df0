// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import dev.smo.page.Image;
import dev.smo.prose.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * The card of a page as a document without scripts.
 *
 * @param html in UTF-8
 * @param policy its content security policy: its own style, its picture, and nothing else
 */
record EmbedPage(String html, String policy) {
  private static final String TEMPLATE = template();

  static EmbedPage of(Card card) {
    Document document = Jsoup.parse(TEMPLATE);
    document.outputSettings().prettyPrint(false);
    Element root = Objects.requireNonNull(document.selectFirst("html"));
    root.attr("lang", card.page().locale().toLanguageTag());
    document.title(card.title());
    Element link = Objects.requireNonNull(document.selectFirst("a"));
    link.attr("href", card.page().url().toASCIIString());
    Element picture = Objects.requireNonNull(link.selectFirst("img"));
    Optional<Image> image = card.image();
    image.ifPresentOrElse(shown -> show(picture, shown), picture::remove);
    fill(link, ".site", card.siteName());
    fill(link, ".title", card.title());
    fill(link, ".description", card.description());
    String style = Objects.requireNonNull(document.selectFirst("style")).data();
    return new EmbedPage(document.outerHtml(), policy(style, image));
  }

  private static void show(Element picture, Image image) {
    picture.attr("src", image.url().toASCIIString()).attr("alt", PlainText.line(image.alt()));
  }

  private static void fill(Element link, String part, String text) {
    Element element = Objects.requireNonNull(link.selectFirst(part));
    if (text.isEmpty()) {
      element.remove();
    } else {
      element.text(text);
    }
  }

  private static String policy(String style, Optional<Image> image) {
    return "default-src 'none'; style-src 'sha256-"
        + digest(style)
        + "'; img-src "
        + image.map(shown -> origin(shown.url())).orElse("'none'")
        + "; base-uri 'none'; form-action 'none'; frame-ancestors *;"
        + " sandbox allow-popups allow-popups-to-escape-sandbox";
  }

  private static String origin(URI url) {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return url.getHost() == null ? "'none'" : url.getScheme() + "://" + url.getHost() + port;
  }

  private static String digest(String style) {
    try {
      byte[] bytes = style.getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String template() {
    try (InputStream data = EmbedPage.class.getResourceAsStream("embed.html")) {
      return new String(Objects.requireNonNull(data).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
