// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.store;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Reactions that somebody here deleted. What was said, and by whom, is erased; that it was, is kept
 * for {@link #DAYS}, so that a colleague who looks for it learns who did that.
 */
@ProviderType
public interface DeletedReactions {
  /** For how many days it is kept. */
  int DAYS = 365;

  /**
   * A reaction that is gone.
   *
   * @param id of the reaction
   * @param path where the page is to which it was
   * @param source name of a network, or {@link Reaction#WEBMENTION}
   * @param by who deleted it
   */
  record Deleted(
      String id, String path, String source, Reaction.Kind kind, String by, Instant at) {}

  /**
   * Some of many, those that were deleted last first.
   *
   * @param next what to ask for to get those behind them; empty: there are none
   */
  record Answer(List<Deleted> deleted, String next) {}

  /** Deletes a reaction for good, and notes who did, in one commit. */
  void delete(KeptReaction kept, String user);

  /**
   * Those that were deleted.
   *
   * @param before {@link Answer#next} of the answer before; empty: from the start
   * @param wanted which of them; the others do not count
   */
  Answer recent(String before, Predicate<Deleted> wanted, int most);
}
