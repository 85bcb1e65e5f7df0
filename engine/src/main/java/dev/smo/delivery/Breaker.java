// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.connector.Outcome;
import dev.smo.lanes.Lane;
import dev.smo.lanes.Lanes;
import dev.smo.ledger.Decision;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the outcome of one post means for those behind it. What is the matter with a connection or
 * its network stops the lane and counts for no post as long as there is patience: all of them go,
 * in their order, when it is over. A pause of many hours is no trouble that ends, but a limit, and
 * counts for none however often it is asked for; what fails behind it has all the patience. One
 * that fails while others do not waits by itself, so that it holds up nobody.
 */
final class Breaker {
  private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);

  /** So often a post keeps its place before others may pass it. */
  private static final int KEEPS_PLACE = 2;

  private final Lanes lanes;
  private final Transitions transitions;

  Breaker(Lanes lanes, Transitions transitions) {
    this.lanes = lanes;
    this.transitions = transitions;
  }

  /** Notes on the lane what kept a call from being made, which never proves that it works. */
  void noteUncalled(PostRecord post, Outcome outcome) {
    if (outcome instanceof Outcome.Unauthorised || outcome instanceof Outcome.Deferred) {
      note(post, outcome);
    }
  }

  /** Notes on the lane what came of a call, after the post has it. */
  private void note(PostRecord post, Outcome outcome) {
    String connection = post.text(Key.CONNECTION);
    String reason = AttemptResults.reason(outcome);
    if (outcome instanceof Outcome.Unauthorised) {
      lanes.stop(connection, reason);
    } else if (outcome instanceof Outcome.Unknown) {
      lanes.failed(connection, reason);
    } else if (outcome instanceof Outcome.Deferred deferred) {
      deferred(connection, deferred.after(), reason);
    } else {
      lanes.works(connection);
    }
  }

  /**
   * Notes what came of a call whose post has it already, which a fault here must not undo. What
   * came when nobody waited any more tells how things were: others have been called since, or a
   * person has set it right. Only that a post is out proves something.
   */
  void ended(PostRecord post, Outcome outcome, boolean inTime) {
    try {
      if (inTime) {
        note(post, outcome);
      } else if (outcome instanceof Outcome.Published) {
        lanes.works(post.text(Key.CONNECTION));
      }
    } catch (RuntimeException | Error e) {
      LOG.error("What came of {} is not noted on its lane", post, e);
    }
  }

  private void deferred(String connection, Duration after, String reason) {
    if (after.isZero() || after.isNegative()) {
      lanes.failed(connection, reason);
    } else {
      lanes.pause(connection, transitions.now().plus(after), reason);
    }
  }

  /** What becomes of the post itself, with the lane as it is before the outcome is noted there. */
  PostRecord after(PostRecord post, Outcome outcome) {
    if (outcome instanceof Outcome.Unauthorised unauthorised) {
      return inPlace(post, unauthorised.reason());
    }
    return outcome instanceof Outcome.Deferred deferred
        ? again(post, deferred.after(), deferred.reason())
        : transitions.after(post, outcome);
  }

  private PostRecord again(PostRecord post, Duration after, String reason) {
    if (after.compareTo(Lane.LONGEST_ASKED) >= 0) {
      // It may be a limit of a week or a month; the lane tells of it, and asks once a day.
      Instant end = transitions.now().plus(after);
      return inPlace(
          post,
          "Waits until "
              + shown(post, end)
              + ", as the network asks for a day or longer: "
              + reason);
    }
    if (after.compareTo(Lane.LIMIT) >= 0) {
      return inPlace(post, reason);
    }
    boolean asked = !after.isZero() && !after.isNegative();
    Lane lane = lanes.find(post.text(Key.CONNECTION));
    Optional<Instant> over =
        lane.troubledSince().map(since -> held(post, since)).filter(transitions::isLongAgo);
    if ((asked || lane.failsOnceMore()) && over.isEmpty()) {
      PostRecord waits = inPlace(post, reason);
      // Another one tries next, lest one that fails alone be taken for its network.
      return asked ? waits : waits.with(Key.DUE, transitions.now().plusSeconds(1));
    }
    PostRecord waited = over.map(since -> post.with(Key.WAITING_SINCE, since)).orElse(post);
    PostRecord counted = transitions.deferred(waited, after, reason);
    return counted.state() == State.SCHEDULED && counted.number(Key.RETURNS) <= KEEPS_PLACE
        ? counted.with(Key.DUE, place(post))
        : counted;
  }

  /** Since when the lane's trouble holds this post up, which a person may have sent again since. */
  private Instant held(PostRecord post, Instant troubled) {
    Stream<Instant> decided = post.history().stream().map(Decision::at);
    return Stream.concat(decided, Stream.of(troubled, place(post)))
        .max(Comparator.naturalOrder())
        .orElse(troubled);
  }

  private PostRecord inPlace(PostRecord post, String reason) {
    return post.to(State.SCHEDULED, reason)
        .with(Key.WAITING_SINCE, null)
        .with(Key.DUE, place(post));
  }

  private static String shown(PostRecord post, Instant at) {
    return Departure.shown(at, Schedule.zone(post.text(Key.ZONE)));
  }

  /** When it was first due, which is its place in the lane. */
  private Instant place(PostRecord post) {
    Instant now = transitions.now();
    return post.time(Key.SCHEDULED).filter(first -> first.isBefore(now)).orElse(now);
  }
}
