// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.preview;

import org.apache.sling.api.resource.Resource;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Looks a page over: an OSGi service. Reads the repository only, so that it may be asked while a
 * page is rendered.
 */
@ProviderType
public interface Checkup {
  /** What is to be said about the page that {@code any} is or lies in. */
  Report of(Resource any);
}
