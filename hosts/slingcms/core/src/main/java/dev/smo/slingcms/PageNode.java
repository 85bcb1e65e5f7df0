// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms;

import dev.smo.identity.FirstPublication;
import dev.smo.page.Author;
import dev.smo.prose.HtmlText;
import dev.smo.prose.PlainText;
import dev.smo.settings.SiteZone;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ValueMap;
import org.jetbrains.annotations.Nullable;

/**
 * A {@code sling:Page} and what its properties say.
 *
 * @param page the page's node
 * @param properties those of its {@code jcr:content}
 */
record PageNode(Resource page, ValueMap properties) {
  static final String CONTENT = "jcr:content";
  private static final String PAGE = "sling:Page";
  private static final String ROOT = "/content/";

  static boolean isPage(Resource node) {
    return node.getPath().startsWith(ROOT)
        && PAGE.equals(node.getValueMap().get("jcr:primaryType", ""));
  }

  static PageNode of(Resource page) {
    Resource content = page.getChild(CONTENT);
    return new PageNode(page, content == null ? ValueMap.EMPTY : content.getValueMap());
  }

  String title() {
    String title = text("jcr:title");
    return PlainText.isInvisible(title) ? page.getName() : title;
  }

  String description() {
    return HtmlText.stored(properties.get("jcr:description", "").strip());
  }

  String text(String property) {
    return asTyped(properties.get(property, ""));
  }

  /**
   * The dialog of the CMS that makes a page fills its template with Handlebars, which escapes what
   * the author typed as if for HTML: {@code What's on} is stored as {@code What&#x27;s on}.
   */
  static String asTyped(String stored) {
    return PlainText.decoded(stored.strip());
  }

  /**
   * Whether the page is published. What the CMS writes today counts; the older property, which its
   * templates still write, speaks only where that is absent.
   */
  boolean live() {
    Boolean now = properties.get("sling:published", Boolean.class);
    return now != null ? now : properties.get("published", false);
  }

  boolean noindex() {
    return properties.get("noindex", false) || properties.get("hideInSitemap", false);
  }

  List<Author> authors() {
    return Stream.of(properties.get("author", new String[0]))
        .map(PageNode::asTyped)
        .filter(name -> !name.isEmpty())
        .map(Author::named)
        .toList();
  }

  /** Titles of the taxonomy nodes; a child named as the language has the title in that language. */
  List<String> tags(Locale locale) {
    List<String> titles = new ArrayList<>();
    for (String path : properties.get("sling:taxonomy", new String[0])) {
      Resource tag = page.getResourceResolver().getResource(path);
      if (tag != null) {
        Resource translated = tag.getChild(locale.getLanguage());
        String title = (translated == null ? tag : translated).getValueMap().get("jcr:title", "");
        titles.add(PlainText.isInvisible(title) ? tag.getName() : asTyped(title));
      }
    }
    return titles;
  }

  /**
   * The date that the author gave, else when the page first came out, else when it was made. A day
   * without a time is that of the first publication, where that was on the day, else the start of
   * the day in the zone of the site.
   */
  @Nullable
  Instant published() {
    Instant given = dateOf(properties, "publishDate");
    if (given != null) {
      return given;
    }
    Optional<LocalDate> day = day(properties.get("publishDate"));
    boolean out = "ADD".equals(properties.get("sling:lastPublicationType", "ADD"));
    Instant last = out ? dateOf(properties, "sling:lastPublication") : null;
    Instant first = FirstPublication.of(page, page, last).orElse(null);
    if (day.isEmpty()) {
      return first != null ? first : dateOf(page.getValueMap(), "jcr:created");
    }
    ZoneId zone = SiteZone.of(page);
    boolean sameDay = first != null && day.get().equals(LocalDate.ofInstant(first, zone));
    return sameDay ? first : day.get().atStartOfDay(zone).toInstant();
  }

  @Nullable
  Instant modified() {
    Instant content = dateOf(properties, "jcr:lastModified");
    return content != null ? content : dateOf(page.getValueMap(), "jcr:lastModified");
  }

  /**
   * When the page was made public the last time; one that was so before the CMS noted it, when it
   * was changed or made.
   */
  Optional<Instant> lastPublished() {
    return live()
        ? Stream.of(
                dateOf(properties, "sling:lastPublication"),
                modified(),
                dateOf(page.getValueMap(), "jcr:created"))
            .filter(Objects::nonNull)
            .findFirst()
        : Optional.empty();
  }

  private static @Nullable Instant dateOf(ValueMap properties, String name) {
    return properties.get(name) instanceof Calendar date ? date.toInstant() : null;
  }

  /** The text {@code yyyy-MM-dd} of a date field. */
  private static Optional<LocalDate> day(@Nullable Object value) {
    try {
      return value instanceof String text && !text.isBlank()
          ? Optional.of(LocalDate.parse(text.strip()))
          : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
