// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** What mails say in one language: {@code words/<language>.properties}, in UTF-8. */
final class MailWords {
  static final String ENGLISH = "en";

  /** The languages of the console. */
  static final List<String> LANGUAGES =
      List.of("ar", "de", ENGLISH, "es", "fr", "it", "ja", "nl", "pl", "pt");

  private static final String RIGHT_TO_LEFT = "ar";

  private final Properties words;
  private final String language;

  private MailWords(String language, Properties words) {
    this.language = language;
    this.words = words;
  }

  /** The words of a language; English for one that is not here. */
  static MailWords in(String language) {
    String known = LANGUAGES.contains(language) ? language : ENGLISH;
    return new MailWords(known, read(known));
  }

  static Properties read(String language) {
    String file = "words/" + language + ".properties";
    Properties words = new Properties();
    try (InputStream in = MailWords.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the bundle lacks " + file);
      }
      try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
        words.load(reader);
      }
    } catch (IOException e) {
      throw new IllegalStateException(file + " cannot be read", e);
    }
    return words;
  }

  String language() {
    return language;
  }

  Locale locale() {
    return Locale.forLanguageTag(language);
  }

  String direction() {
    return RIGHT_TO_LEFT.equals(language) ? "rtl" : "ltr";
  }

  boolean has(String key) {
    return words.containsKey(key);
  }

  /** A text with {0}, {1} filled in, which keep their own direction. */
  String say(String key, Object... filled) {
    String text = words.getProperty(key, key);
    for (int i = 0; i < filled.length; i++) {
      text = text.replace("{" + i + "}", isolated(String.valueOf(filled[i])));
    }
    return text;
  }

  private String isolated(String value) {
    return RIGHT_TO_LEFT.equals(language) ? "\u2068" + value + "\u2069" : value;
  }
}
