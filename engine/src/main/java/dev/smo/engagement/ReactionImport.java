// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engagement;

import dev.smo.connector.Engagement;
import dev.smo.connector.Metric;
import dev.smo.connector.Reply;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.post.TextFormat;
import dev.smo.prose.HtmlText;
import dev.smo.reactions.store.Aside;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Reaction;
import dev.smo.reactions.store.ReactionCounts;
import dev.smo.reactions.store.ReactionStore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Brings what people did with a post, or with what a page shows, to the page. People who liked or
 * reposted are counted and not named: nobody needs their names, so none are kept.
 */
@Component(service = ReactionImport.class)
public final class ReactionImport {
  private final Ledger ledger;
  private final Counters counters;
  private final FactsStore facts;
  private final ReactionStore store;

  @Activate
  public ReactionImport(
      @Reference Ledger ledger,
      @Reference Counters counters,
      @Reference FactsStore facts,
      @Reference ReactionStore store) {
    this.ledger = ledger;
    this.counters = counters;
    this.facts = facts;
    this.store = store;
  }

  /** Lets a post that is out be among the results, whatever its network counts; no note is. */
  void out(PostRecord post) {
    if (post.isAboutPage()) {
      facts.keep(post);
    }
  }

  /** Takes a post out of the results. */
  void takenBack(PostRecord post) {
    facts.remove(post);
  }

  /** Keeps the counts of a time, and shows them on the page and among the results. */
  void counts(PostRecord post, Instant at, Engagement counts) {
    if (post.isAboutPage()) {
      facts.keep(post, counts, at);
    }
    counts(Subject.of(post), at, counts);
  }

  /** Keeps the counts of a time, and shows them on the page that the subject speaks of. */
  public void counts(Subject subject, Instant at, Engagement counts) {
    counters.note(subject.id(), LocalDate.ofInstant(at, ZoneOffset.UTC), counts);
    if (Aside.is(subject.page())) {
      return;
    }
    store.count(
        subject.page(),
        new ReactionCounts(
            subject.network(),
            subject.id(),
            subject.permalink(),
            number(counts, Metric.LIKES),
            number(counts, Metric.REPOSTS),
            number(counts, Metric.REPLIES)));
  }

  /** On a page, what a network does not tell of is not mentioned, and so counts as nothing. */
  private static long number(Engagement counts, Metric metric) {
    return counts.of(metric).orElse(0);
  }

  /**
   * Keeps the answers, and takes away those of the subject that are no longer among them. What we
   * said ourselves is nothing that people did.
   */
  public void replies(Subject subject, List<Reply> replies) {
    Set<String> there = new HashSet<>();
    Set<String> own = own(Aside.page(subject.page()));
    for (Reply reply : replies) {
      if (own.contains(reply.post().id())) {
        continue;
      }
      Reaction reaction =
          new Reaction(
              subject.network(),
              ReplyOrigin.key(subject.id(), reply.post().id()),
              Reaction.Kind.REPLY,
              reply.author(),
              reply.profile(),
              reply.format() == TextFormat.HTML ? HtmlText.line(reply.text()) : reply.text(),
              reply.post().permalink().toString(),
              reply.at());
      // A page has no room for more than the first ones, so the rest is not even offered.
      if (there.add(reaction.key()) && there.size() <= ReactionStore.MOST) {
        store.put(subject.page(), subject.path(), reaction);
      }
    }
    keepOnly(subject, there);
  }

  /** By which ids the network knows the answers to a subject that are kept. */
  public Set<String> keptReplies(Subject subject) {
    return kept(subject).stream()
        .map(reaction -> ReplyOrigin.reply(subject.id(), reaction.key()))
        .collect(Collectors.toSet());
  }

  /** Takes everything away from its page that came from a subject. */
  public void nothing(Subject subject) {
    keepOnly(subject, Set.of());
    store.uncount(subject.page(), subject.id());
  }

  /** The same, and what was counted of it day by day. */
  public void forget(Subject subject) {
    nothing(subject);
    counters.remove(subject.id());
  }

  /** Forgets what was counted of a subject before a day. */
  public void forget(Subject subject, LocalDate before) {
    counters.remove(subject.id(), before);
  }

  /** Forgets what has been kept for long enough. */
  void purge() {
    store.purge();
  }

  /** Whether any answer to a subject is kept. */
  boolean hasReplies(Subject subject) {
    return !kept(subject).isEmpty();
  }

  private void keepOnly(Subject subject, Set<String> there) {
    for (Reaction reaction : kept(subject)) {
      if (!there.contains(reaction.key())) {
        store.remove(subject.page(), reaction.source(), reaction.key());
      }
    }
  }

  private List<Reaction> kept(Subject subject) {
    return store.of(subject.page()).stream()
        .map(KeptReaction::reaction)
        .filter(
            reaction ->
                reaction.source().equals(subject.network())
                    && ReplyOrigin.isOf(subject.id(), reaction.key()))
        .toList();
  }

  /** Under which ids networks know our posts about a page, all parts of threads, and answers. */
  private Set<String> own(String page) {
    Set<String> ids = new HashSet<>();
    for (PostRecord post : ledger.ofPage(page)) {
      post.remote().ifPresent(remote -> ids.add(remote.id()));
      if (post.parts().size() > 1) {
        ids.addAll(ledger.steps().partIds(post));
      }
    }
    return ids;
  }
}
