// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.connections.AccountName;
import dev.smo.ledger.Again;
import dev.smo.ledger.Attempt;
import dev.smo.ledger.Decision;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jetbrains.annotations.Nullable;

/**
 * A post as the console shows it; docs/http-api.md describes the fields. Instants are ISO 8601 in
 * UTC, null where there is none.
 *
 * @param account for which it was sent last; empty where its network does not tell
 * @param text the words, lines of {@code ---} between the parts of a thread
 * @param target where the link leads if it is a short one, or empty
 * @param inReplyTo address of what it answers, or empty
 * @param pictures those that somebody chose for it in place of the page's, in order
 * @param options values of the network's own options, by name
 * @param when the rule that its time comes from, empty where none was kept
 * @param zone whose clock on the wall counts for it
 * @param again when it is posted again, as a post of its own
 * @param repeat how it is posted again; null where it is not
 * @param nextText words in which somebody wanted it instead, as long as that was not done
 * @param replaced whether it is taken back for a post in these words
 * @param replaces id of the post whose place it takes, or empty
 * @param attention whether a person should look at it
 * @param next when it is tried, or its network asked, again; null unless it waits for that
 * @param waits why it waits though it is due; empty where nothing holds up its connection
 * @param revision names what is shown here, for a decision about it
 * @param history what was decided about it, the first first
 * @param actions what the person who asks may do with it
 */
record PostView(
    String id,
    String revision,
    String state,
    boolean attention,
    String network,
    String connection,
    String account,
    String page,
    String title,
    String text,
    String link,
    String target,
    String inReplyTo,
    String language,
    @Nullable String planned,
    @Nullable String scheduled,
    String when,
    String zone,
    @Nullable String next,
    @Nullable String sent,
    @Nullable String again,
    String permalink,
    String reason,
    String waits,
    String note,
    List<Picture> pictures,
    Map<String, String> options,
    @Nullable Repeat repeat,
    String nextText,
    boolean replaced,
    String replaces,
    String decidedBy,
    List<AttemptView> attempts,
    List<DecisionView> history,
    List<String> actions) {

  /** How a post is posted again; see {@link Again}. */
  record Repeat(int days, int times, String text, int fresh) {}

  /** A picture: where strangers find it, and its text for people who cannot see it. */
  record Picture(String address, String alt) {}

  private static List<Picture> pictures(PostRecord post) {
    List<String> alts = post.texts(Key.MORE_ALTS);
    List<String> addresses = post.flag(Key.OWN_IMAGES) ? post.texts(Key.MORE_IMAGES) : List.of();
    return IntStream.range(0, addresses.size())
        .mapToObj(i -> new Picture(addresses.get(i), i < alts.size() ? alts.get(i) : ""))
        .toList();
  }

  private static @Nullable Repeat repeat(PostRecord post) {
    Again again = Again.of(post);
    return again.days() > 0 && again.left() > 0
        ? new Repeat(again.days(), again.left(), again.text(), again.fresh())
        : null;
  }

  /** One attempt; an empty outcome means that it runs. */
  record AttemptView(int number, String at, String instance, String outcome, String reason) {
    static AttemptView of(Attempt attempt) {
      return new AttemptView(
          attempt.number(),
          attempt.at().toString(),
          attempt.instance(),
          attempt.outcome(),
          attempt.reason());
    }
  }

  /** One decision; nobody is named where it was what became of the page. */
  record DecisionView(String at, String who, String what, String revision, String reason) {
    static DecisionView of(Decision decision) {
      return new DecisionView(
          decision.at().toString(),
          decision.who(),
          decision.what(),
          decision.revision(),
          decision.reason());
    }
  }

  /** What the record does not say: why it waits, until when, and what may be done with it. */
  record Standing(String waits, Optional<Instant> goesOn, List<Action> actions) {}

  /**
   * Shows a post.
   *
   * @param kept the record, whose revision a decision names
   * @param post the same with what was packed of it
   */
  static PostView of(PostRecord kept, PostRecord post, Standing standing) {
    return new PostView(
        post.id(),
        kept.revision(),
        post.state().name(),
        post.state().needsPerson() || post.flag(Key.ATTENTION),
        post.text(Key.NETWORK),
        post.text(Key.CONNECTION),
        post.text(Key.ACCOUNT).isEmpty()
            ? ""
            : AccountName.parse(post.text(Key.ACCOUNT)).toString(),
        post.text(Key.PATH),
        post.text(Key.TITLE),
        PostRecord.joined(post.parts()),
        post.text(Key.LINK),
        post.text(Key.TARGET),
        post.text(Key.IN_REPLY_TO_LINK),
        post.text(Key.LANGUAGE),
        iso(post, Key.PLANNED),
        iso(post, Key.SCHEDULED),
        post.text(Key.WHEN),
        post.text(Key.ZONE),
        standing.goesOn().map(Instant::toString).orElseGet(() -> next(post)),
        iso(post, Key.SENT),
        Again.at(post).map(Instant::toString).orElse(null),
        post.text(Key.PERMALINK),
        post.text(Key.REASON),
        standing.waits(),
        post.text(Key.NOTE),
        pictures(post),
        post.options(),
        repeat(post),
        post.text(Key.NEXT_TEXT),
        post.awaitsReplacement() || (post.flag(Key.RETRACT) && !post.text(Key.NEXT_BY).isEmpty()),
        post.text(Key.REPLACES),
        post.text(Key.DECIDED_BY),
        post.attempts().stream().map(AttemptView::of).toList(),
        post.history().stream().map(DecisionView::of).toList(),
        standing.actions().stream().map(Action::word).toList());
  }

  /** A post without a reason simply waits for its time. */
  private static @Nullable String next(PostRecord post) {
    boolean again =
        (post.state() == State.SCHEDULED || post.state() == State.UNKNOWN)
            && !post.text(Key.REASON).isEmpty();
    return again ? iso(post, Key.DUE) : null;
  }

  private static @Nullable String iso(PostRecord post, Key key) {
    return post.time(key).map(Instant::toString).orElse(null);
  }
}
