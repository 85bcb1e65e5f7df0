// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.share;

import java.util.List;
import org.apache.sling.api.resource.Resource;
import org.osgi.annotation.versioning.ProviderType;

/** The site's own accounts on networks, as the settings of its share bar name them. */
@ProviderType
public interface OwnAccounts {
  /** Those of the site that {@code any} lies in, in the order of the settings. */
  List<NetworkLink> of(Resource any);
}
