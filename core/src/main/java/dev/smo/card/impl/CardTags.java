package dev.smo.card.impl;

import dev.smo.card.Tag;
import dev.smo.feed.FeedFormat;
import dev.smo.page.Author;
import dev.smo.page.PlainText;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The tags of a card: <a href="https://ogp.me">Open Graph</a>, X card, {@code fediverse:creator},
 * canonical link and feeds.
 */
final class CardTags {
  /** A card that is present has this tag: it is how a second one is avoided. */
  static final String MARK = "og:title";

  private static final int LARGE = 300;

  private final Card card;
  private final List<Tag> tags = new ArrayList<>();

  private CardTags(Card card) {
    this.card = card;
  }

  static List<Tag> of(Card card) {
    CardTags tags = new CardTags(card);
    tags.page();
    tags.image();
    tags.article();
    tags.networks();
    tags.links();
    return List.copyOf(tags.tags);
  }

  private void page() {
    property("og:type", card.type());
    property(MARK, card.title());
    property("og:description", card.description());
    property("og:url", card.url());
    property("og:site_name", card.siteName());
    OpenGraphLocale.of(card.page().locale()).ifPresent(locale -> property("og:locale", locale));
    card.page().alternates().keySet().stream()
        .flatMap(locale -> OpenGraphLocale.of(locale).stream())
        .distinct()
        .sorted()
        .forEach(locale -> property("og:locale:alternate", locale));
  }

  private void image() {
    card.image()
        .ifPresent(
            image -> {
              property("og:image", image.url().toASCIIString());
              property("og:image:type", image.type());
              if (image.width() > 0 && image.height() > 0) {
                property("og:image:width", String.valueOf(image.width()));
                property("og:image:height", String.valueOf(image.height()));
              }
              property("og:image:alt", PlainText.line(image.alt()));
            });
  }

  private void article() {
    if (!card.article()) {
      return;
    }
    date("article:published_time", card.page().published());
    date("article:modified_time", card.page().modified());
    for (Author author : card.authors()) {
      property("article:author", author.url().isEmpty() ? author.name() : author.url());
    }
    card.tags().forEach(tag -> property("article:tag", tag));
    for (Author author : card.authors()) {
      tags.add(Tag.meta("name", "author", author.name()));
    }
  }

  private void networks() {
    name("twitter:card", large() ? "summary_large_image" : "summary");
    name("twitter:site", PlainText.line(card.defaults().twitterSite()));
    name("twitter:title", card.title());
    name("twitter:description", card.description());
    card.image()
        .ifPresent(
            image -> {
              name("twitter:image", image.url().toASCIIString());
              name("twitter:image:alt", PlainText.line(image.alt()));
            });
    name("fediverse:creator", card.creator());
  }

  /** Wide enough for the large card, or of unknown size, which most pictures of articles are. */
  private boolean large() {
    return card.image()
        .filter(i -> i.width() == 0 || (i.width() >= LARGE && i.width() > i.height()))
        .isPresent();
  }

  private void links() {
    if (card.defaults().canonical()) {
      tags.add(Tag.link("canonical", card.url()));
    }
    for (Map.Entry<FeedFormat, URI> feed : card.feeds().entrySet()) {
      tags.add(
          Tag.link("alternate", feed.getValue().toASCIIString())
              .with("type", feed.getKey().type())
              .with("title", card.siteName() + " (" + feed.getKey().label() + ")"));
    }
  }

  private void date(String property, Optional<Instant> date) {
    date.ifPresent(at -> property(property, at.truncatedTo(ChronoUnit.SECONDS).toString()));
  }

  private void property(String name, String content) {
    add("property", name, content);
  }

  private void name(String name, String content) {
    add("name", name, content);
  }

  private void add(String key, String name, String content) {
    if (!content.isEmpty()) {
      tags.add(Tag.meta(key, name, content));
    }
  }

  /** Open Graph wants language and country; of a language alone the usual country is taken. */
  private static final class OpenGraphLocale {
    private static final Map<String, String> USUAL =
        Map.ofEntries(
            Map.entry("ar", "AR"),
            Map.entry("cs", "CZ"),
            Map.entry("da", "DK"),
            Map.entry("el", "GR"),
            Map.entry("en", "US"),
            Map.entry("et", "EE"),
            Map.entry("fa", "IR"),
            Map.entry("he", "IL"),
            Map.entry("hi", "IN"),
            Map.entry("ja", "JP"),
            Map.entry("ko", "KR"),
            Map.entry("nb", "NO"),
            Map.entry("sl", "SI"),
            Map.entry("sv", "SE"),
            Map.entry("uk", "UA"),
            Map.entry("vi", "VN"),
            Map.entry("zh", "CN"));

    static Optional<String> of(Locale locale) {
      String language = locale.getLanguage();
      if (language.isEmpty()) {
        return Optional.empty();
      }
      String country =
          locale.getCountry().isEmpty()
              ? USUAL.getOrDefault(language, language.toUpperCase(Locale.ROOT))
              : locale.getCountry();
      return Optional.of(language + '_' + country);
    }
  }
}
