// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import dev.smo.words.LowerCase;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jetbrains.annotations.Nullable;

/** Whether what a network lists is what was sent to it, which it may write in its own way. */
public final class Matching {
  private static final Set<String> TRACKING =
      Set.of("fbclid", "gclid", "msclkid", "igshid", "mc_cid", "mc_eid", "twclid", "li_fat_id");

  private Matching() {}

  /** Whether two addresses lead to the same, however they are spelt or tracked. */
  public static boolean sameLink(String one, String other) {
    return normal(one).equals(normal(other));
  }

  /** Whether two texts have the same letters and digits, or, without any, the same signs. */
  public static boolean sameWords(String one, String other) {
    return letters(one).equals(letters(other));
  }

  private static String letters(String text) {
    String letters = LowerCase.of(text).replaceAll("[^\\p{L}\\p{N}]", "");
    return letters.isEmpty() ? text.replaceAll("\\s", "") : letters;
  }

  private static String normal(String address) {
    URI uri;
    try {
      uri = URI.create(address);
    } catch (IllegalArgumentException e) {
      return address;
    }
    if (uri.getHost() == null) {
      return address;
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT).replaceFirst("^www\\.", "");
    boolean usual = uri.getPort() < 0 || uri.getPort() == 80 || uri.getPort() == 443;
    String path = uri.getRawPath().replaceFirst("/$", "");
    return host + (usual ? "" : ":" + uri.getPort()) + path + query(uri.getRawQuery());
  }

  private static String query(@Nullable String query) {
    StringBuilder kept = new StringBuilder();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      String name = LowerCase.of(pair.split("=", 2)[0]);
      if (!pair.isEmpty() && !name.startsWith("utm_") && !TRACKING.contains(name)) {
        kept.append(kept.isEmpty() ? '?' : '&').append(pair);
      }
    }
    return kept.toString();
  }
}
