// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.wording;

import dev.smo.words.TextHashtag;
import dev.smo.words.TextLink;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a site calls people and institutions, and what their accounts are called on one network:
 * where a post names one, it mentions the account. Immutable.
 */
public final class MentionMap {
  /** No name is known: words stay as they are. */
  public static final MentionMap NONE = new MentionMap(Map.of());

  /** Signs that join what stands before them with a name, as a path or an address for mail. */
  private static final String JOINS_BEFORE = "@＠#＃/.-&$+=:\\'’";

  /** Signs behind a mention that may become part of it, or of which it would become part. */
  private static final String JOINS_BEHIND = "@＠/\\-";

  private final Map<String, String> mentions;

  private MentionMap(Map<String, String> mentions) {
    this.mentions = mentions;
  }

  /**
   * @param lines {@code mastodon.City Museum=@museum@mastodon.example}; what has not this form says
   *     nothing, and so do those for others
   * @param keys what may stand before the dot, the strongest first: a connection, its network
   */
  public static MentionMap of(String[] lines, List<String> keys) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String key : keys) {
      for (String line : lines) {
        if (line.startsWith(key + ".") && mayBe(line)) {
          int equals = line.lastIndexOf('=');
          String name = line.substring(key.length() + 1, equals).strip();
          found.putIfAbsent(name, line.substring(equals + 1).strip());
        }
      }
    }
    return new MentionMap(found);
  }

  /** Whether a line has the form in which somebody says a mention. */
  public static boolean mayBe(String line) {
    int dot = line.indexOf('.');
    int equals = line.lastIndexOf('=');
    return dot > 0
        && equals > dot
        && !line.substring(dot + 1, equals).isBlank()
        && line.substring(equals + 1).strip().matches("@[^\\s@]+(?:@[^\\s@]+)?");
  }

  /**
   * Words in which the first place of each name mentions the account; longer names go first. A name
   * within an address, a hashtag, a mention or another word is none, nor is one whose account is
   * mentioned already.
   *
   * @param link an address in the words that stays to the letter, or empty
   */
  String in(String text, String link) {
    String said = text;
    List<Map.Entry<String, String>> longerFirst =
        mentions.entrySet().stream()
            .sorted(Comparator.comparing(named -> -named.getKey().length()))
            .toList();
    for (Map.Entry<String, String> named : longerFirst) {
      if (!isMentioned(named.getValue(), said)) {
        said = first(named.getKey(), named.getValue(), said, link);
      }
    }
    return said;
  }

  /** Whether an account is mentioned, and not one whose name begins with that of this one. */
  private static boolean isMentioned(String mention, String text) {
    int at = text.indexOf(mention);
    while (at >= 0 && !isFreeBehind(text, at + mention.length())) {
      at = text.indexOf(mention, at + 1);
    }
    return at >= 0;
  }

  private static String first(String name, String mention, String text, String link) {
    Pattern words =
        Pattern.compile(
            Stream.of(name.split("\\s+")).map(Pattern::quote).collect(Collectors.joining("\\s+")));
    List<TextLink> links = TextLink.in(text);
    int own = link.isEmpty() ? -1 : text.indexOf(link);
    Optional<int[]> place =
        words
            .matcher(text)
            .results()
            .map(match -> new int[] {match.start(), match.end()})
            .filter(at -> isFree(text, at[0], at[1]))
            .filter(at -> own < 0 || at[1] <= own || at[0] >= own + link.length())
            .filter(at -> links.stream().noneMatch(one -> at[0] < one.end() && at[1] > one.start()))
            .findFirst();
    return place.map(at -> text.substring(0, at[0]) + mention + text.substring(at[1])).orElse(text);
  }

  private static boolean isFree(String text, int start, int end) {
    boolean before =
        start == 0
            || (!TextHashtag.takes(text.codePointBefore(start))
                && JOINS_BEFORE.indexOf(text.codePointBefore(start)) < 0);
    return before && isFreeBehind(text, end);
  }

  private static boolean isFreeBehind(String text, int end) {
    if (end == text.length()) {
      return true;
    }
    int next = text.codePointAt(end);
    boolean dot = next == '.' || next == ':';
    boolean goesOn = dot && end + 1 < text.length() && TextHashtag.takes(text.codePointAt(end + 1));
    return !TextHashtag.takes(next) && JOINS_BEHIND.indexOf(next) < 0 && !goesOn;
  }
}
