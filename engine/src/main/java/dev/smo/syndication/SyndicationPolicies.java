// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import org.apache.sling.api.resource.Resource;
import org.apache.sling.caconfig.ConfigurationBuilder;
import org.jetbrains.annotations.Nullable;

/** Reads policies where they apply. */
final class SyndicationPolicies {
  private SyndicationPolicies() {}

  /** The policy of a resource; all defaults where there is none. */
  static <T> T of(@Nullable Resource resource, Class<T> policy) {
    ConfigurationBuilder builder =
        resource == null ? null : resource.adaptTo(ConfigurationBuilder.class);
    if (builder == null) {
      throw new IllegalStateException(
          "context-aware configuration is not available"
              + (resource == null ? "" : " for " + resource.getPath()));
    }
    return builder.as(policy);
  }
}
