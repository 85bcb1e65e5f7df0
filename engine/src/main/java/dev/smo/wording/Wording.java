// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.wording;

import dev.smo.prose.Prose;
import dev.smo.words.TextLink;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The words of a post, fitted to its network.
 *
 * @param text the words with link and hashtags in their places
 * @param hashtags all hashtags that stand in the text, without {@code #}, in their order
 */
public record Wording(String text, List<String> hashtags) {
  private static final Pattern DIVISION = Pattern.compile("(?m)^[ \\t]*---[ \\t]*\\r?$");

  /**
   * The parts of a thread, which a line divides that holds only {@code ---}; blank ones are none.
   */
  public static List<String> parts(String words) {
    List<String> parts =
        DIVISION.splitAsStream(words).map(String::strip).filter(part -> !part.isEmpty()).toList();
    return parts.size() < 2 && !DIVISION.matcher(words).find() ? List.of(words) : parts;
  }

  /**
   * Words that a person wrote for one post as they are.
   *
   * @param link address of the post's page, or empty
   */
  public static Wording written(String words, String link) {
    String text = Prose.tidy(Prose.clean(words));
    return new Wording(text, hashtags(text, link));
  }

  /** The hashtags in words; what follows a # within an address is none, whoever's address it is. */
  static List<String> hashtags(String text, String link) {
    StringBuilder words = new StringBuilder(text);
    for (TextLink one : TextLink.in(text)) {
      words.replace(one.start(), one.end(), " ".repeat(one.end() - one.start()));
    }
    // That of a page may be none that is recognized in words, such as one of a host of one name.
    return Hashtags.in(link.isEmpty() ? words.toString() : words.toString().replace(link, " "));
  }

  public Wording {
    hashtags = List.copyOf(hashtags);
  }
}
