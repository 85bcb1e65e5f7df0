// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.prose;

import java.util.Locale;
import java.util.Set;

/** From where a language is written, for the attribute {@code dir}. */
public final class WritingDirection {
  private static final Set<String> LANGUAGES =
      Set.of("ar", "ckb", "dv", "fa", "he", "iw", "ji", "ps", "sd", "ug", "ur", "yi");
  private static final Set<String> SCRIPTS =
      Set.of("Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa");

  private WritingDirection() {}

  /** {@code rtl} or {@code ltr}; a script that the tag names counts before its language. */
  public static String of(Locale locale) {
    String script = locale.getScript();
    boolean rtl =
        script.isEmpty() ? LANGUAGES.contains(locale.getLanguage()) : SCRIPTS.contains(script);
    return rtl ? "rtl" : "ltr";
  }
}
