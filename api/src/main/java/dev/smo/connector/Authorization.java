package dev.smo.connector;

import dev.smo.post.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What renewing a connection gave. */
public sealed interface Authorization {
  /**
   * New secrets, to be merged over the connection's own and kept encrypted.
   *
   * @param expires when they end; the engine renews five minutes before
   */
  record Granted(Map<String, Secret> secrets, Optional<Instant> expires) implements Authorization {}

  /** A person must connect the account again. */
  record Refused(String reason) implements Authorization {}

  /** Not now; ask again later. */
  record Later(Duration after, String reason) implements Authorization {}
}
