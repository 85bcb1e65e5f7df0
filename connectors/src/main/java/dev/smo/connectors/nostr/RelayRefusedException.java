// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.nostr;

import dev.smo.connector.Outcome;
import dev.smo.post.Connection;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A relay certainly did not do what it was asked for, and said why. */
final class RelayRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Relays name no time in a field, but some in their words. */
  private static final Pattern SECONDS = Pattern.compile("\\b(\\d{1,5}) ?(?:s|secs?|seconds?)\\b");

  private static final Set<String> LATER = Set.of("rate-limited", "error");
  private static final Set<String> OWNERS = Set.of("auth-required", "restricted", "blocked");

  private final String host;
  private final String said;

  RelayRefusedException(URI relay, String said) {
    super(relay.getHost() + " refuses: " + said);
    host = relay.getHost();
    this.said = said.isBlank() ? "no reason given" : said;
  }

  private String prefix() {
    return said.split(":", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  boolean later() {
    return LATER.contains(prefix());
  }

  /** How long the relay wants to be left alone; zero where it does not say. */
  Duration pause() {
    Matcher seconds = SECONDS.matcher(said);
    return seconds.find() ? Duration.ofSeconds(Long.parseLong(seconds.group(1))) : Duration.ZERO;
  }

  /** For people, with the relay's own words. */
  String reason(Connection connection) {
    return connection.redact(host + " says: " + said);
  }

  /** What it means for a post. */
  Outcome outcome(Connection connection) {
    String reason = reason(connection);
    if (later()) {
      return new Outcome.Deferred(pause(), reason);
    }
    return OWNERS.contains(prefix())
        ? new Outcome.Unauthorised(reason)
        : new Outcome.Rejected(reason);
  }
}
