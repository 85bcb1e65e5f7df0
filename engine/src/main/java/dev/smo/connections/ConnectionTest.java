// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.post.Connection;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries a connection without posting anything; a network has {@link Sessions#LONGEST} to answer. */
@Component(service = ConnectionTest.class)
public class ConnectionTest {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionTest.class);
  private static final String FAULTY = "The connector is faulty; the server's log says more.";

  private final NetworkClient client;
  private final ConnectionChecks checks;

  @Activate
  public ConnectionTest(@Reference NetworkClient client, @Reference ConnectionChecks checks) {
    this.client = client;
    this.checks = checks;
  }

  /**
   * What a trial showed.
   *
   * @param result {@code valid}, {@code invalid}, {@code unreachable} or {@code untested}
   */
  public record Result(
      String result, String account, String profile, @Nullable String expires, String reason) {
    static Result of(Verification verification) {
      if (verification instanceof Verification.Valid valid) {
        return new Result(
            "valid",
            valid.account(),
            valid.profile().toString(),
            valid.expires().map(Instant::toString).orElse(null),
            "");
      }
      return verification instanceof Verification.Invalid invalid
          ? failed("invalid", invalid.reason())
          : failed("unreachable", ((Verification.Unreachable) verification).reason());
    }

    /** Whether it ended so. */
    boolean is(String other) {
      return result.equals(other);
    }

    Result withReason(String other) {
      return new Result(result, account, profile, expires, other);
    }

    static Result failed(String result, String reason) {
      return new Result(result, "", "", null, reason);
    }
  }

  /** What was found last; empty where nobody tried since it was entered. */
  public Optional<ConnectionChecks.Check> last(String connection) {
    return checks.find(connection);
  }

  /** Tries it as it is entered now, and keeps what comes of it. */
  public ConnectionChecks.Check check(Account account) {
    return checks.keep(account.id(), of(account));
  }

  private Result of(Account account) {
    Optional<Verifier> verifier = client.connectors().find(Verifier.class, account.network());
    if (verifier.isEmpty()) {
      return Result.failed(
          "untested", "The connector of " + account.network() + " is missing or has no test.");
    }
    try {
      return tried(account, verifier.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Result.failed("unreachable", "The server is stopping.");
    } catch (RuntimeException e) {
      LOG.error("{} could not be tested", account.id(), e);
      return Result.failed("untested", FAULTY);
    }
  }

  private Result tried(Account account, Verifier verifier) throws InterruptedException {
    Sessions.Opened opened = client.sessions().open(account.id());
    if (opened instanceof Sessions.Opened.Ready ready) {
      return tried(ready.connection(), verifier);
    }
    return opened instanceof Sessions.Opened.Refused refused
        ? Result.failed("invalid", refused.reason())
        : Result.failed("unreachable", opened.reason());
  }

  private Result tried(Connection connection, Verifier verifier) throws InterruptedException {
    try {
      Result result =
          Result.of(client.calls().call(deadline -> verifier.verify(connection), Sessions.LONGEST));
      return result.withReason(connection.redact(result.reason()));
    } catch (IOException e) {
      return Result.failed(
          "unreachable",
          "The network could not be asked: " + connection.redact(String.valueOf(e.getMessage())));
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      // Its own words may hold what the network was sent.
      LOG.error("The connector failed to test: {}", connection.redact(String.valueOf(e)));
      return Result.failed("untested", FAULTY);
    }
  }
}
