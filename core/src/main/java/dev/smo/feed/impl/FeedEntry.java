// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import dev.smo.identity.FirstPublication;
import dev.smo.page.Author;
import dev.smo.page.Page;
import dev.smo.prose.PlainText;
import dev.smo.prose.WrittenDate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
    Instant out,
    @Nullable Instant turns,
    String template,
    String locale,
    List<String> tags,
    List<String> authors) {
  static final Comparator<FeedEntry> NEWEST =
      Comparator.comparing(FeedEntry::date)
          .thenComparing(FeedEntry::out)
          .reversed()
          .thenComparing(FeedEntry::path);

  /** The shortest step between the beginnings of a day anywhere, in seconds. */
  private static final long STEP_OF_ZONES = 900;

  /**
   * Reads a page.
   *
   * @param id gives its identity
   * @param shared gives the one copy of a text that many pages have
   */
  static FeedEntry of(
      Page page,
      Resource resource,
      Function<Resource, String> id,
      At at,
      UnaryOperator<String> shared) {
    return new FeedEntry(
        page.path(),
        id.apply(resource),
        at.reading(),
        isShown(page, at.now()),
        dateOf(page),
        cameOut(page, resource),
        turnsAt(page, at.now()),
        shared.apply(page.template()),
        shared.apply(page.locale().toLanguageTag()),
        lines(page.tags(), shared),
        lines(page.authors().stream().map(Author::name).toList(), shared));
  }

  /** The number of a reading of the repository, and its time. */
  record At(long reading, Instant now) {}

  FeedEntry withId(String other) {
    return new FeedEntry(
        path, other, reading, shown, date, out, turns, template, locale, tags, authors);
  }

  /** Many pages are of one day, which their authors gave without a time: those came out in turn. */
  private static Instant cameOut(Page page, Resource resource) {
    Instant date = dateOf(page);
    boolean mayBeADay = date.getEpochSecond() % STEP_OF_ZONES == 0 && date.getNano() == 0;
    return mayBeADay ? FirstPublication.seen(resource).orElse(date) : date;
  }

  static Instant dateOf(Page page) {
    return page.published().or(page::modified).orElse(Instant.EPOCH);
  }

  static boolean isShown(Page page, Instant now) {
    return page.live()
        && !page.noindex()
        && !page.closed()
        && !page.home()
        && page.published().filter(on -> on.isAfter(now) || !WrittenDate.isPossible(on)).isEmpty()
        && page.expires().filter(end -> !end.isAfter(now)).isEmpty();
  }

  /** A page that waits for its date is shown then, without anybody touching it. */
  private static @Nullable Instant turnsAt(Page page, Instant now) {
    return Stream.of(page.published(), page.expires())
        .flatMap(Optional::stream)
        .filter(turn -> turn.isAfter(now) && WrittenDate.isPossible(turn))
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
