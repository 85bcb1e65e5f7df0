// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.wording;

import dev.smo.connector.Limits;
import dev.smo.connector.Shape;
import dev.smo.page.Page;
import dev.smo.wording.Draft.Part;
import dev.smo.wording.Draft.Piece;
import dev.smo.words.LowerCase;
import java.net.URI;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The words of posts, with placeholders for facts of the page: <code>
 * "{title}\n\n{description}\n\n{url} {tags}"</code>. A brace is written twice to stand for itself.
 * An author's own text is a template too.
 *
 * <p>A post that is too long is shortened where it hurts least: first the description, then the
 * title (but not to a stub), names and date, then hashtags from the last, then the rest of the
 * title, then the template's own words. The link is never touched. Separators that would dangle
 * next to an empty placeholder are left out.
 */
public final class TextTemplate {
  /** What is given up, in this order, each down to so many graphemes (or hashtags). */
  private static final List<Step> STEPS =
      List.of(
          new Step(Part.DESCRIPTION, 0),
          new Step(Part.TITLE, 40),
          new Step(Part.AUTHOR, 0),
          new Step(Part.SITE, 0),
          new Step(Part.DATE, 0),
          new Step(Part.TAGS, 0),
          new Step(Part.TITLE, 0),
          new Step(Part.WORDS, 0));

  /** So often a placeholder may stand in a template; who wants more has gone wrong. */
  private static final int MOST_OF_ONE = 3;

  /** Longer than any placeholder. */
  private static final int LONGEST_NAME = 20;

  private record Step(Part part, int least) {}

  private final List<Piece> pieces;
  private final ZoneId zone;
  private final MentionMap mentions;

  private TextTemplate(List<Piece> pieces, ZoneId zone, MentionMap mentions) {
    this.pieces = List.copyOf(pieces);
    this.zone = zone;
    this.mentions = mentions;
  }

  /** Not even the link fits; no shorter text can help. */
  public static final class LinkTooLongException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LinkTooLongException(int length, int allowed) {
      super("The link alone counts " + length + " where the network takes " + allowed + ".");
    }
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException it has an unknown placeholder, one too often, or a single
   *     brace; the message names it and is for people
   */
  public static TextTemplate parse(String template) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder words = new StringBuilder();
    int at = 0;
    while (at < template.length()) {
      char c = template.charAt(at);
      if ((c == '{' || c == '}') && template.startsWith(String.valueOf(c).repeat(2), at)) {
        words.append(c);
        at += 2;
      } else if (c == '{') {
        pieces.add(Piece.words(words.toString()));
        words.setLength(0);
        int end = template.indexOf('}', at);
        pieces.add(placeholder(template.substring(at + 1, end < 0 ? template.length() : end), end));
        at = end + 1;
      } else if (c == '}') {
        throw new IllegalArgumentException("'}' without '{': write '}}' for a brace.");
      } else {
        words.append(c);
        at++;
      }
    }
    pieces.add(Piece.words(words.toString()));
    return checked(pieces);
  }

  private static Piece placeholder(String name, int end) {
    if (end < 0) {
      throw new IllegalArgumentException(
          "'{' without '}' before '" + name.strip() + "': write '{{' for a brace.");
    }
    boolean endless = name.length() > LONGEST_NAME;
    String told =
        endless ? name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME / 2)) + "…" : name;
    String said = name.strip().length() > LONGEST_NAME ? "" : LowerCase.of(name.strip());
    return Draft.FIELDS.stream()
        .filter(part -> part.placeholder().equals(said))
        .findFirst()
        .map(Piece::field)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown placeholder {"
                        + told
                        + "}; there are "
                        + Draft.FIELDS.stream()
                            .map(part -> "{" + part.placeholder() + "}")
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  private static TextTemplate checked(List<Piece> pieces) {
    if (pieces.stream().filter(piece -> piece.part() == Part.URL).count() > 1) {
      throw new IllegalArgumentException("{url} may stand only once.");
    }
    for (Part part : Draft.FIELDS) {
      if (pieces.stream().filter(piece -> piece.part() == part).count() > MOST_OF_ONE) {
        throw new IllegalArgumentException(
            "{" + part.placeholder() + "} may stand at most " + MOST_OF_ONE + " times in a post.");
      }
    }
    return new TextTemplate(
        pieces.stream().filter(piece -> piece.part() != Part.WORDS || !piece.isEmpty()).toList(),
        ZoneOffset.UTC,
        MentionMap.NONE);
  }

  /** The same template, with {@code {date}} as that zone counts days; UTC without it. */
  TextTemplate in(ZoneId site) {
    return new TextTemplate(pieces, site, mentions);
  }

  /** The same template, whose words mention accounts. */
  TextTemplate mentioning(MentionMap accounts) {
    return new TextTemplate(pieces, zone, accounts);
  }

  /**
   * The same template, with the link below it unless it has one already: for authors' own texts.
   */
  public TextTemplate withLink() {
    if (hasLink()) {
      return this;
    }
    List<Piece> longer = new ArrayList<>(pieces);
    longer.addAll(Arrays.asList(Piece.words("\n\n"), Piece.field(Part.URL)));
    return new TextTemplate(longer, zone, mentions);
  }

  /** How many placeholders are in it. */
  long placeholders() {
    return pieces.stream().filter(piece -> piece.part() != Part.WORDS).count();
  }

  /** Whether the link has a place in it. */
  boolean hasLink() {
    return pieces.stream().anyMatch(piece -> piece.part() == Part.URL);
  }

  /**
   * The words for one page on one network.
   *
   * @param link what {url} becomes, to the letter; nothing where the network has a place of its own
   *     for it
   * @param shape which of the network's limits counts
   * @throws LinkTooLongException the network cannot take the link
   */
  public Wording compose(Page page, URI link, Limits limits, Shape shape) {
    Room room = new Room(limits, shape);
    String address = limits.linkBeside() ? "" : link.toString();
    Draft draft =
        Draft.of(pieces, PageFacts.of(page, address, zone, limits.maxLength(shape)), mentions)
            .with(Part.TAGS, limits.maxHashtags());
    for (Step step : STEPS) {
      if (room.fits(draft.text())) {
        break;
      }
      draft = fitted(draft, step, room);
    }
    String text = draft.text();
    if (!room.fits(text)) {
      throw new LinkTooLongException(limits.length(link.toString()), limits.maxLength(shape));
    }
    return new Wording(text, Wording.hashtags(text, link.toString()));
  }

  /** What a network takes of one shape, counted as it will be sent: escaped for its format. */
  private record Room(Limits limits, Shape shape) {
    boolean fits(String text) {
      return limits.fits(Escaping.escape(text, limits.format()), shape);
    }
  }

  /** The longest that fits, or the least of it. */
  private static Draft fitted(Draft draft, Step step, Room room) {
    int fits = Math.min(step.least(), draft.size(step.part()));
    Draft least = draft.with(step.part(), fits);
    if (!room.fits(least.text())) {
      return least;
    }
    int tooLong = draft.size(step.part());
    while (tooLong - fits > 1) {
      int middle = (fits + tooLong) >>> 1;
      if (room.fits(draft.with(step.part(), middle).text())) {
        fits = middle;
      } else {
        tooLong = middle;
      }
    }
    return draft.with(step.part(), fits);
  }
}
