// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The reactions to each page, under the page's identity, so that they stay with a page that moves.
 * Bounded: what is too long is cut, and a page takes {@link #MOST} and {@link #MOST_MENTIONS} at
 * most.
 */
@ProviderType
public interface ReactionStore {
  /** Most reactions to one page that its posts brought. */
  int MOST = 500;

  /** Most reactions to one page that came as webmentions, which anybody may send. */
  int MOST_MENTIONS = 300;

  /** Most of these that wait for a person. */
  int MOST_WAITING = 100;

  /**
   * Most of these of one kind and one sender that no person approved. Those without words, which
   * are only counted, are bounded by {@link #MOST_MENTIONS}: a bridge sends the likes of many.
   */
  int MOST_OF_A_SENDER = 20;

  /**
   * Keeps a reaction, or what changed of it. A new one with words waits for a person unless the
   * page's {@link ReactionPolicy} says otherwise, and so does an approved one whose words changed;
   * otherwise a person's decision stays. Of one without words no name is kept: it is only counted.
   * A webmention of what a network tells of as well, by the address where people see it, is one
   * with that, and so is our own post that comes back.
   *
   * @param page identity of the page, see {@link dev.smo.identity.PageIdentity}; its {@link Aside}
   *     for what does not speak of it, which strangers never see: what would wait to be approved is
   *     to do instead
   * @param path where the page is
   * @return false where the page is not there or full, the policy wants none of this, or its
   *     network tells of it
   */
  boolean put(String page, String path, Reaction reaction);

  /** Takes a reaction away for good, because it is gone at its source. */
  void remove(String page, String source, String key);

  /** All reactions to a page whatever their moderation, the oldest first. */
  List<KeptReaction> of(String page);

  /**
   * Reactions to all pages that wait for a person, see {@link KeptReaction#waits}; the oldest
   * first.
   *
   * @param wanted which of them; the others do not count
   */
  List<KeptReaction> pending(Predicate<KeptReaction> wanted, int most);

  /**
   * Reactions with words to all pages, those that came in last first.
   *
   * @param before {@link Portion#next} of the portion before; empty: from the start
   * @param wanted which of them; the others do not count
   * @return {@code most} at most; fewer, though there are more, where many are not wanted
   */
  Portion recent(String before, Predicate<KeptReaction> wanted, int most);

  /**
   * Changes what is decided about a reaction, in one commit. The caller has checked that the person
   * may.
   *
   * @param change is told of the reaction as it stands at that time, maybe more than once, and may
   *     throw, so that nothing is changed
   * @return the reaction as it stands now; empty where it is not there
   */
  Optional<KeptReaction> change(String page, String id, UnaryOperator<KeptReaction> change);

  /** Notes what a network counts for one post about a page, in place of what it counted before. */
  void count(String page, ReactionCounts tally);

  /** Takes the counts of a post away, because it is gone. */
  void uncount(String page, String post);

  /** What strangers may see of the reactions to a page; costs a look into memory most times. */
  PublicReactions shown(String page);

  /**
   * Writes what strangers may see of the reactions to a page, and nothing else, to one node, for
   * hosts whose pages are shown by other instances than the one that asks the networks. Those show
   * what comes to the same path; see {@code dev.smo.reactions.impl.StoredReactions}, {@code
   * copies}.
   *
   * @param page identity of the page
   * @return path of the node; empty where there is nothing to show and never was
   */
  Optional<String> copy(String page);

  /** Takes away what is older than its page's policy allows. */
  void purge();
}
