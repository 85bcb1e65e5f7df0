// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.catalog;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** The public feeds of sites, for those who tell others that feeds have changed. */
@ProviderType
public interface Feeds {
  /**
   * The sites whose feeds may differ after changes.
   *
   * @param paths repository paths of what was added, changed or removed
   * @return paths of sites
   */
  Set<String> sitesOf(Set<String> paths);

  /** The feeds of a site that name hubs, as strangers get them at this moment; the site's first. */
  List<Topic> topics(String site);

  /** Says that the words of a page's posts have changed. */
  void changed(String page);

  /**
   * One feed in one format.
   *
   * @param self its address
   * @param tag strong entity tag of its bytes
   * @param hubs hubs that it names
   * @param whole whether it is the feed of the whole site
   */
  record Topic(URI self, String tag, List<URI> hubs, boolean whole) {}
}
