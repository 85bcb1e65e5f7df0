// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.connections.Account;
import dev.smo.connections.ConnectionChecks;
import dev.smo.connections.ConnectionTest;
import dev.smo.connector.Quota;
import dev.smo.lanes.Lane;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jetbrains.annotations.Nullable;

/**
 * A connection as the console shows it; docs/http-api.md describes the fields.
 *
 * @param revision names what people entered of it
 * @param secrets names of the secrets that are set; never what they are
 * @param quota how much the network still lets the account do; null if it did not say
 * @param rhythm when and how much it posts, as texts by name; those that say nothing are left out
 * @param problem what is wrong with what is kept of it, or empty
 * @param lane whether its posts go, and if not why; null where nobody looked
 * @param checked what its last test showed; null where nobody tried since it was entered
 */
public record ConnectionView(
    String id,
    String revision,
    String network,
    String label,
    String endpoint,
    Map<String, String> settings,
    List<String> secrets,
    boolean enabled,
    @Nullable String since,
    @Nullable String expires,
    boolean configured,
    Map<String, String> rhythm,
    String problem,
    @Nullable QuotaView quota,
    @Nullable LaneView lane,
    @Nullable CheckView checked) {

  /** Calls that are left, and when there will be all of them again. */
  public record QuotaView(long remaining, String resets) {}

  /**
   * What holds up the posts of the connection.
   *
   * @param state {@code open}, {@code paused}, {@code failing}, {@code stopped}, or {@code locked}
   *     where the node that was asked lacks the key of the connection
   * @param since when it was stopped, or calls began to fail
   * @param until when one post tries again by itself
   */
  public record LaneView(
      String state, String reason, @Nullable String since, @Nullable String until) {
    static LaneView of(Lane lane, Instant now) {
      Lane.Standing standing = lane.standing(now);
      Optional<Instant> since =
          switch (standing) {
            case OPEN -> Optional.empty();
            case STOPPED -> lane.stoppedSince();
            case PAUSED, FAILING -> lane.failingSince();
          };
      boolean byItself = standing == Lane.Standing.PAUSED || standing == Lane.Standing.FAILING;
      return new LaneView(
          standing.name().toLowerCase(Locale.ROOT),
          standing == Lane.Standing.FAILING ? lane.paused() : lane.obstacle(now).orElse(""),
          iso(since.orElse(null)),
          byItself ? iso(lane.pausedUntil().orElse(null)) : null);
    }
  }

  /**
   * What a test showed, and when.
   *
   * @param followers null where the network does not say
   */
  public record CheckView(
      String at,
      String result,
      String account,
      String profile,
      @Nullable String expires,
      String reason,
      @Nullable Long followers) {
    static CheckView of(ConnectionChecks.Check check) {
      ConnectionTest.Result result = check.result();
      return new CheckView(
          check.at().toString(),
          result.result(),
          result.account(),
          result.profile(),
          result.expires(),
          result.reason(),
          result.followers());
    }
  }

  /** The same with what its last test showed. */
  ConnectionView with(Optional<ConnectionChecks.Check> check) {
    return new ConnectionView(
        id,
        revision,
        network,
        label,
        endpoint,
        settings,
        secrets,
        enabled,
        since,
        expires,
        configured,
        rhythm,
        problem,
        quota,
        lane,
        check.map(CheckView::of).orElse(null));
  }

  public static ConnectionView of(
      Account account, Lane lane, Optional<String> locked, Instant now) {
    Optional<Quota> quota = lane.quota().filter(left -> left.resets().isAfter(now));
    return shown(
        account,
        quota.map(left -> new QuotaView(left.remaining(), left.resets().toString())).orElse(null),
        locked
            .map(why -> new LaneView("locked", why, /* since= */ null, /* until= */ null))
            .orElseGet(() -> LaneView.of(lane, now)));
  }

  /** Of one that was just made, whose lane nobody has looked at. */
  static ConnectionView of(Account account) {
    return shown(account, null, null);
  }

  private static ConnectionView shown(
      Account account, @Nullable QuotaView quota, @Nullable LaneView lane) {
    return new ConnectionView(
        account.id(),
        account.revision(),
        account.network(),
        account.label(),
        account.endpoint(),
        new TreeMap<>(account.settings()),
        account.secrets().stream().sorted().toList(),
        account.enabled(),
        iso(account.since()),
        iso(account.expires()),
        account.configured(),
        account.rhythm().texts(),
        account.problem(),
        quota,
        lane,
        /* checked= */ null);
  }

  private static @Nullable String iso(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
