// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.goals;

import dev.smo.connections.ConnectionChecks;
import dev.smo.connections.Connections;
import dev.smo.connections.Followers;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How many followed the accounts of connections, and whether anybody will ever tell. */
@Component(service = FollowedAccounts.class)
public class FollowedAccounts {
  /** What a test may show that does not end so once more by a mere fault. */
  private static final Set<String> SETTLED = Set.of("valid", "untested");

  private final Followers followers;
  private final Connections connections;
  private final ConnectionChecks checks;

  @Activate
  public FollowedAccounts(
      @Reference Followers followers,
      @Reference Connections connections,
      @Reference ConnectionChecks checks) {
    this.followers = followers;
    this.connections = connections;
    this.checks = checks;
  }

  Followed of(String connection) {
    return new Followed(followers.of(connection), isTold(connection));
  }

  /**
   * Whether somebody tells, or may tell with the next test: not of a connection that is gone, nor
   * where its network was asked and said nothing of followers, or cannot be asked.
   */
  private boolean isTold(String connection) {
    boolean silent =
        checks
            .find(connection)
            .map(ConnectionChecks.Check::result)
            .filter(last -> SETTLED.contains(last.result()) && last.followers() == null)
            .isPresent();
    return connections.find(connection).isPresent() && !silent;
  }
}
