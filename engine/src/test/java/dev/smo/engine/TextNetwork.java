// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import dev.smo.connector.Delivery;
import dev.smo.connector.Reconciliation;
import dev.smo.post.RemotePost;
import java.net.URI;

/** Knows its posts by their words, as most networks do that know no key. */
class TextNetwork extends ToyNetwork {
  @Override
  public Reconciliation find(Delivery delivery) {
    if (busy || !canTell) {
      return super.find(delivery);
    }
    inquiries++;
    for (int i = 0; i < posts.size(); i++) {
      if (posts.get(i).text().equals(delivery.post().text())) {
        return new Reconciliation.Found(
            new RemotePost("toy-" + (i + 1), URI.create("https://toy.test/" + (i + 1))));
      }
    }
    return new Reconciliation.NotThere();
  }
}
