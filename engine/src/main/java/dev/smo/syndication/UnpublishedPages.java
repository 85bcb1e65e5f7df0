// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What becomes of the posts of a page that went away. */
@Component(service = UnpublishedPages.class)
public class UnpublishedPages {
  private final Repository repository;
  private final Identities identities;
  private final Ledger ledger;
  private final Clock clock;

  @Activate
  public UnpublishedPages(
      @Reference Repository repository,
      @Reference Identities identities,
      @Reference Ledger ledger,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this.repository = repository;
    this.identities = identities;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * What has not gone out stays here; what has is taken back if the policy says so, and the page is
   * still there: a host that moves a page says of its old place that it was unpublished.
   */
  public void unpublished(String path) {
    retracts(path)
        .ifPresentOrElse(
            retracts ->
                depart(
                    posts(path),
                    "The page was unpublished.",
                    sent ->
                        retracts && sent.retractable()
                            ? sent.toBeRetracted(Instant.now(clock))
                            : sent),
            () -> gone(path));
  }

  /** Whether the policy takes posts of an unpublished page back; empty where no page is there. */
  private Optional<Boolean> retracts(String path) {
    return repository.read(
        resolver ->
            Optional.ofNullable(resolver.getResource(path))
                .map(page -> SyndicationPolicies.of(page, SyndicationPolicy.class))
                .map(policy -> "retract".equals(policy.onUnpublish())));
  }

  /**
   * The page is no longer at its path. It may have moved, which nobody can tell from here, so
   * nothing is taken back by itself: a person is asked.
   */
  public void removed(String path) {
    if (repository.read(resolver -> resolver.getResource(path) == null)) {
      gone(path);
    }
  }

  private void gone(String path) {
    identities.gone(path);
    // Answers say nothing about the page, and nobody would send them from its new place.
    depart(
        posts(path).stream().filter(post -> post.inReplyTo().isEmpty()).toList(),
        "The page was removed.",
        sent ->
            sent.with(Key.ATTENTION, true)
                .with(Key.REASON, "The page was removed or moved; take the post back or keep it."));
  }

  private List<PostRecord> posts(String path) {
    return identities.find(path).map(ledger::ofPage).orElse(List.of());
  }

  private void depart(List<PostRecord> posts, String reason, UnaryOperator<PostRecord> farewell) {
    for (PostRecord post : posts) {
      ledger.update(
          post.id(),
          record -> {
            if (record.flag(Key.RETRACT)) {
              // It goes already, which needs the time that it is due.
              return null;
            }
            boolean stays =
                record.state().mayBecome(State.SKIPPED) && record.state() != State.SKIPPED;
            PostRecord left = stays ? record.to(State.SKIPPED, reason).with(Key.DUE, null) : record;
            // Of a thread that stopped, parts may be out.
            boolean out = left.state() == State.SENT || left.retractable();
            PostRecord departed = out ? farewell.apply(left) : left;
            return departed == record ? null : departed;
          });
    }
  }
}
