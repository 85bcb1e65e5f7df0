// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.connector.Limits;
import dev.smo.connector.Shape;
import dev.smo.ledger.Attempt;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.Post;
import java.util.List;
import java.util.function.Supplier;

/**
 * A picture, or its text for people who cannot see it, that a network refuses holds no words back:
 * whatever was refused with pictures goes once more without them. Few networks say what of a post
 * they do not like, so nothing is read from their reasons. Only where certainly nothing is out.
 */
final class WordsAlone {
  private static final String WITHOUT = "Without pictures, because with them the network said: ";

  private final Ledger ledger;
  private final Transitions times;

  WordsAlone(Ledger ledger, Transitions times) {
    this.ledger = ledger;
    this.times = times;
  }

  /**
   * What becomes of a post whose call was certainly not executed.
   *
   * @param ended as it would be left
   * @param waiting since when it waits, which is not begun anew
   * @param content what was to be posted
   * @param limits asked for only where the post would fail
   */
  PostRecord of(PostRecord ended, PostRecord waiting, Post content, Supplier<Limits> limits) {
    if (ended.state() != State.FAILED) {
      return ended;
    }
    if (ended.flag(Key.WITHOUT_PICTURES)) {
      // They were not the reason; whoever sends it again means it with them.
      return ended.with(Key.WITHOUT_PICTURES, null).with(Key.NOTE, withoutNote(ended));
    }
    if (!isMadeOfMore(ended, content, limits.get()) || mayBeOut(ended)) {
      return ended;
    }
    String reason = WITHOUT + ended.text(Key.REASON);
    PostRecord bare =
        ended
            .to(State.SCHEDULED, reason)
            .with(Key.WITHOUT_PICTURES, true)
            .with(Key.NOTE, (ended.text(Key.NOTE) + " " + reason).strip())
            .with(Key.WAITING_SINCE, waiting.time(Key.WAITING_SINCE).orElse(null))
            .with(Key.DUE, times.now());
    // A draft on the network has the pictures.
    return ledger.steps().hasMoreThanUploads(ended)
        ? bare.with(Key.ROUND, ended.number(Key.ROUND) + 1)
        : bare;
  }

  private static String withoutNote(PostRecord post) {
    String note = post.text(Key.NOTE);
    int at = note.indexOf(WITHOUT);
    return at < 0 ? note : note.substring(0, at).strip();
  }

  /** Whether there are pictures, and words that its network takes without any. */
  private static boolean isMadeOfMore(PostRecord post, Post content, Limits limits) {
    boolean takes = limits.takes(Shape.LINK) || limits.takes(Shape.TEXT);
    return takes
        && !post.flag(Key.FILE)
        && !content.text().isBlank()
        && (!content.images().isEmpty()
            || content.thread().stream().anyMatch(part -> !part.images().isEmpty()));
  }

  /** What its network works on is not out, or is a part. */
  private static boolean mayBeOut(Attempt attempt) {
    return AttemptResults.mayBeOut(attempt) && !attempt.outcome().equals("inprogress");
  }

  private boolean mayBeOut(PostRecord post) {
    List<Attempt> earlier = post.attempts().subList(0, post.attempts().size() - 1);
    return post.time(Key.REPEAT_UNTIL).isPresent()
        || ledger.steps().hasPartOut(post)
        || earlier.stream().anyMatch(WordsAlone::mayBeOut);
  }
}
