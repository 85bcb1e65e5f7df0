// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.mastodon;

import java.util.Locale;
import java.util.Set;

/**
 * The tag by which Mastodon knows a language (app/helpers/languages_helper.rb). It has those of ISO
 * 639 without a region, and four of Chinese; of another it keeps the account's own language and
 * says nothing.
 */
final class StatusLanguage {
  private static final Set<String> REGIONS = Set.of("CN", "HK", "TW");

  private StatusLanguage() {}

  /** Empty where the language is not known. */
  static String of(Locale locale) {
    return switch (locale.getLanguage()) {
      case "zh", "cmn" -> chinese(locale);
      case "yue" -> "zh-YUE";
      case "fil" -> "tl";
      default -> locale.getLanguage();
    };
  }

  /** How it is written says more than where it is spoken. */
  private static String chinese(Locale locale) {
    String region =
        switch (locale.getCountry()) {
          case "SG", "MY" -> "CN";
          case "MO" -> "HK";
          default -> locale.getCountry();
        };
    return switch (locale.getScript()) {
      case "Hans" -> "zh-CN";
      case "Hant" -> region.equals("HK") ? "zh-HK" : "zh-TW";
      default -> REGIONS.contains(region) ? "zh-" + region : "zh";
    };
  }
}
