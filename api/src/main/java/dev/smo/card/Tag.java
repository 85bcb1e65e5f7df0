// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One void element of a head. Values are plain text: whoever writes the tag escapes them.
 *
 * @param element {@code meta} or {@code link}
 * @param attributes by name, in order; none is empty
 */
public record Tag(String element, Map<String, String> attributes) {
  public Tag {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }
}
