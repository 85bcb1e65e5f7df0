// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.preview.impl;

import dev.smo.connector.CardStyle;
import java.util.List;
import java.util.Locale;

/**
 * A card as one network shows it.
 *
 * @param network its name; {@code other} stands for all that are not listed
 * @param label name that people know; empty for the others
 * @param title as it is cut
 * @param description as it is cut; empty where the network shows none
 * @param frame shape of the picture: {@code wide} (1.91:1), {@code banner} (2:1), {@code square},
 *     {@code none}
 * @param parts what stands on it, from top to bottom: {@link CardStyle.Part} in lower case
 */
public record NetworkCard(
    String network,
    String label,
    String title,
    boolean titleCut,
    String description,
    boolean descriptionCut,
    String frame,
    List<String> parts) {
  private static final int USUAL_WIDTH = 1200;
  private static final int USUAL_HEIGHT = 630;

  public NetworkCard {
    parts = List.copyOf(parts);
  }

  static List<NetworkCard> of(
      List<CardLook> looks, String title, String description, PreviewImage picture, boolean large) {
    return looks.stream().map(look -> of(look, title, description, picture, large)).toList();
  }

  private static NetworkCard of(
      CardLook look, String title, String description, PreviewImage picture, boolean large) {
    // Where nobody knows its size, it is what pages are told to have.
    boolean known = picture.width() > 0 && picture.height() > 0;
    int width = known ? picture.width() : USUAL_WIDTH;
    int height = known ? picture.height() : USUAL_HEIGHT;
    CardStyle.Frame frame =
        picture.there() ? look.style().framing().of(width, height, large) : CardStyle.Frame.NONE;
    return new NetworkCard(
        look.network(),
        look.label(),
        look.title(title),
        look.cutsTitle(title),
        look.description(description),
        look.cutsDescription(description),
        lower(frame),
        look.style().parts().stream().map(NetworkCard::lower).toList());
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
