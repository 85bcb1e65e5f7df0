package dev.smo.connector;

import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/**
 * What a network takes, in its own way of counting.
 *
 * @param maxLength longest text, in the unit of {@code length}
 * @param length counts a text, link and hashtags included, as the network does
 * @param maxImageBytes largest picture in bytes; the engine makes a larger one smaller
 * @param maxImagePixels longest edge of a picture in pixels; the engine makes a larger one smaller
 * @param imageTypes MIME types of pictures that the network takes, the preferred first; empty: none
 */
public record Limits(
    int maxLength,
    ToIntFunction<String> length,
    long maxImageBytes,
    int maxImagePixels,
    List<String> imageTypes) {
  private static final Pattern GRAPHEME = Pattern.compile("\\X");

  // Java joins pictures over any number of joiners, Unicode (GB11) over exactly one.
  private static final Pattern OVERJOINED = Pattern.compile("(?<=\\x{200D}\\x{200D})(?=\\p{So})");

  public Limits {
    imageTypes = List.copyOf(imageTypes);
  }

  /** Whether the network takes the text. */
  public boolean fits(String text) {
    return length.applyAsInt(text) <= maxLength;
  }

  /**
   * Counts extended grapheme clusters: what a reader takes for one character. Of Indic conjuncts,
   * which later versions of Unicode hold together, it counts more than the networks do, never less.
   */
  public static int graphemes(String text) {
    return OVERJOINED
        .splitAsStream(text)
        .mapToInt(part -> (int) GRAPHEME.matcher(part).results().count())
        .sum();
  }
}
