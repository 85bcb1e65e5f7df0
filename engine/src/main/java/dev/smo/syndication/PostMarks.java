// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * By which time the links of a post are marked, as the days of campaigns have it: its own, which it
 * keeps when its page is read again. Where the link leads is part of what was approved, so that
 * stays as it is.
 */
public final class PostMarks {
  private static final Set<Key> LINKS =
      EnumSet.of(Key.LINK, Key.TARGET, Key.CAMPAIGN, Key.MARKED_FOR);

  /** From these a post gets another time when its page is read. */
  private static final Set<State> BEGINS_ANEW = EnumSet.of(State.SKIPPED, State.PLANNED);

  private PostMarks() {}

  /**
   * The time by which the links of a post that is in the ledger are marked; empty: by the one that
   * it gets now.
   *
   * @param wish what is asked for now
   */
  static Optional<Instant> time(PostRecord there, SyndicationRequest wish, Instant now) {
    Optional<Instant> scheduled = there.time(Key.SCHEDULED);
    if (keepsApproval(there, wish)) {
      return there.time(Key.MARKED_FOR).or(() -> scheduled);
    }
    boolean anew =
        BEGINS_ANEW.contains(there.state())
            || (there.state() == State.FAILED && !there.worded())
            || wish.at().isPresent();
    return anew ? Optional.empty() : scheduled.map(at -> at.isBefore(now) ? now : at);
  }

  /**
   * A post that got another time, with the links that it has then.
   *
   * @param draft the post as it would be planned for that time
   */
  public static PostRecord moved(PostRecord post, PostRecord draft) {
    return isApproved(post) || !post.isAboutPage() ? post : linked(post, draft);
  }

  /** Whether the link of a post became longer. */
  public static boolean isLonger(PostRecord before, PostRecord post) {
    return post.text(Key.LINK).length() > before.text(Key.LINK).length();
  }

  /**
   * What a post would say now, with the links that were approved where nobody knows any more by
   * which time they were marked, as in records of earlier versions.
   *
   * @param draft the post as it would be planned now
   */
  static PostRecord kept(PostRecord there, PostRecord draft, SyndicationRequest wish) {
    boolean unknown =
        keepsApproval(there, wish)
            && there.time(Key.MARKED_FOR).isEmpty()
            && there.text(Key.CANONICAL).equals(draft.text(Key.CANONICAL));
    return unknown && draft.worded() ? linked(draft, there) : draft;
  }

  /** A post with the links of another one of the same page. */
  private static PostRecord linked(PostRecord post, PostRecord other) {
    String link = other.text(Key.LINK);
    if (post.text(Key.LINK).isEmpty() || link.isEmpty()) {
      return post;
    }
    return linked(post, link).with(LINKS, other);
  }

  /** A post with another link, in its words as well. */
  static PostRecord linked(PostRecord post, String link) {
    String before = post.text(Key.LINK);
    String[] thread =
        post.texts(Key.THREAD).stream()
            .map(part -> part.replace(before, link))
            .toArray(String[]::new);
    return post.with(Key.LINK, link)
        .with(Key.TEXT, post.text(Key.TEXT).replace(before, link))
        .with(Key.THREAD, thread.length == 0 ? null : thread);
  }

  /** One that was approved at the wish of a person is not for another time. */
  private static boolean keepsApproval(PostRecord there, SyndicationRequest wish) {
    boolean elsewhen =
        wish.approval()
            && wish.at().filter(at -> !at.toString().equals(there.text(Key.WISHED_AT))).isPresent();
    return isApproved(there) && !elsewhen;
  }

  private static boolean isApproved(PostRecord post) {
    return post.flag(Key.MUST_APPROVE) && !post.lacksApproval();
  }
}
