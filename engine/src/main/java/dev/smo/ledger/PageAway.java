// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import dev.smo.ledger.PostRecord.Key;
import java.time.Instant;
import java.util.Locale;
import org.jetbrains.annotations.Nullable;

/**
 * What becomes of a post whose page goes away, and comes back. It is noted on the record in every
 * state, so that it also counts for a post of which nobody knows yet that it is out.
 */
public enum PageAway {
  /** Not public any more; what is out stays. */
  UNPUBLISHED("The page was unpublished."),
  /** Not public any more; what is out is taken back. */
  WITHDRAWN("The page was unpublished."),
  /** No longer at its path: deleted, or moved, which nobody can tell from there. */
  REMOVED("The page was removed.");

  private static final String ASK = "The page was removed or moved; take the post back or keep it.";
  private static final String BY_HAND =
      "The page was unpublished, and this post is not known by name: delete it by hand.";

  private final String reason;

  PageAway(String reason) {
    this.reason = reason;
  }

  /** Whether the page of a post is away, so that the post must not go out. */
  public static boolean stops(PostRecord post) {
    String away = post.text(Key.AWAY);
    return !away.isEmpty() && !post.isNote() && !(isAnswer(post) && away.equals(REMOVED.name()));
  }

  /** Whether the page of a post is no longer where it was, so that nobody there decides. */
  public static boolean isRemoved(PostRecord post) {
    return post.text(Key.AWAY).equals(REMOVED.name());
  }

  /** The record of a post whose page goes; as it is if it knows that already. */
  public PostRecord from(PostRecord post, Instant now) {
    // Whom a person takes back goes, whether its page comes back or not.
    String away = this == WITHDRAWN && post.flag(Key.RETRACT) ? UNPUBLISHED.name() : name();
    boolean known = post.text(Key.AWAY).equals(away);
    if (known && !post.state().open()) {
      return post;
    }
    PostRecord noted =
        known
            ? post
            : post.decided(now, "", "page-" + away.toLowerCase(Locale.ROOT)).with(Key.AWAY, away);
    // What is being taken back goes on its way, which needs the time that it is due.
    return post.flag(Key.RETRACT) ? noted : out(stops(noted) ? stopped(noted) : noted, now);
  }

  /** The record of one whose time has come though its page is away. */
  public static PostRecord stopped(PostRecord post) {
    State state = post.state();
    boolean goes = state.mayBecome(State.SKIPPED) && state != State.SKIPPED;
    // What failed stays what it is: it says what somebody has to put right.
    return goes && state != State.FAILED
        ? post.to(State.SKIPPED, valueOf(post.text(Key.AWAY)).reason).with(Key.DUE, null)
        : post;
  }

  /** The record of one that is out, or of which parts are, with what its page's going asks for. */
  public static PostRecord out(PostRecord post, Instant now) {
    boolean out = post.state() == State.SENT || post.retractable();
    if (!out || !stops(post) || post.flag(Key.RETRACT)) {
      return post;
    }
    return switch (valueOf(post.text(Key.AWAY))) {
      case UNPUBLISHED -> post;
      case WITHDRAWN -> post.retractable() ? post.toBeRetracted(now) : attention(post, BY_HAND);
      case REMOVED -> attention(post, ASK);
    };
  }

  /** What a person is asked already is not asked over. */
  private static PostRecord attention(PostRecord post, String reason) {
    return post.flag(Key.ATTENTION)
        ? post
        : post.with(Key.ATTENTION, true).with(Key.REASON, reason);
  }

  /**
   * The record of a post whose page is public, at a path. One that was to be taken back with its
   * page stays, unless its network was called already. What else a person was asked stays asked.
   */
  public static PostRecord back(PostRecord post, String path, Instant now) {
    String away = post.text(Key.AWAY);
    PostRecord here = post.text(Key.PATH).equals(path) ? post : moved(post, path, now);
    if (away.isEmpty()) {
      return here;
    }
    PostRecord back = here.decided(now, "", "page-back").with(Key.AWAY, null);
    boolean kept =
        away.equals(WITHDRAWN.name())
            && post.flag(Key.RETRACT)
            && post.time(Key.RETRACTING).isEmpty();
    if (kept) {
      return back.with(Key.RETRACT, null)
          .with(Key.DUE, null)
          .with(Key.REASON, "The page came back before the post was taken back.");
    }
    boolean asked = post.text(Key.REASON).equals(ASK) || post.text(Key.REASON).equals(BY_HAND);
    return asked ? back.with(Key.ATTENTION, null).with(Key.REASON, "") : back;
  }

  /**
   * The record of a post whose page has another path now, which the next look tells its results.
   */
  private static PostRecord moved(PostRecord post, String path, Instant now) {
    boolean out = post.state() == State.SENT && post.isAboutPage();
    PostRecord moved = post.with(Key.PATH, path);
    return out && post.text(Key.PACKED).isEmpty() ? moved.with(Key.LOOK, now) : moved;
  }

  /**
   * What the record keeps of its page's going where a person takes the post back, whatever comes.
   */
  public static @Nullable String withoutWithdrawal(PostRecord post) {
    String away = post.text(Key.AWAY);
    return away.equals(WITHDRAWN.name()) ? UNPUBLISHED.name() : away.isEmpty() ? null : away;
  }

  private static boolean isAnswer(PostRecord post) {
    return post.inReplyTo().isPresent();
  }
}
