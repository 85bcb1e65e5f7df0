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
   * The page is not public any more. What has not gone out stays here; what has is taken back if
   * the policy says so.
   */
  public void unpublished(String path) {
    List<PostRecord> posts = identities.find(path).map(ledger::ofPage).orElse(List.of());
    depart(posts, retracts(path) ? PageAway.WITHDRAWN : PageAway.UNPUBLISHED);
  }

  /** Whether the policy takes posts of an unpublished page back. */
  private boolean retracts(String path) {
    return repository.read(
        resolver ->
            Optional.ofNullable(resolver.getResource(path))
                .map(page -> SyndicationPolicies.of(page, SyndicationPolicy.class))
                .filter(policy -> "retract".equals(policy.onUnpublish()))
                .isPresent());
  }

  /**
   * Looks whether the page that the ledger saw at a path is still there. Where it is not, it may
   * have moved, which nobody can tell from here, so nothing is taken back by itself: a person is
   * asked.
   */
  public void removed(String path) {
    Optional<String> page = identities.missing(path);
    if (page.isPresent()) {
      depart(ledger.ofPage(page.get()), PageAway.REMOVED);
      identities.gone(page.get());
    }
  }

  /** Whether a page was seen public at some time; posts of others may be wished ahead. */
  boolean wasPublic(String page) {
    return identities.cameOut(page);
  }

  private void depart(List<PostRecord> posts, PageAway away) {
    Instant now = Instant.now(clock);
    ledger.updateAll(posts, record -> away.from(record, now));
  }
}
