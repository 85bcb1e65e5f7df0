// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.connections.NetworkClient;
import dev.smo.connections.Sessions;
import dev.smo.connector.CardReader;
import dev.smo.connector.Outcome;
import dev.smo.gate.Gate;
import dev.smo.gate.Verdict;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PageAway;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.RemotePost;
import dev.smo.repository.Keys;
import dev.smo.syndication.Planner;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the cards of posts that are out follow their page, where the network draws them itself and
 * can be asked to read the page again: once for each change, when the public page shows it, and in
 * the lane of the connection as all that is done there.
 */
@Component(service = CardRenewal.class)
public class CardRenewal {
  private static final Logger LOG = LoggerFactory.getLogger(CardRenewal.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  /** So long a public page, or a network, is waited for. */
  private static final Duration PATIENCE = Duration.ofDays(1);

  private final Ledger ledger;
  private final Planner planner;
  private final Gate gate;
  private final NetworkClient client;
  private final Transitions times;

  @Activate
  public CardRenewal(
      @Reference Ledger ledger,
      @Reference Planner planner,
      @Reference Gate gate,
      @Reference NetworkClient client,
      @Reference Transitions transitions) {
    this.ledger = ledger;
    this.planner = planner;
    this.gate = gate;
    this.client = client;
    this.times = transitions;
  }

  static boolean isWanted(PostRecord post) {
    return post.state() == State.SENT && post.time(Key.CARD_CHANGED).isPresent();
  }

  /** Puts a post into its lane whose page shows another card than when it was read. */
  void follow(PostRecord post) {
    boolean drawn =
        post.state() == State.SENT
            && post.isAboutPage()
            && !post.flag(Key.IMAGE_INSTEAD)
            && post.text(Key.PACKED).isEmpty()
            && client.connectors().find(CardReader.class, post.text(Key.NETWORK)).isPresent();
    if (drawn && changed(post).isPresent()) {
      Instant now = times.now();
      ledger.update(
          post.id(),
          State.SENT,
          record -> record.with(Key.CARD_CHANGED, now).with(Key.DUE, now.plus(FIRST_PAUSE)));
    }
  }

  /** What the post would be now, if its card would be another one. */
  private Optional<PostRecord> changed(PostRecord post) {
    String read = post.text(Key.CARD).isEmpty() ? card(post) : post.text(Key.CARD);
    return planner.rehearse(post).filter(now -> !card(now).equals(read));
  }

  private static String card(PostRecord post) {
    return Keys.hash(
        Stream.of(Key.TITLE, Key.DESCRIPTION, Key.IMAGE)
            .map(post::text)
            .map(text -> text.length() + " " + text)
            .collect(Collectors.joining()));
  }

  /** Has the page of a post read again, if that is still wanted. */
  void renew(String id) throws InterruptedException {
    PostRecord post = ledger.find(id).filter(CardRenewal::isWanted).orElse(null);
    if (post == null) {
      return;
    }
    Optional<PostRecord> now = changed(post);
    if (now.isEmpty()) {
      end(post, null);
    } else if (gate.check(PostContent.of(now.get())) instanceof Verdict.Open) {
      Outcome outcome = readAgain(post);
      LOG.info("The card of {} is read again: {}", post, AttemptResults.describe(outcome));
      if (outcome instanceof Outcome.Published || outcome instanceof Outcome.Rejected) {
        end(post, card(now.get()));
      } else {
        later(post, outcome instanceof Outcome.Deferred d ? d.after() : Duration.ZERO);
        new Breaker(client.lanes(), times).noteUncalled(post, outcome);
      }
    } else {
      later(post, Duration.ZERO);
    }
  }

  private Outcome readAgain(PostRecord post) throws InterruptedException {
    Optional<CardReader> reader =
        client.connectors().find(CardReader.class, post.text(Key.NETWORK));
    Optional<RemotePost> remote = post.remote();
    Optional<URI> link = post.uri(Key.LINK);
    if (reader.isEmpty() || remote.isEmpty() || link.isEmpty()) {
      return new Outcome.Rejected("Nothing here reads cards again.");
    }
    Sessions.Opened opened =
        client
            .sessions()
            .openAs(post.text(Key.CONNECTION), post.text(Key.NETWORK), post.text(Key.ACCOUNT));
    if (!(opened instanceof Sessions.Opened.Ready ready)) {
      return opened.outcome().orElseThrow();
    }
    return client
        .sessions()
        .renewing(
            ready,
            connection ->
                client
                    .calls()
                    .outcome(
                        connection,
                        deadline -> reader.get().readAgain(remote.get(), link.get(), connection),
                        times.sendTimeout()));
  }

  /**
   * @param card that the network has read, or was asked for in vain; null: as before
   */
  private void end(PostRecord seen, @Nullable String card) {
    put(seen, post -> card == null ? post : post.with(Key.CARD, card), null);
  }

  private void later(PostRecord seen, Duration asked) {
    Instant now = times.now();
    Duration waited = Duration.between(seen.time(Key.CARD_CHANGED).orElse(now), now);
    if (waited.compareTo(PATIENCE) >= 0) {
      LOG.warn("The card of {} stays as it is: its page or its network took too long", seen);
      end(seen, null);
      return;
    }
    Duration pause =
        Stream.of(FIRST_PAUSE, asked, waited.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : waited)
            .max(Duration::compareTo)
            .orElse(FIRST_PAUSE);
    put(seen, post -> post, now.plus(pause));
  }

  /** What somebody asked for while its network was called has a time of its own. */
  private static boolean isAskedFor(PostRecord post) {
    return PostRetractor.isWanted(post) || PageAway.isToBeChanged(post);
  }

  /** Unless the page has changed once more, which is looked at by itself. */
  private void put(PostRecord seen, UnaryOperator<PostRecord> change, @Nullable Instant due) {
    Instant since = due == null ? null : seen.time(Key.CARD_CHANGED).orElse(due);
    ledger.update(
        seen.id(),
        State.SENT,
        post ->
            post.time(Key.CARD_CHANGED).equals(seen.time(Key.CARD_CHANGED))
                ? change
                    .apply(post)
                    .with(Key.CARD_CHANGED, since)
                    .with(Key.DUE, isAskedFor(post) ? post.time(Key.DUE).orElse(due) : due)
                : null);
  }
}
