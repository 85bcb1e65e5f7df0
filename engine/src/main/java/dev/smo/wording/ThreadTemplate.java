// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.wording;

import dev.smo.connector.Limits;
import dev.smo.connector.Shape;
import dev.smo.page.Page;
import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of a post that may be a thread: a {@link TextTemplate} for each part, divided by a line
 * that holds only {@code ---}. Each part is fitted to the network by itself.
 */
public final class ThreadTemplate {
  // Each part is composed by itself, and may say again what the page says.
  private static final int MOST_PARTS = 100;
  private static final int MOST_PLACEHOLDERS = 30;
  // Half as much again as the longest post of any network.
  private static final int LONGEST = 100_000;

  private final List<TextTemplate> parts;

  private ThreadTemplate(List<TextTemplate> parts) {
    this.parts = parts;
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException a part is none that {@link TextTemplate} reads, a second one
   *     has the link, or there is more in it than in any post; the message is for people
   */
  public static ThreadTemplate parse(String template) {
    if (template.length() > LONGEST) {
      throw new IllegalArgumentException(
          "The words have more than " + LONGEST + " characters: no network takes as many.");
    }
    List<String> words = Wording.parts(template);
    if (words.size() > MOST_PARTS) {
      throw new IllegalArgumentException(
          "The words have more than " + MOST_PARTS + " parts: no network takes as many.");
    }
    List<TextTemplate> parts =
        (words.isEmpty() ? List.of("") : words).stream().map(TextTemplate::parse).toList();
    if (parts.stream().filter(TextTemplate::hasLink).count() > 1) {
      throw new IllegalArgumentException("{url} may stand only once.");
    }
    if (parts.stream().mapToLong(TextTemplate::placeholders).sum() > MOST_PLACEHOLDERS) {
      throw new IllegalArgumentException(
          "The words have more than " + MOST_PLACEHOLDERS + " placeholders. Leave some out.");
    }
    return new ThreadTemplate(parts);
  }

  /** The same template, with {@code {date}} as that zone counts days; UTC without it. */
  public ThreadTemplate in(ZoneId site) {
    return new ThreadTemplate(parts.stream().map(part -> part.in(site)).toList());
  }

  /** The same template, each of whose parts mentions accounts. */
  public ThreadTemplate mentioning(MentionMap accounts) {
    return new ThreadTemplate(parts.stream().map(part -> part.mentioning(accounts)).toList());
  }

  /** How many parts it has. */
  public int size() {
    return parts.size();
  }

  /**
   * The words of the first part that has some for a page, for networks that take no more. See
   * {@link #compose}.
   */
  public List<Wording> composeFirst(Page page, URI link, Limits limits, Shape shape) {
    TextTemplate first =
        parts.stream()
            .filter(part -> !part.compose(page, link, limits, shape).text().isBlank())
            .findFirst()
            .orElse(parts.get(0));
    return List.of(first.withLink().compose(page, link, limits, shape));
  }

  /** Most parts that a network takes: those behind the first have neither picture nor card. */
  public static int most(Limits limits) {
    return limits.takes(Shape.TEXT) ? limits.maxThread() : 1;
  }

  /** What a person is told whose words have more parts than a network takes in a thread. */
  public static String tooMany(int parts, Limits limits) {
    return "The words have "
        + parts
        + " parts where the network takes threads of "
        + most(limits)
        + ". Join some, or leave some out.";
  }

  /**
   * The words for one page on one network, with the link below the first part that has words where
   * no part has a place for it. Parts that nothing is left of, such as a description that is empty,
   * are left out.
   *
   * @param first which of the network's limits counts for the part that comes first
   * @return at least one
   * @throws TextTemplate.LinkTooLongException the network cannot take the link
   */
  public List<Wording> compose(Page page, URI link, Limits limits, Shape first) {
    boolean linked = parts.stream().anyMatch(TextTemplate::hasLink);
    List<Wording> said = new ArrayList<>();
    for (TextTemplate part : parts) {
      Shape shape = said.isEmpty() ? first : behind(part, limits);
      Wording words = part.compose(page, link, limits, shape);
      if (!words.text().isBlank()) {
        boolean below = said.isEmpty() && !linked;
        said.add(below ? part.withLink().compose(page, link, limits, shape) : words);
      }
    }
    return said.isEmpty()
        ? List.of(parts.get(0).withLink().compose(page, link, limits, first))
        : List.copyOf(said);
  }

  private static Shape behind(TextTemplate part, Limits limits) {
    return part.hasLink() && limits.takes(Shape.LINK) ? Shape.LINK : Shape.TEXT;
  }
}
