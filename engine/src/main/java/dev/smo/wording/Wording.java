// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.wording;

import dev.smo.prose.Prose;
import java.util.List;

/**
 * The words of a post, fitted to its network.
 *
 * @param text the words with link and hashtags in their places
 * @param hashtags all hashtags that stand in the text, without {@code #}, in their order
 */
public record Wording(String text, List<String> hashtags) {
  /**
   * Words that a person wrote for one post as they are.
   *
   * @param link address of the post's page, whose fragment is no hashtag
   */
  public static Wording written(String words, String link) {
    String text = Prose.tidy(Prose.clean(words));
    return new Wording(text, Hashtags.in(link.isEmpty() ? text : text.replace(link, " ")));
  }

  public Wording {
    hashtags = List.copyOf(hashtags);
  }
}
