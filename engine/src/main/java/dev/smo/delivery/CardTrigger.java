// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.host.PageEvent;
import dev.smo.host.PageListener;
import dev.smo.ledger.Ledger;
import dev.smo.syndication.Identities;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Looks at the cards of a page's posts whenever the page is published again. */
@Component(service = PageListener.class)
public final class CardTrigger implements PageListener {
  private final Identities identities;
  private final Ledger ledger;
  private final CardRenewal cards;

  @Activate
  public CardTrigger(
      @Reference Identities identities, @Reference Ledger ledger, @Reference CardRenewal cards) {
    this.identities = identities;
    this.ledger = ledger;
    this.cards = cards;
  }

  @Override
  public void heard(PageEvent event) {
    if (event.kind() == PageEvent.Kind.PUBLISHED) {
      identities.find(event.path()).map(ledger::ofPage).orElse(List.of()).forEach(cards::follow);
    }
  }
}
