// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import dev.smo.feed.catalog.FeedFormat;
import dev.smo.page.PageLink;
import dev.smo.prose.PlainText;
import dev.smo.share.NetworkLink;
import java.net.URI;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Links of the head, and what search engines are told there. */
final class HeadLinks {
  private static final String ALTERNATE = "alternate";

  private final Card card;
  private final Head head;

  HeadLinks(Card card, Head head) {
    this.card = card;
    this.head = head;
  }

  void canonical() {
    head.link("canonical", card.url());
  }

  /**
   * All languages of the page, itself too, as search engines want it. Not for pages whose canonical
   * address is another's: the two would say different things.
   */
  void languages() {
    Map<Locale, URI> others = card.page().alternates();
    if (others.isEmpty()
        || card.page().noindex()
        || !card.page().canonical().equals(card.page().url())) {
      return;
    }
    Map<Locale, URI> all = new TreeMap<>(Comparator.comparing(Locale::toLanguageTag));
    all.putAll(others);
    all.put(card.page().locale(), card.page().url());
    all.forEach((locale, url) -> language(locale.toLanguageTag(), url));
    String rest = card.defaults().otherLanguages().strip();
    all.entrySet().stream()
        .filter(language -> language.getKey().toLanguageTag().equalsIgnoreCase(rest))
        .findFirst()
        .ifPresent(language -> language("x-default", language.getValue()));
  }

  private void language(String tag, URI url) {
    head.link(ALTERNATE, url.toASCIIString(), "hreflang", tag);
  }

  void write() {
    if (card.page().home()) {
      card.site().accounts().stream()
          .map(NetworkLink::href)
          .forEach(account -> head.link("me", account));
    }
    if (card.defaults().largePreviews() && card.image().isPresent() && !card.page().noindex()) {
      head.name("robots", "max-image-preview:large");
    }
    card.site().feeds().forEach((format, address) -> feed(format, address, card.siteName()));
    // In one format: whoever subscribes to a part knows what a feed is.
    card.site()
        .section()
        .ifPresent(
            section -> feed(FeedFormat.RSS, FeedFormat.RSS.addressOf(section.url()), of(section)));
    if (card.embeddable()) {
      for (OembedFormat format : OembedFormat.values()) {
        String address = format.addressOf(card.page()).toASCIIString();
        head.link(ALTERNATE, address, "type", format.discovery(), "title", card.title());
      }
    }
  }

  private String of(PageLink section) {
    return PlainText.line(section.title()) + " – " + card.siteName();
  }

  private void feed(FeedFormat format, URI address, String title) {
    String named = title + " (" + format.label() + ")";
    head.link(ALTERNATE, address.toASCIIString(), "type", format.type(), "title", named);
  }
}
