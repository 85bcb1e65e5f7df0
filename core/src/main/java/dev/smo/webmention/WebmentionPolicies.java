// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention;

import java.util.Objects;
import java.util.Optional;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceUtil;
import org.apache.sling.caconfig.ConfigurationBuilder;

/** Reads policies where they apply. */
public final class WebmentionPolicies {
  private WebmentionPolicies() {}

  public static WebmentionPolicy of(Resource resource) {
    ConfigurationBuilder builder = resource.adaptTo(ConfigurationBuilder.class);
    return Objects.requireNonNull(builder, "context-aware configuration is not available")
        .as(WebmentionPolicy.class);
  }

  /** The policy for a path, whose page may be gone; empty where nothing is left above it. */
  public static Optional<WebmentionPolicy> at(ResourceResolver resolver, String path) {
    for (String near = path; near.length() > 1; near = ResourceUtil.getParent(near)) {
      Resource there = resolver.getResource(near);
      if (there != null) {
        return Optional.of(of(there));
      }
    }
    return Optional.empty();
  }
}
