// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.post.Connection;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jetbrains.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which accounts connections speak for. A network is asked once, and again when somebody signed in
 * anew or changed what chooses the account.
 */
final class AccountNames {
  private static final Logger LOG = LoggerFactory.getLogger(AccountNames.class);

  /** So long a network that could not tell is not asked again. */
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Connectors networks;
  private final NetworkCalls calls;
  private final Clock clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  AccountNames(Connectors networks, NetworkCalls calls, Clock clock) {
    this.networks = networks;
    this.calls = calls;
    this.clock = clock;
  }

  /** What was learnt of one connection, as it was entered then. */
  private record Known(String key, Optional<AccountName> account, Instant asked) {
    private boolean counts(String entered, Instant now) {
      return key.equals(entered) && (account.isPresent() || asked.plus(PAUSE).isAfter(now));
    }
  }

  /**
   * The account of a connection; empty where nobody can tell now.
   *
   * @param entered names all that chooses the account, see {@link Connections.WithSession}
   */
  Optional<AccountName> of(Connection connection, Connections.Entered entered)
      throws InterruptedException {
    Optional<Verifier> verifier = networks.find(Verifier.class, connection.network());
    if (verifier.isEmpty()) {
      // What was typed in is the account, such as the address of a channel.
      return entered
          .at()
          .map(at -> new AccountName("entered-" + at, "the account that was entered on " + at));
    }
    Instant now = Instant.now(clock);
    @Nullable Known before = known.get(connection.id());
    if (before != null && before.counts(entered.key(), now)) {
      return before.account();
    }
    Optional<AccountName> told = ask(verifier.get(), connection);
    // The pause follows the call, however long the network let it wait.
    known.put(connection.id(), new Known(entered.key(), told, Instant.now(clock)));
    return told;
  }

  private Optional<AccountName> ask(Verifier verifier, Connection connection)
      throws InterruptedException {
    try {
      Verification said = calls.call(deadline -> verifier.verify(connection), Sessions.LONGEST);
      return said instanceof Verification.Valid valid
          ? Optional.of(new AccountName(valid.profile().toString(), valid.account()))
          : Optional.empty();
    } catch (IOException e) {
      LOG.info(
          "Which account {} is could not be asked: {}",
          connection,
          connection.redact(String.valueOf(e.getMessage())));
    } catch (RuntimeException | Error e) {
      LOG.error(
          "Which account {} is cannot be told: {}", connection, NetworkCalls.trace(connection, e));
    }
    return Optional.empty();
  }
}
