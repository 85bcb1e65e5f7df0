// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import dev.smo.host.PageSource;
import dev.smo.identity.PageIdentity;
import dev.smo.page.Author;
import dev.smo.page.Page;
import dev.smo.prose.PlainText;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
import org.jetbrains.annotations.Nullable;

/**
 * What an index keeps of a page: enough to choose and to order, no text to show.
 *
 * @param path repository path of the page
 * @param id the page's identity, 32 hexadecimal digits
 * @param reading number of the reading that found it so; another one means that it may have changed
 * @param shown whether strangers may see it as an article, now
 * @param date when it came out, as well as that is known
 * @param turns when it changes by itself, as by its expiry; null: never
 */
record FeedEntry(
    String path,
    String id,
    long reading,
    boolean shown,
    Instant date,
    @Nullable Instant turns,
    String template,
    String locale,
    List<String> tags,
    List<String> authors) {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  static final Comparator<FeedEntry> NEWEST =
      Comparator.comparing(FeedEntry::date).reversed().thenComparing(FeedEntry::path);

  /**
   * Reads a page.
   *
   * @param shared gives the one copy of a text that many pages have
   */
  static Optional<FeedEntry> read(
      Resource resource,
      PageSource pages,
      long reading,
      Instant now,
      UnaryOperator<String> shared) {
    return pages
        .read(resource)
        .map(
            page ->
                new FeedEntry(
                    page.path(),
                    PageIdentity.of(resource, pages),
                    reading,
                    isShown(page, now),
                    dateOf(page),
                    turnsAt(page, now),
                    shared.apply(page.template()),
                    shared.apply(page.locale().toLanguageTag()),
                    lines(page.tags(), shared),
                    lines(page.authors().stream().map(Author::name).toList(), shared)));
  }

  static Instant dateOf(Page page) {
    return page.published().or(page::modified).orElse(Instant.EPOCH);
  }

  /** Whether a date can be that of a page, and be written as readers of feeds read it. */
  static boolean isPossible(Instant date) {
    return !date.isBefore(FIRST) && date.isBefore(LAST);
  }

  static boolean isShown(Page page, Instant now) {
    return page.live()
        && !page.noindex()
        && !page.closed()
        && !page.home()
        && page.published().filter(on -> on.isAfter(now) || !isPossible(on)).isEmpty()
        && page.expires().filter(end -> !end.isAfter(now)).isEmpty();
  }

  /** A page that waits for its date is shown then, without anybody touching it. */
  private static @Nullable Instant turnsAt(Page page, Instant now) {
    return Stream.of(page.published(), page.expires())
        .flatMap(Optional::stream)
        .filter(turn -> turn.isAfter(now) && isPossible(turn))
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  static List<String> lines(List<String> texts, UnaryOperator<String> shared) {
    return texts.stream()
        .map(PlainText::line)
        .filter(text -> !text.isEmpty())
        .map(shared)
        .distinct()
        .toList();
  }
}
