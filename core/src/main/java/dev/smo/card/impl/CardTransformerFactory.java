package dev.smo.card.impl;

import org.apache.sling.rewriter.Transformer;
import org.apache.sling.rewriter.TransformerFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Adds the card to the head of every page of a site that wants it, without touching its templates.
 * Hosts without the Sling rewriter go without.
 */
@Component(
    service = TransformerFactory.class,
    property = {
      "pipeline.mode=global",
      "pipeline.paths=/content",
      "pipeline.contentTypes=text/html",
      "pipeline.extensions=html",
      // Negative: before the transformers of the host's own pipeline.
      "service.ranking:Integer=-1"
    })
public final class CardTransformerFactory implements TransformerFactory {
  private final Cards cards;

  @Activate
  public CardTransformerFactory(@Reference Cards cards) {
    this.cards = cards;
  }

  @Override
  public Transformer createTransformer() {
    return new CardTransformer(cards);
  }
}
