// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.lanes;

import dev.smo.connector.Quota;
import dev.smo.repository.Repository;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How the lane of a connection stands: what its posts go through one after the other.
 *
 * @param stopped why nothing goes until a person says so; empty where nothing stops it
 * @param stoppedSince when that was
 * @param paused why nothing goes until {@code pausedUntil}; empty where there is no pause
 * @param pausedSince when that pause was asked for
 * @param failures how many calls failed in a row
 * @param failingSince when the first of these did, or its network first asked for a pause, with no
 *     call that went well since
 * @param limitedUntil when the last of these pauses ends that was so long that it is a limit of the
 *     network, and no trouble of it
 * @param quota how much the network still lets the connection do, as far as it told
 */
public record Lane(
    String stopped,
    Optional<Instant> stoppedSince,
    String paused,
    Optional<Instant> pausedUntil,
    Optional<Instant> pausedSince,
    int failures,
    Optional<Instant> failingSince,
    Optional<Instant> limitedUntil,
    Optional<Quota> quota) {

  /** Where the lanes are kept. */
  public static final String ROOT = Repository.ROOT + "/lanes";

  /**
   * No network is left alone for longer, whatever it asks for: a number may be wrong, and nobody
   * would ever know. One call asks it anew.
   */
  public static final Duration LONGEST_ASKED = Duration.ofDays(1);

  /**
   * Who asks for so much has a limit, such as what is left of a day or a month. Networks in trouble
   * name seconds to an hour or two.
   */
  public static final Duration LIMIT = Duration.ofHours(6);

  /** So many failures in a row are taken for those of the network, not of a post. */
  static final int SEVERAL = 3;

  /** How the lane stands, in a word. */
  public enum Standing {
    /** Posts go when they are due. */
    OPEN,
    /** The network asked for a pause. */
    PAUSED,
    /** Several calls in a row failed; one post tries again after each pause. */
    FAILING,
    /** A person must set it right, or has stopped it. */
    STOPPED
  }

  /** The name of the lane of a connection, which becomes part of a path. */
  public static String of(String connection) {
    return connection.matches("[a-z0-9][a-z0-9_-]{0,62}") ? connection : "_other";
  }

  /** The path of a lane. */
  public static String path(String name) {
    return ROOT + "/" + name;
  }

  /** Where it is kept how the lane of a connection stands. */
  public static String state(String connection) {
    return path(of(connection)) + "/state";
  }

  public Standing standing(Instant now) {
    if (!stopped.isEmpty()) {
      return Standing.STOPPED;
    }
    boolean waits = pausedUntil.filter(end -> end.isAfter(now)).isPresent();
    return isFailing() ? Standing.FAILING : waits ? Standing.PAUSED : Standing.OPEN;
  }

  /** Whether it pauses for so long, or has done so for so long, that a person should know. */
  public boolean pausesLong(Instant now) {
    Instant end = pausedUntil.orElse(now);
    boolean asked =
        pausedSince.filter(begun -> !end.isBefore(begun.plus(LONGEST_ASKED))).isPresent();
    boolean fails =
        failingSince.filter(begun -> !now.isBefore(begun.plus(LONGEST_ASKED))).isPresent();
    return standing(now) == Standing.PAUSED && (asked || fails);
  }

  /** Since when it is in trouble; a limit before that, however long, was none. */
  public Optional<Instant> troubledSince() {
    return failingSince.map(begun -> limitedUntil.filter(begun::isBefore).orElse(begun));
  }

  /** Whether calls fail whatever post they carry. */
  private boolean isFailing() {
    return failures >= SEVERAL;
  }

  /** Whether that is so with one more failure. */
  public boolean failsOnceMore() {
    return failures + 1 >= SEVERAL;
  }

  /** What a lane is wanted for. */
  public enum Use {
    /** Posts, which wait for pauses. */
    SEND,
    /** Taking posts back, which only a person holds up: a network's pause is for what is new. */
    RETRACT
  }

  /** What holds up a use of the lane now; empty where nothing does. */
  Optional<String> obstacle(Use use, Instant now) {
    return use == Use.SEND
        ? obstacle(now)
        : Optional.of(stopped).filter(reason -> !reason.isEmpty());
  }

  /** Why nothing goes now; empty where posts go. */
  public Optional<String> obstacle(Instant now) {
    if (!stopped.isEmpty()) {
      return Optional.of(stopped);
    }
    return pausedUntil.filter(end -> end.isAfter(now)).map(end -> paused);
  }
}
