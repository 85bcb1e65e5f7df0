// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Calendar;
import java.util.Optional;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ValueMap;
import org.jetbrains.annotations.Nullable;

/**
 * A file of the repository that goes into a picture: an {@code nt:file}, or an asset by its
 * original.
 *
 * @param path of the file; empty for none
 * @param modified when its bytes last changed, milliseconds since 1970, 0 where unknown
 */
record SourceFile(String path, long modified) {
  static final SourceFile NONE = new SourceFile("", 0);

  private static final int LARGEST = 30 << 20;
  private static final String[] DATA = {
    "jcr:content", "jcr:content/renditions/original/jcr:content"
  };

  /** The file at a path, if it is one. */
  static Optional<SourceFile> at(ResourceResolver resolver, String path) {
    ValueMap content = path.startsWith("/") ? content(resolver, path) : null;
    return Optional.ofNullable(content)
        .map(
            properties -> {
              Calendar date = properties.get("jcr:lastModified", Calendar.class);
              return new SourceFile(path, date == null ? 0 : date.getTimeInMillis());
            });
  }

  boolean exists() {
    return !path.isEmpty();
  }

  /**
   * The bytes.
   *
   * @throws IOException the file is gone, or larger than 30 MB
   */
  byte[] read(ResourceResolver resolver) throws IOException {
    ValueMap content = content(resolver, path);
    try (InputStream data = content == null ? null : content.get("jcr:data", InputStream.class)) {
      if (data == null) {
        throw new IOException("there is no file at " + path);
      }
      byte[] bytes = data.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IOException(path + " is larger than " + LARGEST + " bytes");
      }
      return bytes;
    }
  }

  private static @Nullable ValueMap content(ResourceResolver resolver, String path) {
    for (String below : DATA) {
      Resource content = resolver.getResource(path + '/' + below);
      if (content != null && content.getValueMap().containsKey("jcr:data")) {
        return content.getValueMap();
      }
    }
    return null;
  }
}
