// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.delivery.Decisions;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.repository.Keys;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Posts that a burst limit holds together, and about which one decision is made.
 *
 * @param posts those about which one person decides
 */
record HeldGroup(String id, List<PostRecord> posts) {
  /**
   * A group as it is shown.
   *
   * @param revision names which posts are in it, each as it is
   */
  record View(String id, String site, int posts, String revision) {}

  /**
   * What came of a decision about a group.
   *
   * @param done how many posts it was taken for
   * @param left how many posts stay as they are
   * @param problem why the first of these does, or empty
   */
  record Result(String group, int done, int left, String problem) {}

  /** The posts of a group that a person decides about. */
  static HeldGroup of(String id, Ledger ledger, Visitor visitor) {
    return new HeldGroup(
        id, ledger.group(id).stream().filter(p -> PostActions.decides(visitor, p)).toList());
  }

  View view() {
    return new View(id, posts.get(0).text(Key.SITE), posts.size(), revision());
  }

  String revision() {
    return Keys.hash(
            posts.stream()
                .map(post -> post.id() + post.revision())
                .sorted()
                .collect(Collectors.joining()))
        .substring(0, 16);
  }

  /** Decides about each post; one that changed in this moment is left for another look. */
  Result each(Consumer<PostRecord> decision) {
    int done = 0;
    String problem = "";
    for (PostRecord post : posts) {
      try {
        decision.accept(post);
        done++;
      } catch (Decisions.NotPossibleException e) {
        problem = problem.isEmpty() ? String.valueOf(e.getMessage()) : problem;
      }
    }
    return new Result(id, done, posts.size() - done, problem);
  }
}
