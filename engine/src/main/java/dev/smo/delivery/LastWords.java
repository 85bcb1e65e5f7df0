// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.connections.Connectors;
import dev.smo.connections.NetworkCalls;
import dev.smo.connections.NetworkClient;
import dev.smo.connections.Sessions;
import dev.smo.connector.Connector;
import dev.smo.connector.Editor;
import dev.smo.connector.Limits;
import dev.smo.connector.Outcome;
import dev.smo.connector.Shape;
import dev.smo.ledger.Attempt;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PageAway;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.page.Page;
import dev.smo.page.Site;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.syndication.PostDrafts;
import dev.smo.wording.TextTemplate;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the words of posts whose page went away, where the policy wants that. Changing twice is
 * harmless, so a lost answer is simply asked for again.
 */
@Component(service = LastWords.class)
public class LastWords {
  private static final Logger LOG = LoggerFactory.getLogger(LastWords.class);
  private static final Set<Key> WORDS = EnumSet.of(Key.TEXT, Key.HASHTAGS, Key.THREAD);

  private final Ledger ledger;
  private final Connectors networks;
  private final Sessions sessions;
  private final NetworkCalls calls;
  private final EngineInstance instance;
  private final Transitions times;
  private final Breaker breaker;

  @Activate
  public LastWords(
      @Reference Ledger ledger,
      @Reference NetworkClient client,
      @Reference EngineInstance instance,
      @Reference Transitions transitions) {
    this.ledger = ledger;
    this.networks = client.connectors();
    this.sessions = client.sessions();
    this.calls = client.calls();
    this.instance = instance;
    this.times = transitions;
    this.breaker = new Breaker(client.lanes(), transitions);
  }

  /** Changes a post if that is still wanted. */
  void say(String id) throws InterruptedException {
    // Committed before the call: a page that comes back now comes too late to keep the words.
    Optional<PostRecord> wanted =
        ledger.update(
            id,
            post -> PageAway.isToBeChanged(post) ? post.with(Key.LAST_CALLED, times.now()) : null);
    if (wanted.isEmpty()) {
      return;
    }
    PostRecord post = wanted.get();
    Optional<Editor> editor = networks.find(Editor.class, post.text(Key.NETWORK));
    if (editor.isEmpty()) {
      give(id, record -> PageAway.unchanged(record, "its network does not let posts be changed."));
      return;
    }
    Sessions.Opened opened =
        sessions.openAs(post.text(Key.CONNECTION), post.text(Key.NETWORK), post.text(Key.ACCOUNT));
    if (!(opened instanceof Sessions.Opened.Ready ready)) {
      Outcome closed = opened.outcome().orElseThrow();
      give(id, record -> later(record, closed));
      breaker.noteUncalled(post, closed);
      return;
    }
    PostRecord changed;
    Limits limits = PostLimits.of(post, (Connector) editor.get(), ready.connection());
    try {
      changed = changed(post, limits);
    } catch (IllegalArgumentException | TextTemplate.LinkTooLongException e) {
      give(id, record -> PageAway.unchanged(record, String.valueOf(e.getMessage())));
      return;
    }
    Instant began = times.now();
    Post content = PostContent.post(changed, List.of(), limits);
    Outcome outcome =
        sessions.renewing(
            ready,
            connection ->
                PostEditor.call(
                    calls, times.sendTimeout(), changed, editor.get(), connection, content));
    LOG.info("Changing {}, whose page went: {}", post, AttemptResults.describe(outcome));
    give(
        id,
        record ->
            outcome instanceof Outcome.Published published
                ? said(record.with(WORDS, changed), published.post(), began)
                : later(record, outcome));
    breaker.noteUncalled(post, outcome);
  }

  private void give(String id, UnaryOperator<PostRecord> change) {
    ledger.update(id, post -> PageAway.isToBeChanged(post) ? change.apply(post) : null);
  }

  /** In the words of the policy, with what is known of the page; a link only where they have it. */
  private static PostRecord changed(PostRecord post, Limits limits) {
    URI link = URI.create(post.text(Key.LINK));
    URI address = post.uri(Key.ADDRESS).orElse(link);
    Locale language = Locale.forLanguageTag(post.text(Key.LANGUAGE));
    Site site = new Site(post.text(Key.SITE), "", address, language);
    Page page =
        Page.builder(post.text(Key.PATH), site, address)
            .title(post.text(Key.TITLE))
            .description(post.text(Key.DESCRIPTION))
            .build();
    Shape shape = limits.takes(Shape.TEXT) ? Shape.TEXT : PostDrafts.shape(post, limits);
    return PostDrafts.said(
        post,
        List.of(TextTemplate.parse(post.text(Key.LAST_WORDS)).compose(page, link, limits, shape)));
  }

  private PostRecord said(PostRecord post, RemotePost remote, Instant began) {
    String reason = "Its words say that its page is gone.";
    return post.with(new Attempt(post.attempt() + 1, began, instance.id(), "edited", reason))
        .with(Key.REMOTE_ID, remote.id())
        .with(Key.PERMALINK, remote.permalink().toString())
        .with(Key.LAST_SAID, true)
        .with(Key.LAST_WORDS, null)
        .with(Key.LAST_CALLED, null)
        .with(Key.RETURNS, null)
        .with(Key.WAITING_SINCE, null)
        .with(Key.REASON, reason)
        .with(Key.DUE, null);
  }

  /** Asked of a person where its network does not do it, or did not within its time. */
  private PostRecord later(PostRecord post, Outcome outcome) {
    String reason = AttemptResults.reason(outcome);
    if (outcome instanceof Outcome.Unauthorised) {
      return post.with(Key.REASON, reason).with(Key.DUE, times.now());
    }
    Duration after = outcome instanceof Outcome.Deferred d ? d.after() : Duration.ZERO;
    boolean again = outcome instanceof Outcome.Deferred || outcome instanceof Outcome.Unknown;
    PostRecord back = times.back(post, after);
    return again && !times.triedLongEnough(back)
        ? back.with(Key.REASON, reason)
        : PageAway.unchanged(post, reason);
  }
}
