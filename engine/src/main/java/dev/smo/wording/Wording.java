package dev.smo.wording;

import java.util.List;

/**
 * The words of a post, fitted to its network.
 *
 * @param text the words with link and hashtags in their places
 * @param hashtags all hashtags that stand in the text, without {@code #}, in their order
 */
public record Wording(String text, List<String> hashtags) {
  public Wording {
    hashtags = List.copyOf(hashtags);
  }
}
