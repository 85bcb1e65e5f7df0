// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.connections.Account;
import dev.smo.connector.Quota;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jetbrains.annotations.Nullable;

/**
 * A connection as the console shows it; docs/http-api.md describes the fields.
 *
 * @param secrets names of the secrets that are set; never what they are
 * @param quota how much the network still lets the account do; null if it did not say
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
    boolean configured,
    @Nullable QuotaView quota) {

  /** Calls that are left, and when there will be all of them again. */
  record QuotaView(long remaining, String resets) {}

  static ConnectionView of(Account account, Optional<Quota> quota) {
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
        account.configured(),
        quota.map(left -> new QuotaView(left.remaining(), left.resets().toString())).orElse(null));
  }

  private static @Nullable String iso(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
