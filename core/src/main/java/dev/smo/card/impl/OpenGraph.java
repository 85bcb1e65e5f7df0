// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import dev.smo.card.Origin;
import dev.smo.page.Author;
import dev.smo.page.Image;
import dev.smo.prose.PlainText;
import dev.smo.share.NetworkLink;
import dev.smo.words.LowerCase;
import java.util.Map;
import org.apache.sling.api.resource.ValueMap;

/** The tags of <a href="https://ogp.me">Open Graph</a>, and those of Facebook beside them. */
final class OpenGraph {
  private static final Map<String, String> VIDEOS =
      Map.of(
          "mp4", "video/mp4", "webm", "video/webm", "ogv", "video/ogg", "mov", "video/quicktime");

  private final Card card;
  private final Head head;

  OpenGraph(Card card, Head head) {
    this.card = card;
    this.head = head;
  }

  void write() {
    page();
    // Facebook takes the first and LinkedIn the last, so no square comes after a drawn picture.
    card.pictures().stream()
        .filter(one -> one.origin() != Origin.GENERATED || one.equals(card.pictures().get(0)))
        .forEach(picture -> image(picture.image()));
    // Not a picture of Open Graph, or readers would be offered the same twice.
    card.photo().ifPresent(photo -> head.name("smo:photo", photo.url().toASCIIString()));
    video();
    if (card.type().article()) {
      article();
    }
    if (card.type().profile()) {
      profile();
    }
    head.property("fb:app_id", PlainText.line(card.defaults().facebookApp()));
  }

  private void page() {
    head.property("og:type", card.type().openGraph());
    head.property(CardTags.MARK, card.title());
    head.property("og:description", card.description());
    head.property("og:url", card.url());
    head.property("og:site_name", card.siteName());
    GraphLocale.of(card.page().locale()).ifPresent(locale -> head.property("og:locale", locale));
    card.page().alternates().keySet().stream()
        .flatMap(locale -> GraphLocale.of(locale).stream())
        .distinct()
        .sorted()
        .forEach(locale -> head.property("og:locale:alternate", locale));
    head.date("og:updated_time", card.page().modified());
  }

  private void image(Image image) {
    String address = image.url().toASCIIString();
    head.property("og:image", address);
    secure("og:image:secure_url", address);
    head.property("og:image:type", image.type());
    if (image.width() > 0 && image.height() > 0) {
      head.number("og:image:width", image.width());
      head.number("og:image:height", image.height());
    }
    head.property("og:image:alt", PlainText.line(image.alt()));
  }

  private void video() {
    String address = card.text(CardValues.VIDEO);
    if (address.isEmpty()) {
      return;
    }
    head.property("og:video", address);
    secure("og:video:secure_url", address);
    head.property("og:video:type", videoType(address));
    head.number("og:video:width", card.fields().get("videoWidth", 0));
    head.number("og:video:height", card.fields().get("videoHeight", 0));
  }

  /** What is no film is a page that plays one. */
  static String videoType(String address) {
    String path = address.replaceFirst("[?#].*", "");
    String extension = LowerCase.of(path.substring(path.lastIndexOf('.') + 1));
    return VIDEOS.getOrDefault(extension, "text/html");
  }

  private void secure(String property, String address) {
    head.property(property, address.startsWith("https:") ? address : "");
  }

  private void article() {
    head.date("article:published_time", card.page().published());
    head.date("article:modified_time", card.page().modified());
    head.date("article:expiration_time", card.page().expires());
    for (Author author : card.authors()) {
      head.property("article:author", author.url().isEmpty() ? author.name() : author.url());
    }
    head.property("article:section", card.text(CardValues.SECTION));
    card.tags().forEach(tag -> head.property("article:tag", tag));
    card.site().accounts().stream()
        .filter(account -> "facebook".equals(account.network()))
        .map(NetworkLink::href)
        .findFirst()
        .ifPresent(page -> head.property("article:publisher", page));
    card.authors().forEach(author -> head.name("author", author.name()));
  }

  private void profile() {
    ValueMap fields = card.fields();
    head.property("profile:first_name", PlainText.line(fields.get("firstName", "")));
    head.property("profile:last_name", PlainText.line(fields.get("lastName", "")));
    head.property("profile:username", PlainText.line(fields.get("username", "")));
  }
}
