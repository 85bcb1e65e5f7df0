// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.wording;

import dev.smo.page.Author;
import dev.smo.page.Page;
import dev.smo.prose.Prose;
import dev.smo.prose.Shortening;
import dev.smo.prose.WrittenDate;
import dev.smo.wording.Draft.Part;
import dev.smo.words.TextLink;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What posts may say of a page. Pages say as much as they like, and each text that is tried costs
 * all that is in it, so nothing here is longer than some times what the network takes.
 */
record PageFacts(Map<Part, Shortening> texts, List<String> hashtags) {
  /** Most characters of one fact, wherever it goes. */
  static final int LONGEST = 10_000;

  // Networks count an address as 23, and a family of emoji as one.
  private static final int TIMES = 10;
  private static final int MOST_NAMES = 100;

  /**
   * @param link as it stands in the words
   * @param most longest text of the network, in its own unit
   */
  static PageFacts of(Page page, String link, ZoneId zone, int most) {
    int longest = (int) Math.min(LONGEST, (most + 100L) * TIMES);
    String names =
        page.authors().stream()
            .limit(MOST_NAMES)
            .map(Author::name)
            .map(name -> Prose.line(beginning(name)))
            .filter(name -> !name.isEmpty())
            .collect(Collectors.joining(", "));
    Map<Part, Shortening> texts = new EnumMap<>(Part.class);
    texts.put(Part.TITLE, bounded(Prose.line(beginning(page.title())), longest));
    texts.put(Part.DESCRIPTION, bounded(Prose.lines(beginning(page.description())), longest));
    texts.put(Part.AUTHOR, bounded(names, longest));
    texts.put(Part.SITE, bounded(Prose.line(beginning(page.site().name())), longest));
    texts.put(Part.DATE, new Shortening(date(page, zone)));
    texts.put(Part.URL, new Shortening(link));
    List<String> tags = page.tags().stream().limit(MOST_NAMES).map(PageFacts::beginning).toList();
    return new PageFacts(texts, Hashtags.of(tags, page.locale()));
  }

  /** What is cleaned at all: white space may be much of it. An address is there whole, or not. */
  private static String beginning(String raw) {
    int most = 2 * LONGEST;
    if (raw.length() <= most) {
      return raw;
    }
    String read = raw.substring(0, Math.min(raw.length(), most + LONGEST));
    return raw.substring(0, TextLink.outside(most, read));
  }

  private static Shortening bounded(String text, int longest) {
    if (text.length() <= longest) {
      return new Shortening(text);
    }
    // The last of its characters may be half a one.
    Shortening start = new Shortening(text.substring(0, longest));
    return new Shortening(start.to(start.size() - 1));
  }

  // The day as the site counts it, so that its pages, its pictures and its posts tell the same.
  private static String date(Page page, ZoneId zone) {
    return page.published()
        .filter(WrittenDate::isPossible)
        .or(page::modified)
        .map(
            at ->
                DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                    .withLocale(page.locale())
                    .withZone(zone)
                    .format(at))
        .orElse("");
  }
}
