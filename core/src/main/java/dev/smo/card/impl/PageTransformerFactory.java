// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import org.apache.sling.rewriter.Transformer;
import org.apache.sling.rewriter.TransformerFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Adds the card to the head of every page of a site that wants it, without touching its templates,
 * and writes what components have left for the end of the pipeline. Hosts without the Sling
 * rewriter go without.
 */
@Component(
    service = TransformerFactory.class,
    property = {
      "pipeline.mode=global",
      "pipeline.paths=/content",
      "pipeline.contentTypes=text/html",
      "pipeline.extensions=html",
      // After the transformers of the host's own pipeline: our addresses are public already, and to
      // look for what each of them maps to costs more than the whole card.
      "service.ranking:Integer=100"
    })
public final class PageTransformerFactory implements TransformerFactory {
  private final Cards cards;

  @Activate
  public PageTransformerFactory(@Reference Cards cards) {
    this.cards = cards;
  }

  @Override
  public Transformer createTransformer() {
    return new PageTransformer(cards);
  }
}
