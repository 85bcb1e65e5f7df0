// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.preview.impl;

import dev.smo.card.SocialCard;

/** What the tags of a card say: exactly what networks will read. */
final class CardTagReader {
  private CardTagReader() {}

  /** The content of the first tag of a name, or empty. */
  static String text(SocialCard card, String name) {
    return card.getTags().stream()
        .filter(
            tag ->
                name.equals(tag.attributes().get("property"))
                    || name.equals(tag.attributes().get("name")))
        .map(tag -> tag.attributes().getOrDefault("content", ""))
        .findFirst()
        .orElse("");
  }

  /** The same as a number; 0 where there is none. */
  static int number(SocialCard card, String name) {
    String text = text(card, name);
    return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
  }
}
