// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.catalog;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The hubs that a site's settings name.
 *
 * @param addresses those that are addresses of the web, in the order of the settings
 * @param wrong the others, as they stand there
 */
public record Hubs(List<URI> addresses, List<String> wrong) {
  private static final Set<String> WEB = Set.of("http", "https");

  /** Reads the setting; an address that is none costs itself only. */
  public static Hubs of(String... setting) {
    List<URI> addresses = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (String one : setting) {
      String address = one.strip();
      if (!address.isEmpty()) {
        read(address).ifPresentOrElse(addresses::add, () -> wrong.add(address));
      }
    }
    return new Hubs(List.copyOf(addresses), List.copyOf(wrong));
  }

  private static Optional<URI> read(String address) {
    try {
      URI hub = new URI(address);
      String scheme = Objects.toString(hub.getScheme(), "").toLowerCase(Locale.ROOT);
      return hub.getHost() != null && WEB.contains(scheme) ? Optional.of(hub) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
