// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import dev.smo.card.Tag;
import java.util.List;

/** The tags of a card, in the order in which they stand in the head. */
final class CardTags {
  /** A card that is present has this tag: it is how a second one is avoided. */
  static final String MARK = "og:title";

  private CardTags() {}

  /** All tags that the card of a page may have; a head that has some of them leaves these out. */
  static List<Tag> of(Card card) {
    Head head = new Head();
    new OpenGraph(card, head).write();
    new XCard(card, head).write();
    HeadLinks links = new HeadLinks(card, head);
    links.canonical();
    links.languages();
    links.write();
    return head.tags();
  }
}
