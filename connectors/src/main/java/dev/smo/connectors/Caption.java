// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import dev.smo.connector.Delivery;
import dev.smo.post.Post;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Words of a post on networks where a link has a place of its own, but none above pictures. */
public final class Caption {
  private static final Logger LOG = LoggerFactory.getLogger(Caption.class);

  private Caption() {}

  /**
   * The delivery as it can be made: where pictures leave the words no room for their link behind
   * them, the link gets a card in their place. Who saw the words fit in the preview sees them go
   * out, however long the link has become since.
   *
   * @param most characters that words and link may have together
   */
  public static Delivery fitted(Delivery delivery, int most) {
    Post post = delivery.post();
    boolean fits = of(post).length() <= most || post.link().isEmpty();
    if (fits || post.text().length() > most) {
      return delivery;
    }
    LOG.warn("{} goes out without pictures: its link has no room beside them", delivery.id());
    return Delivery.builder(
            delivery.id(), delivery.connection(), post.toBuilder().attached(false).build())
        .started(delivery.started())
        .deadline(delivery.deadline())
        .attempt(delivery.attempt())
        .progress(delivery.progress())
        .build();
  }

  /** The words; of a post with pictures with the link behind them. */
  public static String of(Post post) {
    return post.attached() ? withLink(post) : post.text();
  }

  /**
   * The words with the link behind them, unless they have it already: what a post with pictures
   * says, and what one may say whose pictures are not known, such as one that is looked for.
   */
  public static String withLink(Post post) {
    String link = post.link().map(URI::toString).orElse("");
    if (link.isEmpty() || post.text().contains(link)) {
      return post.text();
    }
    return post.text().isEmpty() ? link : post.text() + "\n\n" + link;
  }
}
