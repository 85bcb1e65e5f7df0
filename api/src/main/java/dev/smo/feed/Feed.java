// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Model of {@code smo/components/feed}: links to the feeds of the site, or of the part of it, the
 * tag or the author that an editor named.
 */
@ProviderType
public interface Feed {
  /** Resource type of the component. */
  String RESOURCE_TYPE = "smo/components/feed";

  /** Heading above the links, or empty. */
  String getHeading();

  /** Title of the feed; empty where there is none. */
  String getTitle();

  /** Language tag of the page, such as {@code de-CH}. */
  String getLanguage();

  /** Address of the RSS feed; empty where the component lies in no page. */
  String getRss();

  /** Address of the Atom feed; empty where the component lies in no page. */
  String getAtom();

  /** Address of the JSON feed; empty where the component lies in no page. */
  String getJson();
}
