// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import dev.smo.connector.ServerLimits;
import dev.smo.post.Connection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What servers take that each take something else, kept beside what was found when their
 * connections were tested: all nodes plan by it, also after a restart. That a server cannot be
 * asked now is no reason not to plan.
 */
@Component(service = KeptLimits.class)
public class KeptLimits {
  private static final Logger LOG = LoggerFactory.getLogger(KeptLimits.class);

  /** So long nobody waits again for a server that could not be asked. */
  private static final Duration AGAIN = Duration.ofMinutes(10);

  private static final int LONGEST = 4_000;

  private final NetworkClient client;
  private final ConnectionChecks checks;
  private final Map<String, Instant> tried = new ConcurrentHashMap<>();

  @Activate
  public KeptLimits(@Reference NetworkClient client, @Reference ConnectionChecks checks) {
    this.client = client;
    this.checks = checks;
  }

  /** Asks the server of a connection of which nothing is kept; waits for its answer. */
  public void know(Account account) {
    Optional<ServerLimits> server = of(account.network());
    if (server.isEmpty() || checks.limits(account.id()).isPresent() || isTried(account)) {
      return;
    }
    try {
      if (client.sessions().open(account.id()) instanceof Sessions.Opened.Ready ready) {
        ask(ready.connection());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isTried(Account account) {
    Instant now = client.lanes().now();
    String which = account.id() + " " + account.endpoint();
    Instant last = tried.getOrDefault(which, Instant.MIN);
    if (last.isAfter(now.minus(AGAIN))) {
      return true;
    }
    tried.put(which, now);
    return false;
  }

  /** Asks the server of a connection, and keeps what it says; nothing where it has no such. */
  void ask(Connection connection) throws InterruptedException {
    Optional<ServerLimits> server = of(connection.network());
    if (server.isEmpty()) {
      return;
    }
    try {
      String limits =
          client.calls().call(deadline -> server.get().readLimits(connection), Sessions.LONGEST);
      if (limits.length() > LONGEST) {
        throw new IOException("the connector says more than " + LONGEST + " characters");
      }
      checks.keepLimits(connection.id(), limits);
    } catch (IOException e) {
      String reason = connection.redact(String.valueOf(e.getMessage()));
      LOG.info("What the server of {} takes is not known: {}", connection, reason);
    } catch (RuntimeException | Error e) {
      LOG.error(
          "The connector failed to ask what the server of {} takes: {}",
          connection,
          NetworkCalls.trace(connection, e));
    }
  }

  private Optional<ServerLimits> of(String network) {
    return client.connectors().find(ServerLimits.class, network);
  }
}
