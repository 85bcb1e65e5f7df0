// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import java.util.List;

/**
 * How a network draws the card of a link, for previews: rules of thumb, because networks cut by the
 * width of letters and by lines, and change it without a word. Immutable; made by {@link #of} and
 * the methods that give a changed copy.
 */
public final class CardStyle {
  /** What stands on a card. */
  public enum Part {
    PICTURE,
    /** Name of the site. */
    SITE,
    /** Host of the page's address. */
    HOST,
    /** The page's whole address. */
    ADDRESS,
    TITLE,
    DESCRIPTION,
    /** Account on the network that the page names as its author's. */
    CREATOR
  }

  /** Shape of the picture. */
  public enum Frame {
    /** 1.91:1. */
    WIDE,
    /** 2:1. */
    BANNER,
    /** 1:1, beside the words. */
    SQUARE,
    NONE
  }

  /** In which shape a network shows a picture. */
  @FunctionalInterface
  public interface Framing {
    /**
     * @param width pixels
     * @param height pixels
     * @param large whether the page asks for a large picture
     */
    Frame of(int width, int height, boolean large);
  }

  private final int title;
  private final int description;
  private final List<Part> parts;
  private final Framing framing;

  private CardStyle(int title, int description, List<Part> parts, Framing framing) {
    this.title = title;
    this.description = description;
    this.parts = List.copyOf(parts);
    this.framing = framing;
  }

  /**
   * A card with site, title, description and host below a wide picture; none below 200 pixels.
   *
   * @param title how many graphemes of the title it shows
   * @param description the same of the description; 0: it shows none
   */
  public static CardStyle of(int title, int description) {
    return new CardStyle(
        title,
        description,
        List.of(Part.PICTURE, Part.SITE, Part.TITLE, Part.DESCRIPTION, Part.HOST),
        (width, height, large) -> Math.min(width, height) < 200 ? Frame.NONE : Frame.WIDE);
  }

  /** What stands on it, from top to bottom. */
  public CardStyle parts(Part... values) {
    return new CardStyle(title, description, List.of(values), framing);
  }

  public CardStyle framing(Framing rule) {
    return new CardStyle(title, description, parts, rule);
  }

  /** How many graphemes of the title it shows. */
  public int title() {
    return title;
  }

  /** How many graphemes of the description it shows; 0: it shows none. */
  public int description() {
    return description;
  }

  /** What stands on it, from top to bottom. */
  public List<Part> parts() {
    return parts;
  }

  /** The shape in which a picture stands. */
  public Framing framing() {
    return framing;
  }
}
