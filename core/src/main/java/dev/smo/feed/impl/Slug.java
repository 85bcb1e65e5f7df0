// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import dev.smo.words.LowerCase;
import java.text.Normalizer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How a tag or an author's name stands in an address: letters and digits, hyphens between them. */
final class Slug {
  private static final int REMEMBERED = 20_000;
  private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

  private Slug() {}

  /** Never empty: a name of signs only gets its code points. */
  static String of(String name) {
    if (KNOWN.size() > REMEMBERED) {
      KNOWN.clear();
    }
    return KNOWN.computeIfAbsent(name, Slug::make);
  }

  private static String make(String name) {
    String slug =
        LowerCase.shown(Normalizer.normalize(name, Normalizer.Form.NFKC))
            .replace("+", " plus ")
            .replace("#", " sharp ")
            .replaceAll("[^\\p{L}\\p{M}\\p{N}]+", "-")
            .replaceAll("^-|-$", "");
    return slug.isEmpty() ? "u" + Integer.toHexString(name.hashCode()) : slug;
  }
}
