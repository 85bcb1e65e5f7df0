// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import dev.smo.page.Image;
import dev.smo.page.Site;
import java.net.URI;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;

/**
 * Finds how large the files behind public addresses are; what is not in the repository is not
 * asked.
 */
final class FileSizes {
  private FileSizes() {}

  /** Size in bytes, 0 where unknown. */
  static long length(Image image, Site site, ResourceResolver resolver) {
    URI address = image.url();
    String path = Objects.requireNonNullElse(address.getPath(), "");
    String base = Objects.requireNonNullElse(site.url().getPath(), "");
    if (!Objects.equals(address.getRawAuthority(), site.url().getRawAuthority())) {
      return 0;
    }
    String below = path.startsWith(base + '/') ? site.path() + path.substring(base.length()) : "";
    return Stream.of(below, path)
        .filter(candidate -> candidate.startsWith("/content/"))
        .map(resolver::getResource)
        .filter(Objects::nonNull)
        .mapToLong(FileSizes::length)
        .filter(length -> length > 0)
        .findFirst()
        .orElse(0);
  }

  private static long length(Resource file) {
    Resource metadata = file.getChild("jcr:content/metadata");
    long asset = metadata == null ? 0 : metadata.getValueMap().get("dam:size", 0L);
    return asset > 0 ? asset : file.getResourceMetadata().getContentLength();
  }
}
