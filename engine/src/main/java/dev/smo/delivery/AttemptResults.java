// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.connector.Outcome;
import dev.smo.ledger.Attempt;
import dev.smo.ledger.PostRecord;
import java.util.List;
import java.util.Set;

/** Outcomes as the ledger writes them down. */
final class AttemptResults {
  private static final Set<String> CERTAINLY_NOT =
      Set.of("deferred", "rejected", "taken", "unauthorised");

  private AttemptResults() {}

  /** Ends the last attempt with what came of it. */
  static PostRecord end(PostRecord post, Outcome outcome) {
    List<Attempt> attempts = post.attempts();
    Attempt last = attempts.get(attempts.size() - 1);
    return post.with(
        new Attempt(last.number(), last.at(), last.instance(), name(outcome), reason(outcome)));
  }

  static String describe(Outcome outcome) {
    String reason = reason(outcome);
    return reason.isEmpty() ? name(outcome) : name(outcome) + " (" + reason + ")";
  }

  static String name(Outcome outcome) {
    return outcome.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  /** Whether the network, or what we know of its account, said no for good. */
  static boolean refused(Outcome outcome) {
    return outcome instanceof Outcome.Rejected
        || outcome instanceof Outcome.Taken
        || outcome instanceof Outcome.Unauthorised;
  }

  /** Whether an attempt that ended, or did not, may have put something out. */
  static boolean mayBeOut(Attempt attempt) {
    return !CERTAINLY_NOT.contains(attempt.outcome());
  }

  static String reason(Outcome outcome) {
    if (outcome instanceof Outcome.Deferred deferred) {
      return deferred.reason();
    }
    if (outcome instanceof Outcome.InProgress working) {
      return working.reason();
    }
    if (outcome instanceof Outcome.Taken taken) {
      return taken.reason();
    }
    if (outcome instanceof Outcome.Rejected rejected) {
      return rejected.reason();
    }
    if (outcome instanceof Outcome.Unauthorised unauthorised) {
      return unauthorised.reason();
    }
    return outcome instanceof Outcome.Unknown unknown ? unknown.reason() : "";
  }
}
