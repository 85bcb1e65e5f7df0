// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.preview.impl;

import dev.smo.connector.CardStyle;
import dev.smo.connector.CardStyle.Frame;
import dev.smo.connector.CardStyle.Part;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.prose.Shortening;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How one network shows a card: as it is described ({@link Network#card()}), or, where nobody
 * describes it, as it is known here (docs/preview.md says whence).
 *
 * @param network its name; {@code other} stands for all that are not listed
 * @param label name that people know; empty for the others
 */
record CardLook(String network, String label, CardStyle style) {
  static final String GOOGLE = "google";
  private static final int LEAST = 200;

  private static final List<CardLook> KNOWN =
      List.of(
          new CardLook(
              "facebook",
              "Facebook",
              CardStyle.of(88, 110)
                  .parts(Part.PICTURE, Part.HOST, Part.TITLE, Part.DESCRIPTION)
                  .framing(besideBelow(600, 315))),
          new CardLook(
              "linkedin",
              "LinkedIn",
              CardStyle.of(120, 0)
                  .parts(Part.PICTURE, Part.TITLE, Part.HOST)
                  .framing(besideBelow(600, 315))),
          new CardLook(
              "x",
              "X",
              CardStyle.of(70, 0)
                  .parts(Part.PICTURE, Part.TITLE, Part.HOST)
                  .framing(
                      (width, height, large) ->
                          large && Math.min(width, height) >= LEAST ? Frame.BANNER : Frame.SQUARE)),
          new CardLook(
              "whatsapp",
              "WhatsApp",
              CardStyle.of(80, 80)
                  .parts(Part.PICTURE, Part.TITLE, Part.DESCRIPTION, Part.HOST)
                  .framing(besideBelow(300, 0))),
          new CardLook("slack", "Slack", chat(150, 300)),
          new CardLook(
              "discord",
              "Discord",
              chat(256, 350).framing((width, height, large) -> large ? Frame.WIDE : Frame.SQUARE)),
          new CardLook(
              GOOGLE,
              "Google",
              CardStyle.of(60, 155)
                  .parts(Part.SITE, Part.ADDRESS, Part.TITLE, Part.DESCRIPTION)
                  .framing((width, height, large) -> Frame.NONE)));
  private static final CardLook OTHER = new CardLook("other", "", CardStyle.of(120, 200));

  /** Smaller pictures stand beside the words, and tiny ones nowhere. */
  private static CardStyle.Framing besideBelow(int leastWidth, int leastHeight) {
    return (width, height, large) -> {
      if (Math.min(width, height) < LEAST) {
        return Frame.NONE;
      }
      return width < leastWidth || height < leastHeight ? Frame.SQUARE : Frame.WIDE;
    };
  }

  private static CardStyle chat(int title, int description) {
    return CardStyle.of(title, description)
        .parts(Part.SITE, Part.TITLE, Part.DESCRIPTION, Part.PICTURE)
        .framing((width, height, large) -> Frame.WIDE);
  }

  /** All that there are: what is known here, then what others describe, then the rest. */
  static List<CardLook> all(Stream<Network> networks) {
    List<CardLook> described =
        networks
            .flatMap(
                network ->
                    network.card().stream()
                        .map(style -> new CardLook(network.name(), network.label(), style)))
            .toList();
    List<CardLook> all = new ArrayList<>(KNOWN);
    all.replaceAll(
        known ->
            described.stream()
                .filter(one -> one.network().equals(known.network()))
                .findFirst()
                .orElse(known));
    described.stream().filter(one -> !all.contains(one)).forEach(all::add);
    all.add(OTHER);
    return List.copyOf(all);
  }

  /** The title as this network shows it. */
  String title(String text) {
    return new Shortening(text).to(style.title());
  }

  /** The description as this network shows it; empty where it shows none. */
  String description(String text) {
    return style.description() == 0 ? "" : new Shortening(text).to(style.description());
  }

  boolean cutsTitle(String text) {
    return Limits.graphemes(text) > style.title();
  }

  boolean cutsDescription(String text) {
    return style.description() > 0 && Limits.graphemes(text) > style.description();
  }
}
