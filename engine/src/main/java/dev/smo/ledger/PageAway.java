// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import dev.smo.ledger.PostRecord.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jetbrains.annotations.Nullable;

/**
 * What becomes of a post whose page goes away, and comes back. It is noted on the record in every
 * state, so that it also counts for a post of which nobody knows yet that it is out.
 */
public enum PageAway {
  /** Not public any more, also because its time is over. */
  UNPUBLISHED("The page was unpublished.", "The page was unpublished", Then.KEEP),
  /** No longer at its path: deleted, or moved, which nobody can tell from there. */
  REMOVED("The page was removed.", "The page was removed or moved", Then.LIST),
  /** There, and not meant for everybody any more: a closed group, noindex, not to be shared. */
  CLOSED(
      "The page is not for everybody any more.",
      "The page is not for everybody any more",
      Then.LIST);

  /** What the policy wants of posts that are out. */
  public enum Then {
    /** They stay as they are. */
    KEEP,
    /** They are taken back. */
    RETRACT,
    /** They get other words, where the network lets posts be changed. */
    EDIT,
    /** A person is asked. */
    LIST;

    /** As a policy says it; what it says otherwise counts for nothing. */
    static Then of(String said, Then otherwise) {
      return Arrays.stream(values())
          .filter(one -> one.name().equalsIgnoreCase(said.strip()))
          .findFirst()
          .orElse(otherwise);
    }
  }

  /** A page that was moved turns up at another path within that, and keeps its posts. */
  private static final Duration TO_TURN_UP = Duration.ofMinutes(10);

  private static final String BACK_AFTER_ALL =
      "The page is public again, but the words of this post may say that it is not: change them,"
          + " or post the page again.";

  private final String reason;
  private final String what;
  private final Then usual;

  PageAway(String reason, String what, Then usual) {
    this.reason = reason;
    this.what = what;
    this.usual = usual;
  }

  /** Whether the page of a post is away, so that the post must not go out. */
  public static boolean stops(PostRecord post) {
    // Who answers people below a post may do so for as long as its page is there.
    boolean answers = isAnswer(post) && !isFor(post, UNPUBLISHED);
    return !post.text(Key.AWAY).isEmpty() && !post.isNote() && !answers;
  }

  /** Whether the page of a post is no longer where it was, so that nobody there decides. */
  public static boolean isRemoved(PostRecord post) {
    return isFor(post, REMOVED);
  }

  private static boolean isFor(PostRecord post, PageAway cause) {
    return post.text(Key.AWAY).split(" ")[0].equals(cause.name());
  }

  private static PageAway cause(PostRecord post) {
    return valueOf(post.text(Key.AWAY).split(" ")[0]);
  }

  private static Then then(PostRecord post) {
    String[] away = post.text(Key.AWAY).split(" ");
    return away.length > 1 ? Then.valueOf(away[1]) : cause(post).usual;
  }

  /** How it stands on a record. */
  private String written(Then then) {
    return then == usual ? name() : name() + " " + then;
  }

  /** How a history names it. */
  private String word(Then then) {
    return this == UNPUBLISHED && then == Then.RETRACT
        ? "page-withdrawn"
        : "page-" + name().toLowerCase(Locale.ROOT);
  }

  /** As {@link #from(PostRecord, String, String, Instant)} where no policy says anything. */
  public PostRecord from(PostRecord post, Instant now) {
    return from(post, "", "", now);
  }

  /**
   * The record of a post whose page goes; as it is if it knows that already.
   *
   * @param policy what is to become of what is out: the name of a {@link Then}
   * @param words template of the words that it gets, where it is to be changed
   */
  public PostRecord from(PostRecord post, String policy, String words, Instant now) {
    Then wanted = Then.of(policy, usual);
    boolean changes = wanted == Then.RETRACT || wanted == Then.EDIT;
    // Whom a person takes back goes, whether its page comes back or not.
    boolean byPerson = post.flag(Key.RETRACT) && !isWithdrawn(post);
    Then then = changes && byPerson ? Then.KEEP : wanted;
    boolean known = post.text(Key.AWAY).equals(written(then));
    if (known && !post.state().open()) {
      return post;
    }
    PostRecord noted =
        known
            ? post
            : post.decided(now, "", word(then))
                .with(Key.AWAY, written(then))
                .with(Key.LAST_WORDS, then == Then.EDIT ? words : null);
    // What is being taken back goes on its way, which needs the time that it is due.
    return post.flag(Key.RETRACT) ? noted : out(stops(noted) ? stopped(noted) : noted, now);
  }

  private static boolean isWithdrawn(PostRecord post) {
    return !post.text(Key.AWAY).isEmpty() && then(post) == Then.RETRACT;
  }

