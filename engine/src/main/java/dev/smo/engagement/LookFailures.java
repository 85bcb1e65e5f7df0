// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engagement;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells a post that cannot be read from a connection that fails. Only kept in memory: after a
 * restart, each post is tried once more.
 */
final class LookFailures {
  /** So many posts of a connection fail anew in a row before it is the connection that fails. */
  private static final int MOST_IN_A_ROW = 3;

  private static final int MOST_KEPT = 10_000;

  private final Map<String, Integer> inARow = new ConcurrentHashMap<>();

  /** Posts that could not be read when they were last looked at. */
  private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

  /**
   * What a failure says.
   *
   * @param again the post could not be read before, either
   * @param ofConnection the connection should be left alone for a while
   */
  record Failure(boolean again, boolean ofConnection) {}

  /** Whether a post could not be read when it was last looked at. */
  boolean has(String post) {
    return unreadable.contains(post);
  }

  /** Notes that a post was read. */
  void none(String connection, String post) {
    inARow.remove(connection);
    unreadable.remove(post);
  }

  /** Notes that a post could not be read; what fails again says nothing new of its connection. */
  Failure one(String connection, String post) {
    if (unreadable.size() >= MOST_KEPT) {
      unreadable.clear();
    }
    boolean again = !unreadable.add(post);
    boolean many = !again && inARow.merge(connection, 1, Integer::sum) >= MOST_IN_A_ROW;
    if (many) {
      inARow.remove(connection);
    }
    return new Failure(again, many);
  }
}
