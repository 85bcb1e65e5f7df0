// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.preview.impl;

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
public record NetworkCard(
    String network,
    String label,
    String title,
    boolean titleCut,
    String description,
    boolean descriptionCut,
    String frame) {

  static List<NetworkCard> of(
      String title, String description, PreviewImage picture, boolean large) {
    return Arrays.stream(CardStyle.values())
        .map(look -> of(look, title, description, picture, large))
        .toList();
  }

  private static NetworkCard of(
      CardStyle look, String title, String description, PreviewImage picture, boolean large) {
    CardStyle.Frame frame =
        picture.there()
            ? look.frame(picture.width(), picture.height(), large)
            : CardStyle.Frame.NONE;
    return new NetworkCard(
        look.name().toLowerCase(Locale.ROOT),
        look.label(),
        look.title(title),
        look.cutsTitle(title),
        look.description(description),
        look.cutsDescription(description),
        frame.name().toLowerCase(Locale.ROOT));
  }
}
