// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.wording;

import dev.smo.connector.Limits;
import dev.smo.prose.Prose;
import dev.smo.words.LowerCase;
import dev.smo.words.TextHashtag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Hashtags as all networks read them: letters, digits and underscores of any script, at least one
 * letter. Several words become one in CamelCase, so that screen readers still hear them.
 */
final class Hashtags {
  // Bluesky's limit, the lowest known.
  private static final int LONGEST = 64;
  private static final Pattern JOINED = Pattern.compile("['’ʼ\\u200D]");
  // What Mastodon takes, which of all that join words takes the fewest.
  private static final Pattern BETWEEN =
      Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}_\\u00B7\\u30FB\\u200C]+");
  // The signs are what tells them apart: C++ and C# are no C, Notepad++ is no Notepad. One plus
  // behind more than a letter is part of no name that another one has.
  private static final Pattern SIGNED =
      Pattern.compile(
          "(?<![\\p{L}\\p{M}\\p{Nd}])\\p{L}(?:[+#♯]{1,2}|--)(?![\\p{L}+#♯-])"
              + "|[\\p{L}\\p{M}\\p{Nd}](?:\\+\\+|[#♯])(?![\\p{L}\\p{Nd}])");
  private static final Pattern LETTER = Pattern.compile("\\p{L}");

  private Hashtags() {}

  /** One hashtag without {@code #} for each title that can be one, none of them twice. */
  static List<String> of(List<String> titles, Locale locale) {
    return distinct(titles.stream().map(title -> hashtag(title, locale)).toList());
  }

  /** The hashtags that stand in a text, without {@code #}. */
  static List<String> in(String text) {
    return distinct(TextHashtag.in(text).stream().map(TextHashtag::tag).toList());
  }

  private static String hashtag(String title, Locale locale) {
    String clean = JOINED.matcher(Prose.line(title)).replaceAll("");
    if (SIGNED.matcher(clean).find()) {
      return "";
    }
    List<String> words =
        Arrays.stream(BETWEEN.split(clean)).filter(word -> !word.isEmpty()).toList();
    return words.size() < 2
        ? String.join("", words)
        : words.stream().map(word -> capitalised(word, locale)).collect(Collectors.joining());
  }

  private static String capitalised(String word, Locale locale) {
    int first = word.offsetByCodePoints(0, 1);
    return word.substring(0, first).toUpperCase(locale) + word.substring(first);
  }

  private static List<String> distinct(List<String> hashtags) {
    Set<String> seen = new HashSet<>();
    List<String> distinct = new ArrayList<>();
    for (String hashtag : hashtags) {
      boolean usable = LETTER.matcher(hashtag).find() && Limits.graphemes(hashtag) <= LONGEST;
      String key = LowerCase.folded(hashtag);
      if (usable && seen.add(key)) {
        distinct.add(hashtag);
      }
    }
    return distinct;
  }
}
