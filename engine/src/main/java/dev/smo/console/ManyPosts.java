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
import dev.smo.schedule.When;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.sling.api.SlingHttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One decision about many posts that somebody chose: parameters {@code ids} and {@code revisions},
 * with commas, in the same order. Each is decided as if it were alone, and has a result of its own.
 */
final class ManyPosts {
  private static final Logger LOG = LoggerFactory.getLogger(ManyPosts.class);
  private static final int MOST = 100;
  private static final Set<Action> TAKEN =
      EnumSet.of(Action.APPROVE, Action.REJECT, Action.RETRY, Action.CANCEL, Action.MOVE);

  private final Ledger ledger;
  private final Decisions decisions;

  ManyPosts(Ledger ledger, Decisions decisions) {
    this.ledger = ledger;
    this.decisions = decisions;
  }

  /**
   * What came of a decision about one post.
   *
   * @param state in which it is then; empty where there is no such post
   * @param error why nothing was done, or empty
   */
  record Result(String id, String state, String error) {}

  /** What came of all, in the order of the request. */
  record Results(List<Result> results) {}

  /** What is to be decided, read and checked as a whole. */
  private record Decision(Action action, Optional<When> when, String user, String reason) {}

  Results take(SlingHttpServletRequest request, Visitor visitor) {
    List<String> ids = listed(request, "ids");
    List<String> revisions = listed(request, "revisions");
    if (ids.size() != revisions.size()) {
      throw Refusal.badRequest("Name as many revisions as ids, in the same order.");
    }
    if (ids.size() > MOST) {
      throw Refusal.badRequest("No more than " + MOST + " posts can be decided about at once.");
    }
    Decision decision = decision(request, visitor);
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      results.add(one(ids.get(i), revisions.get(i), decision, visitor));
    }
    return new Results(results);
  }

  private static Decision decision(SlingHttpServletRequest request, Visitor visitor) {
    Action action =
        Action.of(JsonServlet.required(request, "action"))
            .filter(TAKEN::contains)
            .orElseThrow(
                () ->
                    Refusal.badRequest("Many posts take approve, reject, retry, cancel or move."));
    Optional<When> when =
        action == Action.MOVE
            ? Optional.of(PostActions.when(JsonServlet.required(request, "when")))
            : Optional.empty();
    return new Decision(action, when, visitor.id(), PostActions.reason(request));
  }

  private static List<String> listed(SlingHttpServletRequest request, String name) {
    return List.of(JsonServlet.required(request, name).split(",")).stream()
        .map(String::strip)
        .toList();
  }

  private Result one(String id, String revision, Decision decision, Visitor visitor) {
    Optional<PostRecord> post = ledger.find(id).filter(found -> PostActions.sees(visitor, found));
    if (post.isEmpty()) {
      return new Result(id, "", "There is no such post.");
    }
    if (!PostActions.decides(visitor, post.get())) {
      return new Result(id, state(id, ledger), PostActions.NOT_YOURS);
    }
    if (!visitor.administrator() && decisions.isOfAnotherSite(post.get())) {
      return new Result(id, state(id, ledger), PostActions.OTHER_SITE);
    }
    Decisions.Reader by = new Decisions.Reader(decision.user(), revision, decision.reason());
    return guarded(
        id,
        ledger,
        () ->
            decision.when().isPresent()
                ? decisions.move(id, decision.when().get(), by)
                : decision
                    .action()
                    .take(decisions, id, new Action.Words(by, Decisions.Seen.NOT_SAID, null)));
  }

  /** Decides about one of many: what was decided about the others must be told all the same. */
  static Result guarded(String id, Ledger ledger, Supplier<PostRecord> decision) {
    try {
      return new Result(id, decision.get().state().name(), "");
    } catch (Decisions.NotPossibleException e) {
      return new Result(id, state(id, ledger), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("Post {} could not be decided about", id, e);
      return new Result(id, state(id, ledger), "This failed inside the server; its log says more.");
    }
  }

  private static String state(String id, Ledger ledger) {
    return ledger.find(id).map(post -> post.text(Key.STATE)).orElse("");
  }
}
