// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.delivery.Decisions;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Visitor;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.repository.Keys;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.sling.api.SlingHttpServletRequest;

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
   * @param results of each post
   */
  record Result(String group, int done, int left, String problem, List<ManyPosts.Result> results) {}

  /** The posts of a group that a person decides about. */
  static HeldGroup of(String id, Ledger ledger, Visitor visitor) {
    return new HeldGroup(
        id, ledger.group(id).stream().filter(p -> PostActions.decides(visitor, p)).toList());
  }

  /** The group that a request names, if it is as the person read it, and the person's to decide. */
  static HeldGroup read(
      SlingHttpServletRequest request, Ledger ledger, Decisions decisions, Visitor visitor) {
    HeldGroup group = of(JsonServlet.required(request, "group"), ledger, visitor);
    if (group.posts().isEmpty()) {
      throw Refusal.notFound("There is no such group, or nothing of it is yours to decide.");
    }
    if (!visitor.administrator() && group.posts().stream().anyMatch(decisions::isOfAnotherSite)) {
      throw Refusal.forbidden(PostActions.OTHER_SITE);
    }
    if (!group.revision().equals(PostActions.reader(request, visitor).revision())) {
      throw Refusal.conflict(
          "These posts have changed since you read them, so nothing was done. Read them as they"
              + " are now, then decide.");
    }
    return group;
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
  Result each(Ledger ledger, Function<PostRecord, PostRecord> decision) {
    List<ManyPosts.Result> results =
        posts.stream()
            .map(post -> ManyPosts.guarded(post.id(), ledger, () -> decision.apply(post)))
            .toList();
    List<String> problems =
        results.stream().map(ManyPosts.Result::error).filter(error -> !error.isEmpty()).toList();
    return new Result(
        id,
        posts.size() - problems.size(),
        problems.size(),
        problems.isEmpty() ? "" : problems.get(0),
        results);
  }
}
