// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.sandbox;

import dev.smo.connector.Field;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What may go wrong on purpose, so that every outcome can be tried without a network. */
enum SandboxFault {
  NONE,
  /** The post is refused for good. */
  REJECT,
  /** The post may be sent again later. */
  DEFER,
  /** The account is refused. */
  UNAUTHORISED,
  /** The network has the post already. */
  DUPLICATE,
  /** The answer is lost, and the post is not out. */
  UNKNOWN_BEFORE,
  /** The answer is lost, and the post is out. */
  UNKNOWN_AFTER,
  /** The network takes its time, then the post is out. */
  SLOW,
  /** The post is out, but the network takes its time to say so. */
  SLOW_AFTER;

  private static final String ONCE = "-once";

  /**
   * Reads the setting {@code fault}: a name such as {@code unknown-after}; with {@code -once}
   * appended it goes wrong at the first attempt only.
   *
   * @return empty where the setting names no fault
   */
  static Optional<SandboxFault> at(int attempt, String setting) {
    boolean once = setting.endsWith(ONCE);
    String name = once ? setting.substring(0, setting.length() - ONCE.length()) : setting;
    return Arrays.stream(values())
        .filter(fault -> fault.word().equals(name))
        .findFirst()
        .map(fault -> once && attempt > 1 ? NONE : fault);
  }

  /** All values of the setting. */
  static Field.Choice[] choices() {
    return Arrays.stream(values())
        .map(SandboxFault::word)
        .flatMap(word -> word.equals(NONE.word()) ? Stream.of(word) : Stream.of(word, word + ONCE))
        .map(word -> new Field.Choice(word, word))
        .toArray(Field.Choice[]::new);
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
