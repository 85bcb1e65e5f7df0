// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.catalog;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows in what words pages may be posted, so that feeds carry them to tools that post what they
 * read in feeds. An OSGi service; who implements it calls {@link Feeds#changed} when words change.
 */
@ConsumerType
public interface ApprovedWords {
  /**
   * The words that are approved, or need no approval.
   *
   * @param page identity of the page, see {@link dev.smo.identity.PageIdentity}
   * @return one a network and wording, in a stable order; empty where there are none
   */
  List<Words> of(String page);

  /**
   * Words for one network.
   *
   * @param network name of the network, such as {@code mastodon}
   * @param text plain text as the network takes it, link and hashtags included
   * @param language language tag of the text, or empty
   */
  record Words(String network, String text, String language) {}
}
