// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.mastodon;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jetbrains.annotations.Nullable;

/** Compares addresses by what they lead to, not by how they are spelt or tracked. */
final class StatusLinks {
  private static final Pattern HREF = Pattern.compile("href=\"([^\"]+)\"");
  private static final Set<String> TRACKING =
      Set.of("fbclid", "gclid", "msclkid", "igshid", "mc_cid", "mc_eid", "twclid", "li_fat_id");

  private StatusLinks() {}

  /** Addresses that a status leads to. */
  static List<String> in(String html) {
    List<String> links = new ArrayList<>();
    Matcher href = HREF.matcher(html);
    while (href.find()) {
      links.add(href.group(1).replace("&amp;", "&"));
    }
    return links;
  }

  static boolean same(String one, String other) {
    return normal(one).equals(normal(other));
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
      String name = pair.split("=", 2)[0].toLowerCase(Locale.ROOT);
      if (!pair.isEmpty() && !name.startsWith("utm_") && !TRACKING.contains(name)) {
        kept.append(kept.isEmpty() ? '?' : '&').append(pair);
      }
    }
    return kept.toString();
  }
}
