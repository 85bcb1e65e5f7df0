// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import dev.smo.connector.Authorization;
import dev.smo.connector.Authorizer;
import dev.smo.connector.Field;
import dev.smo.connector.SignIn;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.post.Connection;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries a connection without posting anything; a network has {@link Sessions#LONGEST} to answer.
 */
@Component(service = ConnectionTest.class)
public class ConnectionTest {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionTest.class);
  private static final String FAULTY = "The connector is faulty; the server's log says more.";

  private final NetworkClient client;
  private final ConnectionChecks checks;
  private final KeptLimits limits;

  @Activate
  public ConnectionTest(@Reference NetworkClient client, @Reference ConnectionChecks checks) {
    this.client = client;
    this.checks = checks;
    this.limits = new KeptLimits(client, checks);
  }

  /**
   * What a trial showed.
   *
   * @param result {@code valid}, {@code invalid}, {@code unreachable} or {@code untested}
   * @param followers how many follow the account; null where the network did not say
   */
  public record Result(
      String result,
      String account,
      String profile,
      @Nullable String expires,
      String reason,
      @Nullable Long followers) {
    static Result of(Verification verification) {
      if (verification instanceof Verification.Valid valid) {
        return new Result(
            "valid",
            valid.account(),
            valid.profile().toString(),
            valid.expires().map(Instant::toString).orElse(null),
            "",
            valid.followers().isPresent() ? valid.followers().getAsLong() : null);
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
      return new Result(result, account, profile, expires, other, followers);
    }

    static Result failed(String result, String reason) {
      return new Result(result, "", "", /* expires= */ null, reason, /* followers= */ null);
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

  /**
   * Tries what a person typed in before it is saved: opens a session where the network has such,
   * and asks for the account. Nothing is kept.
   *
   * @param entered as {@link Connections#typedIn} gives it
   */
  public Result tryOut(Connection entered) {
    if (awaitsSignIn(entered)) {
      return Result.failed("untested", "There is no secret to try; sign in instead.");
    }
    return patiently(
        entered.id(),
        entered.network(),
        verifier -> {
          Optional<Authorizer> authorizer =
              client.connectors().find(Authorizer.class, entered.network());
          return authorizer.isPresent()
              ? logIn(entered, authorizer.get(), verifier)
              : verified(entered, verifier);
        });
  }

  /** Whether all that it needs will come from the network. */
  private boolean awaitsSignIn(Connection entered) {
    return client.connectors().find(SignIn.class, entered.network()).isPresent()
        && client.connectors().network(entered.network()).stream()
            .flatMap(network -> network.connectionFields().stream())
            .filter(Field::secret)
            .noneMatch(field -> entered.secret(field.name()).isPresent());
  }

  private Result of(Account account) {
    return patiently(
        account.id(),
        account.network(),
        verifier -> {
          Sessions.Opened opened = client.sessions().open(account.id());
          if (opened instanceof Sessions.Opened.Ready ready) {
            Result result = verified(ready.connection(), verifier);
            if (result.is("valid")) {
              limits.ask(ready.connection());
            }
            return result;
          }
          return opened instanceof Sessions.Opened.Refused refused
              ? Result.failed("invalid", refused.reason())
              : Result.failed("unreachable", opened.reason());
        });
  }

  /** A trial of one network. */
  private interface Trial {
    Result with(Verifier verifier) throws InterruptedException;
  }

  private Result patiently(String id, String network, Trial trial) {
    Optional<Verifier> verifier = client.connectors().find(Verifier.class, network);
    if (verifier.isEmpty()) {
      return Result.failed(
          "untested", "The connector of " + network + " is missing or has no test.");
    }
    try {
      return trial.with(verifier.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Result.failed("unreachable", "The server is stopping.");
    } catch (RuntimeException e) {
      LOG.error("{} could not be tested", id, e);
      return Result.failed("untested", FAULTY);
    }
  }

  private Result logIn(Connection entered, Authorizer authorizer, Verifier verifier)
      throws InterruptedException {
    return asked(
        entered,
        () -> {
          Authorization said = authorizer.authorize(entered);
          if (said instanceof Authorization.Granted granted) {
            Connection open =
                entered.toBuilder().settings(granted.settings()).secrets(granted.secrets()).build();
            return Result.of(verifier.verify(open));
          }
          return said instanceof Authorization.Refused refused
              ? Result.failed("invalid", refused.reason())
              : Result.failed("unreachable", ((Authorization.Later) said).reason());
        });
  }

  private Result verified(Connection connection, Verifier verifier) throws InterruptedException {
    return asked(connection, () -> Result.of(verifier.verify(connection)));
  }

  private Result asked(Connection connection, Callable<Result> question)
      throws InterruptedException {
    try {
      Result result = client.calls().call(deadline -> question.call(), Sessions.LONGEST);
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
