package dev.smo.preview.sight;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A card as one network shows it.
 *
 * @param network name in lower case; {@code other} stands for all that are not listed
 * @param label name that people know; empty for the others
 * @param title as it is cut
 * @param description as it is cut; empty where the network shows none
 * @param frame shape of the picture: {@code wide} (1.91:1), {@code banner} (2:1), {@code square},
 *     {@code none}
 */
public record View(
    String network,
    String label,
    String title,
    boolean titleCut,
    String description,
    boolean descriptionCut,
    String frame) {

  static List<View> of(String title, String description, Picture picture, boolean large) {
    return Arrays.stream(Look.values())
        .map(look -> of(look, title, description, picture, large))
        .toList();
  }

  private static View of(
      Look look, String title, String description, Picture picture, boolean large) {
    Look.Frame frame =
        picture.there() ? look.frame(picture.width(), picture.height(), large) : Look.Frame.NONE;
    return new View(
        look.name().toLowerCase(Locale.ROOT),
        look.label(),
        look.title(title),
        look.cutsTitle(title),
        look.description(description),
        look.cutsDescription(description),
        frame.name().toLowerCase(Locale.ROOT));
  }
}
