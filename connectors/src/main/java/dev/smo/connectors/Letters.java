// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import java.util.Locale;
import java.util.regex.Pattern;

/** Compares words by their letters and digits: networks change white space and punctuation. */
public final class Letters {
  private static final Pattern OTHERS = Pattern.compile("[^\\p{L}\\p{N}]");
  private static final Pattern SPACE = Pattern.compile("\\s");

  private Letters() {}

  /** Whether two texts have the same letters; those without any, the same signs. */
  public static boolean same(String one, String other) {
    return of(one).equals(of(other));
  }

  private static String of(String text) {
    String letters = OTHERS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    return letters.isEmpty() ? SPACE.matcher(text).replaceAll("") : letters;
  }
}
