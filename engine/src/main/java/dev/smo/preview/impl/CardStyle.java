// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.preview.impl;

import dev.smo.connector.Limits;
import dev.smo.prose.Shortening;

/**
 * How a network shows a card. Networks cut by the width of letters and by lines, and change it
 * without a word: the counts are rules of thumb in graphemes (docs/preview.md says whence), good
 * enough to see what will be lost.
 */
enum CardStyle {
  FACEBOOK("Facebook", 88, 110, Frame.WIDE),
  LINKEDIN("LinkedIn", 120, 0, Frame.WIDE),
  X("X", 70, 0, Frame.BANNER),
  MASTODON("Mastodon", 100, 130, Frame.WIDE),
  BLUESKY("Bluesky", 100, 150, Frame.WIDE),
  WHATSAPP("WhatsApp", 80, 80, Frame.WIDE),
  SLACK("Slack", 150, 300, Frame.WIDE),
  DISCORD("Discord", 256, 350, Frame.WIDE),
  GOOGLE("Google", 60, 155, Frame.NONE),
  OTHER("", 120, 200, Frame.WIDE);

  /** Shape of the picture. */
  enum Frame {
    /** 1.91:1. */
    WIDE,
    /** 2:1. */
    BANNER,
    /** 1:1, beside the words. */
    SQUARE,
    NONE
  }

  private static final int LEAST = 200;
  private static final int WIDE_WIDTH = 600;
  private static final int WIDE_HEIGHT = 315;
  private static final int WHATSAPP_WIDTH = 300;

  private final String label;
  private final int title;
  private final int description;
  private final Frame frame;

  CardStyle(String label, int title, int description, Frame frame) {
    this.label = label;
    this.title = title;
    this.description = description;
    this.frame = frame;
  }

  String label() {
    return label;
  }

  /** The title as this network shows it. */
  String title(String text) {
    return new Shortening(text).to(title);
  }

  /** The description as this network shows it; empty where it shows none. */
  String description(String text) {
    return description == 0 ? "" : new Shortening(text).to(description);
  }

  boolean cutsTitle(String text) {
    return Limits.graphemes(text) > title;
  }

  boolean cutsDescription(String text) {
    return description > 0 && Limits.graphemes(text) > description;
  }

  /** The shape in which a picture of a size stands; 0 is a size that nobody knows. */
  Frame frame(int width, int height, boolean large) {
    boolean known = width > 0 && height > 0;
    if (known && Math.min(width, height) < LEAST && this != DISCORD && this != SLACK) {
      return this == X || this == MASTODON ? Frame.SQUARE : Frame.NONE;
    }
    return switch (this) {
      case FACEBOOK, LINKEDIN ->
          known && (width < WIDE_WIDTH || height < WIDE_HEIGHT) ? Frame.SQUARE : frame;
      case X -> large ? Frame.BANNER : Frame.SQUARE;
      case DISCORD -> large ? frame : Frame.SQUARE;
      case MASTODON -> known && width <= height ? Frame.SQUARE : frame;
      case WHATSAPP -> known && width < WHATSAPP_WIDTH ? Frame.SQUARE : frame;
      default -> frame;
    };
  }
}
