package dev.smo.card.impl;

import dev.smo.card.Tag;
import java.util.List;

/** The tags of a card, in the order in which they stand in the head. */
final class CardTags {
  /** A card that is present has this tag: it is how a second one is avoided. */
  static final String MARK = "og:title";

  private CardTags() {}

  /** As the component writes them: what a template may bring itself only where it is wanted. */
  static List<Tag> of(Card card) {
    return of(card, card.defaults().canonical(), card.defaults().hreflang());
  }

  /**
   * The tags of a card.
   *
   * @param canonical whether with the link to the canonical address
   * @param hreflang whether with the links to other languages
   */
  static List<Tag> of(Card card, boolean canonical, boolean hreflang) {
    Head head = new Head();
    new OpenGraph(card, head).write();
    new XCard(card, head).write();
    HeadLinks links = new HeadLinks(card, head);
    if (canonical) {
      links.canonical();
    }
    if (hreflang) {
      links.languages();
    }
    links.write();
    return head.tags();
  }
}
