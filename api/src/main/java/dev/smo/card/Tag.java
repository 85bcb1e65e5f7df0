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

  /** {@code <meta key="name" content="content">}. */
  public static Tag meta(String key, String name, String content) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put(key, name);
    attributes.put("content", content);
    return new Tag("meta", attributes);
  }

  /** {@code <link rel="rel" href="href">}. */
  public static Tag link(String rel, String href) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("rel", rel);
    attributes.put("href", href);
    return new Tag("link", attributes);
  }

  /** The same with one attribute more. */
  public Tag with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(attributes);
    more.put(name, value);
    return new Tag(element, more);
  }
}
