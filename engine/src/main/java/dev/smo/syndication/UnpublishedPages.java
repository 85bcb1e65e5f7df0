// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.ledger.Ledger;
import dev.smo.ledger.PageAway;
import dev.smo.ledger.PostRecord;
import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
            retracts -> depart(path, retracts ? PageAway.WITHDRAWN : PageAway.UNPUBLISHED),
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
    depart(path, PageAway.REMOVED);
  }

  private void depart(String path, PageAway away) {
    Instant now = Instant.now(clock);
    for (PostRecord post : identities.find(path).map(ledger::ofPage).orElse(List.of())) {
      ledger.update(
          post.id(),
          record -> {
            PostRecord departed = away.from(record, now);
            return departed == record ? null : departed;
          });
    }
  }
}
