// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.wording;

import dev.smo.words.LowerCase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The hashtags of a site for tags whose titles are none, such as {@code C++} and {@code C#}, of
 * which only a letter would be left.
 */
public final class HashtagMap {
  private static final Pattern SPACES = Pattern.compile("[\\s_'’]");
  // Elsewhere they are signs, as in C--.
  private static final Pattern DASHES =
      Pattern.compile("(?<=[\\p{L}\\p{M}\\p{Nd}])\\p{Pd}++(?=[\\p{L}\\p{Nd}])");

  private final Map<String, String> hashtags = new HashMap<>();

  private HashtagMap() {}

  /**
   * @param lines {@code C++=cpp}, with or without {@code #} before the hashtag; what has not this
   *     form says nothing
   */
  public static HashtagMap of(String[] lines) {
    HashtagMap map = new HashtagMap();
    for (String line : lines) {
      int equals = line.lastIndexOf('=');
      if (equals > 0) {
        String hashtag = line.substring(equals + 1).strip().replaceFirst("^[#＃]", "");
        map.hashtags.put(folded(line.substring(0, equals)), hashtag);
      }
    }
    return map;
  }

  /** Titles of tags, those that the site maps as their hashtags. */
  public List<String> mapped(List<String> titles) {
    return titles.stream().map(title -> hashtags.getOrDefault(folded(title), title)).toList();
  }

  /**
   * Those that no hashtag stands for, because nothing is left of them or another tag, which means
   * something else, became the same.
   */
  public static List<String> lost(List<String> titles, Locale locale) {
    List<String> lost = new ArrayList<>();
    Map<String, String> taken = new HashMap<>();
    for (String title : titles) {
      List<String> hashtag = Hashtags.of(List.of(title), locale);
      String before = hashtag.isEmpty() ? null : taken.putIfAbsent(folded(hashtag.get(0)), title);
      if (hashtag.isEmpty() || (before != null && !bare(before).equals(bare(title)))) {
        lost.add(title);
      }
    }
    return lost;
  }

  /** What two spellings of one title have in common. */
  private static String bare(String title) {
    return DASHES.matcher(SPACES.matcher(folded(title)).replaceAll("")).replaceAll("");
  }

  private static String folded(String text) {
    return LowerCase.folded(text.strip());
  }
}
