// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphLocaleTest {
  @ParameterizedTest
  @CsvSource({
    "ca, ca_ES",
    "eu, eu_ES",
    "gl, gl_ES",
    "ga, ga_IE",
    "cy, cy_GB",
    "nn, nn_NO",
    "no, nb_NO",
    "sq, sq_AL",
    "sr, sr_RS",
    "hy, hy_AM",
    "ka, ka_GE",
    "bs, bs_BA",
    "be, be_BY",
    "bn, bn_IN",
    "ta, ta_IN",
    "ur, ur_PK",
    "kk, kk_KZ",
    "ms, ms_MY",
    "km, km_KH",
    "zh, zh_CN",
    "zh-Hant, zh_TW",
    "zh-TW, zh_TW",
    "zh-HK, zh_HK",
    "zh-Hant-HK, zh_HK",
    "zh-Hans-SG, zh_CN",
    "en, en_US",
    "en-AU, en_GB",
    "en-US, en_US",
    "en-IN, en_IN",
    "es, es_ES",
    "es-MX, es_LA",
    "es-419, es_LA",
    "de, de_DE",
    "de-CH, de_DE",
    "fr-CA, fr_CA",
    "fr-BE, fr_FR",
    "pt, pt_PT",
    "pt-BR, pt_BR",
    "nl-BE, nl_BE",
    "fil, tl_PH",
    "he, he_IL",
    "id, id_ID",
    "sr-Latn, sr_RS"
  })
  void isTheOneThatFacebookLists(String tag, String locale) {
    assertEquals(locale, GraphLocale.of(Locale.forLanguageTag(tag)).orElse("none"));
  }

  @ParameterizedTest
  @CsvSource({"und", "tlh", "gsw-CH", "x-private"})
  void isNoneWhereFacebookListsNone(String tag) {
    assertEquals("none", GraphLocale.of(Locale.forLanguageTag(tag)).orElse("none"));
  }
}
