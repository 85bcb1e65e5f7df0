// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Who has a reaction open just now, so that two people do not answer it at the same time. Nothing
 * is locked by it.
 */
@ProviderType
public interface Lookers {
  /** Who was not heard of for so long has left. */
  Duration LIFE = Duration.ofMinutes(2);

  /**
   * Somebody who looks at a reaction.
   *
   * @param since when that began
   * @param answering whether the person writes an answer
   */
  record Looker(String user, Instant since, boolean answering) {}

  /**
   * Notes that somebody looks, or still does. Costs a commit only where that says something new.
   *
   * @param reaction id of a reaction
   */
  void look(String reaction, String user, boolean answering);

  /** Notes that somebody looks no more. */
  void leave(String reaction, String user);

  /** Who looks at a reaction, the first first. */
  List<Looker> at(String reaction);
}
