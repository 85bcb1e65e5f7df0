// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.wording;

import dev.smo.prose.Prose;
import dev.smo.prose.Shortening;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A template filled with one page's facts, some of them cut. Immutable. */
final class Draft {
  /** What a text is made of: facts of the page, and the template's own words. */
  enum Part {
    TITLE,
    DESCRIPTION,
    TAGS,
    AUTHOR,
    SITE,
    DATE,
    URL,
    WORDS;

    String placeholder() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One piece of a template: a placeholder, or words. */
  record Piece(Part part, String words) {
    static Piece words(String raw) {
      return new Piece(Part.WORDS, Prose.clean(raw));
    }

    static Piece field(Part part) {
      return new Piece(part, "");
    }

    boolean isEmpty() {
      return words.isEmpty();
    }
  }

  static final Set<Part> FIELDS = EnumSet.range(Part.TITLE, Part.URL);

  private static final Pattern SEPARATOR = Pattern.compile("[\\s\\p{P}|·•<>]+");
  private static final Pattern CLOSING = Pattern.compile("^[)\\]»”]");
  // What may touch an address without becoming part of it, where networks look for addresses.
  private static final Pattern BEFORE_LINK = Pattern.compile("[\\s(\\[«„“‚‘\"']");
  private static final Pattern AFTER_LINK =
      Pattern.compile("^(?:\\s|[)\\]»“”‘’\"'.,;:!?…]+(?:\\s|$))");

  private final List<Piece> pieces;
  private final Map<Part, Shortening> facts;
  private final List<String> tags;
  private final Map<Part, Integer> caps;
  private final MentionMap mentions;

  private Draft(
      List<Piece> pieces,
      Map<Part, Shortening> facts,
      List<String> tags,
      Map<Part, Integer> caps,
      MentionMap mentions) {
    this.pieces = pieces;
    this.facts = facts;
    this.tags = tags;
    this.caps = caps;
    this.mentions = mentions;
  }

  static Draft of(List<Piece> pieces, PageFacts facts, MentionMap mentions) {
    return new Draft(pieces, facts.texts(), facts.hashtags(), Map.of(), mentions);
  }

  /** How many graphemes (hashtags) of a part there are to give up. */
  int size(Part part) {
    return switch (part) {
      case TAGS -> Math.min(tags.size(), cap(part));
      case WORDS ->
          pieces.stream().mapToInt(piece -> new Shortening(piece.words()).size()).max().orElse(0);
      default -> Math.min(fact(part).size(), cap(part));
    };
  }

  /** The same with at most so many graphemes (hashtags) of a part. */
  Draft with(Part part, int most) {
    Map<Part, Integer> changed = new EnumMap<>(Part.class);
    changed.putAll(caps);
    changed.put(part, most);
    return new Draft(pieces, facts, tags, changed, mentions);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    Part last = Part.WORDS;
    for (int i = 0; i < pieces.size(); i++) {
      Part part = pieces.get(i).part();
      String value = part == Part.WORDS ? words(i, text) : value(part);
      if (!value.isEmpty()) {
        text.append(touches(text, last, part, value) ? " " : "").append(value);
        last = part;
      }
    }
    // In what is cut already, so that no half of a mention is left; and where pieces meet.
    return mentions.in(Prose.tidy(text.toString()), fact(Part.URL).to(fact(Part.URL).size()));
  }

  private String value(Part part) {
    return switch (part) {
      case TAGS ->
          tags.stream().limit(cap(part)).map(tag -> "#" + tag).collect(Collectors.joining(" "));
      case DATE -> cap(part) < fact(part).size() ? "" : fact(part).to(cap(part));
      default -> fact(part).to(cap(part));
    };
  }

  private String words(int i, StringBuilder before) {
    String words = pieces.get(i).words();
    if (isEmpty(i - 1)) {
      words = CLOSING.matcher(words).replaceFirst("");
    }
    if (SEPARATOR.matcher(words).matches()) {
      boolean leads = isEmpty(i - 1) && isNewLine(before);
      boolean dangles = isEmpty(i + 1) || leads || cap(Part.WORDS) == 0;
      return dangles ? words.replaceAll("[^\n]", "") : words;
    }
    String core = words.strip();
    int start = words.indexOf(core);
    return words.substring(0, start)
        + new Shortening(core).to(cap(Part.WORDS))
        + words.substring(start + core.length());
  }

  private static boolean isNewLine(StringBuilder text) {
    int at = text.length() - 1;
    while (at >= 0 && text.charAt(at) != '\n' && Character.isWhitespace(text.charAt(at))) {
      at--;
    }
    return at < 0 || text.charAt(at) == '\n';
  }

  private boolean isEmpty(int i) {
    return i >= 0
        && i < pieces.size()
        && pieces.get(i).part() != Part.WORDS
        && value(pieces.get(i).part()).isEmpty();
  }

  /** Whether a space is missing before a piece, so that link and hashtags stay what they are. */
  private static boolean touches(StringBuilder before, Part last, Part next, String value) {
    if (before.isEmpty()) {
      return false;
    }
    boolean after = last == Part.URL || last == Part.TAGS;
    boolean ends =
        next == Part.WORDS
            ? AFTER_LINK.matcher(value).find()
            : Character.isWhitespace(value.charAt(0));
    boolean opens = next == Part.URL || next == Part.TAGS;
    return (after && !ends) || (opens && !BEFORE_LINK.matcher(last(before)).matches());
  }

  private static String last(StringBuilder text) {
    return text.substring(text.length() - 1);
  }

  private int cap(Part part) {
    return caps.getOrDefault(part, Integer.MAX_VALUE);
  }

  private Shortening fact(Part part) {
    return Objects.requireNonNull(facts.get(part), part::name);
  }
}
