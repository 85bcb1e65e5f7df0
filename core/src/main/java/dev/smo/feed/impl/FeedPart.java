// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import dev.smo.feed.catalog.FeedFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jetbrains.annotations.Nullable;

/**
 * What part of a scope's articles an address asks for: {@code feed}, {@code feed.tag.<slug>},
 * {@code feed.author.<slug>} or {@code feed.locale.<language tag>}, and from the second page on its
 * number. Each part has one spelling, so that caches keep it once.
 *
 * @param slug what the kind is of; empty with {@link Kind#ALL}
 * @param number of the page, from 1
 */
record FeedPart(Kind kind, String slug, int number) {
  /** The feed itself. */
  static final FeedPart WHOLE = new FeedPart(Kind.ALL, "", 1);

  private static final int MOST_SELECTORS = 4;

  /** By what articles are chosen. */
  enum Kind {
    ALL,
    TAG,
    AUTHOR,
    LOCALE;

    private String selector() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The part that selectors name; empty where they name none. */
  static Optional<FeedPart> of(@Nullable String selectors) {
    String text = Objects.requireNonNullElse(selectors, "");
    List<String> words = List.of(text.split("\\.", -1));
    if (!FeedFormat.SELECTOR.equals(words.get(0)) || words.size() > MOST_SELECTORS) {
      return Optional.empty();
    }
    boolean paged = words.size() % 2 == 0;
    String last = words.get(words.size() - 1);
    if (paged && !last.matches("[1-9]\\d{0,3}")) {
      return Optional.empty();
    }
    int number = paged ? Integer.parseInt(last) : 1;
    return kind(words)
        .map(kind -> new FeedPart(kind, kind == Kind.ALL ? "" : words.get(2), number))
        .filter(part -> part.selectors().equals(text));
  }

  private static Optional<Kind> kind(List<String> words) {
    return words.size() < 3
        ? Optional.of(Kind.ALL)
        : Stream.of(Kind.values())
            .filter(kind -> kind != Kind.ALL && kind.selector().equals(words.get(1)))
            .findFirst();
  }

  FeedPart page(int other) {
    return new FeedPart(kind, slug, other);
  }

  String selectors() {
    return FeedFormat.SELECTOR
        + (kind == Kind.ALL ? "" : '.' + kind.selector() + '.' + slug)
        + (number == 1 ? "" : "." + number);
  }

  Predicate<FeedEntry> predicate() {
    return entry -> names(entry).anyMatch(this::isCalled);
  }

  /** What the part is called, as an article writes it; empty where it is no part. */
  String label(FeedEntry first) {
    return kind == Kind.ALL ? "" : names(first).filter(this::isCalled).findFirst().orElse(slug);
  }

  private Stream<String> names(FeedEntry entry) {
    return switch (kind) {
      case ALL -> Stream.of("");
      case TAG -> entry.tags().stream();
      case AUTHOR -> entry.authors().stream();
      case LOCALE -> Stream.of(entry.locale());
    };
  }

  private boolean isCalled(String name) {
    return switch (kind) {
      case ALL -> true;
      case TAG, AUTHOR -> Slug.of(name).equals(slug);
      case LOCALE -> name.equals(slug) || name.startsWith(slug + '-');
    };
  }
}
