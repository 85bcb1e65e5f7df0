// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * How things stand with one address that a page links, or linked, to.
 *
 * @param target the address
 * @param state what came of telling it
 * @param digest of the page when it was told last; empty where it never was
 * @param tries failures in a row
 * @param next when to try again; of no meaning unless waiting
 */
record SentWebmention(String target, State state, String digest, int tries, Instant next) {
  enum State {
    /** Not told yet, or not of the latest change; will be tried again. */
    WAITING,
    /** Knows of the page. */
    TOLD,
    /** Takes no webmentions, or not this one; asked again when the page changes. */
    DECLINED
  }

  static SentWebmention first(String target) {
    return new SentWebmention(target, State.WAITING, "", 0, Instant.EPOCH);
  }

  SentWebmention told(String by) {
    return new SentWebmention(target, State.TOLD, by, 0, Instant.EPOCH);
  }

  SentWebmention declined(String by) {
    return new SentWebmention(target, State.DECLINED, by, 0, Instant.EPOCH);
  }

  SentWebmention later(int failures, Instant when) {
    return new SentWebmention(target, State.WAITING, digest, failures, when);
  }

  /** Whether it ever heard of the page, so that it must hear when the link goes. */
  boolean knows() {
    return state == State.TOLD || (state == State.WAITING && !digest.isEmpty());
  }

  boolean due(Instant now) {
    return !next.isAfter(now);
  }

  String write() {
    return String.join("\t", state.name(), digest, "" + tries, "" + next.toEpochMilli(), target);
  }

  /** Reads what {@link #write} wrote; empty where it is not that. */
  static Optional<SentWebmention> read(String line) {
    String[] parts = line.split("\t", 5);
    try {
      return parts.length < 5
          ? Optional.empty()
          : Optional.of(
              new SentWebmention(
                  parts[4],
                  State.valueOf(parts[0]),
                  parts[1],
                  Integer.parseInt(parts[2]),
                  Instant.ofEpochMilli(Long.parseLong(parts[3]))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
