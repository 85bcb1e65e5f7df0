// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.share;

import org.osgi.annotation.versioning.ProviderType;

/** Model of {@code smo/components/follow}: links to the site's own accounts. */
@ProviderType
public interface FollowBar extends Bar {
  /** Resource type of the component. */
  String RESOURCE_TYPE = "smo/components/follow";
}
