// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import dev.smo.delivery.NewEditions.Wish;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import java.util.Optional;

/** A page whose posts are corrected. */
abstract class CorrectedPage extends OnePage {
  /** The post of the page that has this number. */
  final PostRecord edition(String number) {
    return smo.posts(page).stream()
        .filter(post -> post.text(Key.EDITION).equals(number))
        .findFirst()
        .orElseThrow();
  }

  /** Corrects the first post as ann, who read it. */
  final PostRecord correct(String words) throws InterruptedException {
    PostRecord first = edition("1");
    return smo.newEditions()
        .correct(
            new Wish(first.id(), words, Optional.empty()), smo.decisions.reader(first.id(), "ann"));
  }
}
