// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.raster.Cut;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures that somebody chose for a post, in place of those that its page has, in order.
 *
 * @param places paths of the repository or web addresses, each with the {@link Cut} behind it that
 *     is shown of it, if any; none: as the page has it
 * @param alts their texts for people who cannot see them, as many, each of one line
 */
public record ChosenImages(List<String> places, List<String> alts) {
  /** The pictures that the page has. */
  public static final ChosenImages NONE = new ChosenImages(List.of(), List.of());

  /** Most pictures; no network takes more in one post. */
  public static final int MOST = 20;

  private static final int LONGEST_PLACE = 2_000;
  private static final int LONGEST_ALT = 5_000;

  /**
   * Checks what somebody says.
   *
   * @throws IllegalArgumentException says what is wrong with it
   */
  public ChosenImages {
    places = List.copyOf(places);
    alts = List.copyOf(alts);
    if (places.size() > MOST) {
      throw new IllegalArgumentException("A post has at most " + MOST + " pictures.");
    }
    places.forEach(ChosenImages::check);
    if (alts.stream().anyMatch(alt -> alt.length() > LONGEST_ALT)) {
      throw new IllegalArgumentException(
          "The text of a picture has at most " + LONGEST_ALT + " characters.");
    }
  }

  private static void check(String place) {
    boolean path = place.matches("/[^/].*") || place.matches("https?://\\S+");
    if (!path || place.length() > LONGEST_PLACE) {
      throw new IllegalArgumentException(
          "A picture is named by its path or its web address: " + shown(place));
    }
    if (place.indexOf('#') >= 0 && Cut.parse(Cut.fragment(place)).isEmpty()) {
      throw new IllegalArgumentException(
          "What is shown of a picture is written as #xywh=percent:10,0,80,100&focus=50,33: "
              + shown(place));
    }
  }

  private static String shown(String place) {
    return place.length() > 200 ? place.substring(0, 200) + "…" : place;
  }

  /**
   * Reads what a form says: one picture a line.
   *
   * @param alts their texts, one a line; empty ones at the end may be missing
   */
  public static ChosenImages of(String places, String alts) {
    String[] lines = places.split("\n", -1);
    String[] texts = alts.split("\n", -1);
    List<String> named = new ArrayList<>();
    List<String> said = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      if (!lines[i].isBlank()) {
        named.add(lines[i].strip());
        said.add(i < texts.length ? texts[i].strip() : "");
      }
    }
    return new ChosenImages(named, said);
  }

  /** What is kept, as two lists; texts may be missing. */
  static ChosenImages of(List<String> places, List<String> alts) {
    return of(String.join("\n", places), String.join("\n", alts));
  }

  public boolean isEmpty() {
    return places.isEmpty();
  }

  /** One picture a line. */
  public String placesText() {
    return String.join("\n", places);
  }

  /** Their texts, one a line; empty where none has one. */
  public String altsText() {
    return alts.stream().allMatch(String::isEmpty) ? "" : String.join("\n", alts);
  }
}
