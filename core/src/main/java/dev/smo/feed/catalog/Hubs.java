// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.catalog;

import dev.smo.web.WebAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * The hubs that a site's settings name.
 *
 * @param addresses those that are addresses of the web, in the order of the settings
 * @param wrong the others, as they stand there
 */
public record Hubs(List<URI> addresses, List<String> wrong) {
  /** Reads the setting; an address that is none costs itself only. */
  public static Hubs of(String... setting) {
    List<URI> addresses = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (String one : setting) {
      String address = one.strip();
      if (!address.isEmpty()) {
        WebAddress.shown(address).ifPresentOrElse(addresses::add, () -> wrong.add(address));
      }
    }
    return new Hubs(List.copyOf(addresses), List.copyOf(wrong));
  }
}
