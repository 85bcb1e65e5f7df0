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

  public Limits {
    imageTypes = List.copyOf(imageTypes);
  }

  /** Whether the network takes the text. */
  public boolean fits(String text) {
    return length.applyAsInt(text) <= maxLength;
  }

  /** Counts extended grapheme clusters: what a reader takes for one character. */
  public static int graphemes(String text) {
    return (int) GRAPHEME.matcher(text).results().count();
  }
}
