// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.mastodon;

import dev.smo.connectors.Matching;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares addresses by what they lead to, not by how they are spelt or tracked. */
final class StatusLinks {
  private static final Pattern HREF = Pattern.compile("href=\"([^\"]+)\"");

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
    return Matching.sameLink(one, other);
  }
}
