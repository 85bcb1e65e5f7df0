// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.share;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Model of {@code smo/components/share}: links that share the page a component lies in. Without a
 * page there are none.
 */
@ProviderType
public interface ShareBar extends Bar {
  /** Resource type of the component. */
  String RESOURCE_TYPE = "smo/components/share";

  /** Canonical address of the page; empty where the component lies in no page. */
  String getUrl();

  /** Title that is shared with it. */
  String getTitle();

  /** Path of the page where the site counts what its share bars are used for, else empty. */
  String getCountedPage();
}