  /** The record of one whose time has come though its page is away. */
  public static PostRecord stopped(PostRecord post) {
    State state = post.state();
    boolean goes = state.mayBecome(State.SKIPPED) && state != State.SKIPPED;
    // What failed stays what it is: it says what somebody has to put right.
    return goes && state != State.FAILED
        ? post.to(State.SKIPPED, cause(post).reason).with(Key.DUE, null)
        : post;
  }

  /** The record of one that is out, or of which parts are, with what its page's going asks for. */
  public static PostRecord out(PostRecord post, Instant now) {
    boolean out = post.state() == State.SENT || post.retractable();
    if (!out || !stops(post) || post.flag(Key.RETRACT)) {
      return post;
    }
    PageAway cause = cause(post);
    Instant at = cause == REMOVED ? now.plus(TO_TURN_UP) : now;
    return switch (then(post)) {
      case KEEP -> post;
      case RETRACT -> post.retractable() ? post.toBeRetracted(at) : attention(post, cause.byHand());
      case EDIT -> toBeChanged(post, at);
      case LIST -> attention(post, cause.ask());
    };
  }

  private static PostRecord toBeChanged(PostRecord post, Instant at) {
    if (post.flag(Key.LAST_SAID)) {
      return post;
    }
    boolean possible =
        post.state() == State.SENT
            && post.remote().isPresent()
            && post.parts().size() == 1
            && post.text(Key.PACKED).isEmpty()
            && !post.needsFourEyes();
    return possible
        ? post.with(Key.RETURNS, null).with(Key.WAITING_SINCE, null).with(Key.DUE, at)
        // Nothing else that is due may say them, such as a card that is read again.
        : attention(post.with(Key.LAST_WORDS, null), cause(post).ask());
  }

  /** Whether a post that is out is to get its last words. */
  public static boolean isToBeChanged(PostRecord post) {
    return post.state() == State.SENT
        && !post.text(Key.AWAY).isEmpty()
        && then(post) == Then.EDIT
        && !post.text(Key.LAST_WORDS).isEmpty()
        && !post.flag(Key.LAST_SAID)
        && !post.flag(Key.RETRACT)
        && post.time(Key.DUE).isPresent();
  }

  /** The record of one that could not be changed, which a person is asked about. */
  public static PostRecord unchanged(PostRecord post, String why) {
    return attention(
        post.with(Key.LAST_WORDS, null).with(Key.LAST_CALLED, null).with(Key.DUE, null),
        cause(post).what + ", and this post could not be changed: " + why);
  }

  private String ask() {
    return what + "; take the post back or keep it.";
  }

  private String byHand() {
    return what + ", and this post is not known by name: delete it by hand.";
  }

  private static boolean isQuestion(String reason) {
    return Arrays.stream(values())
        .anyMatch(one -> reason.equals(one.ask()) || reason.equals(one.byHand()));
  }

  /** What a person is asked already is not asked over. */
  private static PostRecord attention(PostRecord post, String reason) {
    return post.flag(Key.ATTENTION)
        ? post
        : post.with(Key.ATTENTION, true).with(Key.REASON, reason);
  }

  /**
   * The record of a post whose page is public, at a path. One that was to be taken back or changed
   * with its page stays, unless its network was called already. What else a person was asked stays
   * asked.
   */
  public static PostRecord back(PostRecord post, String path, Instant now) {
    PostRecord here = post.text(Key.PATH).equals(path) ? post : moved(post, path, now);
    if (post.text(Key.AWAY).isEmpty()) {
      return here;
    }
    PostRecord back =
        here.decided(now, "", "page-back")
            .with(Key.AWAY, null)
            .with(Key.LAST_WORDS, null)
            .with(Key.LAST_CALLED, null)
            .with(Key.LAST_SAID, null);
    boolean kept =
        isWithdrawn(post) && post.flag(Key.RETRACT) && post.time(Key.RETRACTING).isEmpty();
    if (kept) {
      return back.with(Key.RETRACT, null)
          .with(Key.DUE, null)
          .with(Key.REASON, "The page came back before the post was taken back.");
    }
    if (post.flag(Key.LAST_SAID) || post.time(Key.LAST_CALLED).isPresent()) {
      PostRecord changed = post.flag(Key.RETRACT) ? back : back.with(Key.DUE, null);
      return attention(changed, BACK_AFTER_ALL);
    }
    if (isToBeChanged(post)) {
      return back.with(Key.DUE, null)
          .with(Key.REASON, "The page came back before the words of the post were changed.");
    }
    return isQuestion(post.text(Key.REASON))
        ? back.with(Key.ATTENTION, null).with(Key.REASON, "")
        : back;
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
    if (away.isEmpty()) {
      return null;
    }
    boolean changes = then(post) == Then.RETRACT || then(post) == Then.EDIT;
    return changes ? cause(post).written(Then.KEEP) : away;
  }

  private static boolean isAnswer(PostRecord post) {
    return post.inReplyTo().isPresent();
  }
}
