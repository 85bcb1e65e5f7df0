// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import dev.smo.host.PageSource;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.apache.sling.api.resource.LoginException;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Finds the card of a page by its public address, with the eyes of a stranger whoever asks: what is
 * answered may be kept by caches that everybody shares.
 */
@Component(service = PublicCards.class)
public final class PublicCards {
  private final ResourceResolverFactory resolvers;
  private final PageSource pages;
  private final Cards cards;

  @Activate
  public PublicCards(
      @Reference ResourceResolverFactory resolvers,
      @Reference PageSource pages,
      @Reference Cards cards) {
    this.resolvers = resolvers;
    this.pages = pages;
    this.cards = cards;
  }

  /**
   * Tells about the page at an address; empty where no page of ours is there, strangers may not see
   * it, it is not live, or it may not be embedded.
   *
   * @param tell what to say; the card is not to be kept
   * @throws LoginException if strangers see nothing at all here
   */
  <T> Optional<T> at(URI address, Function<Card, T> tell) throws LoginException {
    try (ResourceResolver stranger = resolvers.getResourceResolver(null)) {
      return pages.at(address, stranger).flatMap(cards::of).filter(Card::embeddable).map(tell);
    }
  }
}
