// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.host;

import java.net.URI;
import org.apache.sling.api.resource.ResourceResolver;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Where the browsers of authors and administrators reach this instance itself, as the host's own
 * settings say: an OSGi service of hosts that have such a setting. Not where the public reads
 * pages. Without one, the address of the request counts.
 */
@ConsumerType
public interface OwnAddress {
  /**
   * The address of a path of this instance.
   *
   * @param path begins with a slash
   * @param reader whose eyes to look with
   * @throws IllegalArgumentException the settings give none
   */
  URI of(String path, ResourceResolver reader);
}
