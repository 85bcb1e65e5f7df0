// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.connections.Account;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jetbrains.annotations.Nullable;

/**
 * A connection as the console shows it; docs/http-api.md describes the fields.
 *
 * @param secrets names of the secrets that are set; never what they are
 */
record ConnectionView(
    String id,
    String network,
    String label,
    String endpoint,
    Map<String, String> settings,
    List<String> secrets,
    boolean enabled,
    @Nullable String since,
    @Nullable String expires,
    boolean configured) {

  static ConnectionView of(Account account) {
    return new ConnectionView(
        account.id(),
        account.network(),
        account.label(),
        account.endpoint(),
        new TreeMap<>(account.settings()),
        account.secrets().stream().sorted().toList(),
        account.enabled(),
        iso(account.since()),
        iso(account.expires()),
        account.configured());
  }

  private static @Nullable String iso(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
