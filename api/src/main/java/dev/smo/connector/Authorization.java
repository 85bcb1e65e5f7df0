// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import dev.smo.post.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What signing in, or renewing, gave. */
public sealed interface Authorization {
  /**
   * New secrets and settings, to be merged over the connection's own: what is not named stays. They
   * are committed, encrypted, before anything is done with them.
   *
   * @param settings what is no secret, such as the account's id
   * @param expires when they end; the engine renews five minutes before
   */
  record Granted(
      Map<String, Secret> secrets, Map<String, String> settings, Optional<Instant> expires)
      implements Authorization {
    public Granted {
      secrets = Map.copyOf(secrets);
      settings = Map.copyOf(settings);
    }

    /** The same with more, which counts where a name is given twice: those of one account. */
    public Granted with(Map<String, Secret> moreSecrets, Map<String, String> moreSettings) {
      Map<String, Secret> allSecrets = new HashMap<>(secrets);
      allSecrets.putAll(moreSecrets);
      Map<String, String> allSettings = new HashMap<>(settings);
      allSettings.putAll(moreSettings);
      return new Granted(allSecrets, allSettings, expires);
    }

    public static Granted of(Map<String, Secret> secrets, Optional<Instant> expires) {
      return new Granted(secrets, Map.of(), expires);
    }
  }

  /** A person must connect the account again; the reason says what to do. */
  record Refused(String reason) implements Authorization {}

  /** Not now; ask again later. */
  record Later(Duration after, String reason) implements Authorization {}
}
