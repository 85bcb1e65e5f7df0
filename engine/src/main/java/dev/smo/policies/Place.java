// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.policies;

import java.util.Optional;
import org.apache.sling.api.resource.Resource;

/**
 * A site or a part of one, and the configuration that holds there.
 *
 * @param resource its root
 * @param conf the folder below {@code /conf} whose configuration holds first; empty where there is
 *     none
 * @param context path of what names that folder: the root itself, or what is above it; empty where
 *     there is none
 */
record Place(Resource resource, String conf, String context) {
  /** Whether it has a configuration of its own, and not only what is above it. */
  boolean own() {
    return context.equals(resource.getPath());
  }

  /** What is above a place with a configuration of its own; empty for the root of the content. */
  Optional<Resource> above() {
    return Optional.ofNullable(resource.getParent());
  }
}
