// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Open Graph wants language and country; of a language alone the usual country is taken. */
final class GraphLocale {
  private static final Map<String, String> USUAL =
      Map.ofEntries(
          Map.entry("ar", "AR"),
          Map.entry("cs", "CZ"),
          Map.entry("da", "DK"),
          Map.entry("el", "GR"),
          Map.entry("en", "US"),
          Map.entry("et", "EE"),
          Map.entry("fa", "IR"),
          Map.entry("he", "IL"),
          Map.entry("hi", "IN"),
          Map.entry("ja", "JP"),
          Map.entry("ko", "KR"),
          Map.entry("nb", "NO"),
          Map.entry("sl", "SI"),
          Map.entry("sv", "SE"),
          Map.entry("uk", "UA"),
          Map.entry("vi", "VN"),
          Map.entry("zh", "CN"));

  private GraphLocale() {}

  static Optional<String> of(Locale locale) {
    String language = locale.getLanguage();
    if (language.isEmpty()) {
      return Optional.empty();
    }
    String country =
        locale.getCountry().isEmpty()
            ? USUAL.getOrDefault(language, language.toUpperCase(Locale.ROOT))
            : locale.getCountry();
    return Optional.of(language + '_' + country);
  }
}
