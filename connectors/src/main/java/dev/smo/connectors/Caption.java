// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import dev.smo.post.Post;
import java.net.URI;

/** Words of a post on networks where a link has a place of its own, but none above pictures. */
public final class Caption {
  private Caption() {}

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
