// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention.engine;

import dev.smo.outbound.Outbound;
import dev.smo.reactions.store.Reaction;
import dev.smo.reactions.store.ReactionStore;
import dev.smo.repository.SystemClock;
import dev.smo.web.WebAddress;
import dev.smo.webmention.Addressee;
import dev.smo.webmention.Addressees;
import dev.smo.webmention.Notice;
import dev.smo.webmention.engine.SourceVerdict.Absent;
import dev.smo.webmention.engine.SourceVerdict.Found;
import dev.smo.webmention.engine.SourceVerdict.Refused;
import dev.smo.webmention.engine.SourceVerdict.Unclear;
import dev.smo.webmention.engine.SourceVerdict.Unlinked;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the source of a notice and keeps what it finds as a reaction to the page. A notice may
 * come again at any time: what changed at its source is changed here, what is gone there goes here.
 */
@Component(service = WebmentionReceiver.class)
public final class WebmentionReceiver {
  private static final Logger LOG = LoggerFactory.getLogger(WebmentionReceiver.class);

  /** So long its links are looked at: each may cost a walk of the sites. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Addressees addressees;
  private final ReactionStore reactions;
  private final SourceCheck verification;
  private final Clock clock;

  @Activate
  public WebmentionReceiver(
      @Reference Addressees addressees,
      @Reference ReactionStore reactions,
      @Reference Outbound outbound,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this.addressees = addressees;
    this.reactions = reactions;
    this.verification = new SourceCheck(outbound, clock);
    this.clock = clock;
  }

  /** Gives false where the source could not be looked at, and should be later. */
  boolean receive(Notice notice) throws InterruptedException {
    Optional<Addressee> addressee = addressees.of(notice);
    if (addressee.isEmpty()) {
      LOG.info("{} takes no webmentions any more", notice.target());
      return true;
    }
    Addressee page = addressee.get();
    SourceVerdict finding =
        verification.of(notice, address -> addressees.isAtAny(List.of(address), page));
    if (finding instanceof Unclear unclear) {
      LOG.info("Source on {} is unclear: {}", notice.source().host(), unclear.reason());
      return false;
    }
    keep(page, notice, finding);
    return true;
  }

  private void keep(Addressee page, Notice notice, SourceVerdict finding) {
    if (finding instanceof Found found) {
      Reaction reaction = found.reaction();
      boolean kept = reactions.put(page.identity(), page.path(), reaction);
      LOG.info(
          "{} of {} from {}: {}",
          reaction.kind(),
          page.path(),
          notice.source().host(),
          kept ? "kept" : "told by its network, not wanted by the policy, or too many");
    } else if (finding instanceof Absent absent) {
      remove(page, notice, absent.reason());
    } else if (finding instanceof Unlinked unlinked) {
      // Anybody may write the target in another way, and so ask for a look that finds nothing.
      if (mayLinkTo(page, unlinked.links())) {
        LOG.info("{} may link to {} by another address", notice.source().host(), page.path());
      } else {
        remove(page, notice, "it does not link to the target");
      }
    } else if (finding instanceof Refused refused) {
      LOG.info("Source {} is not looked at: {}", notice.source(), refused.reason());
    }
  }

  /** Also true where there are too many links, or they take too long, to tell. */
  private boolean mayLinkTo(Addressee page, Set<WebAddress> links) {
    if (links.size() > SourceDocument.MOST_LINKS) {
      return true;
    }
    Instant end = clock.instant().plus(PATIENCE);
    return links.stream()
        .anyMatch(link -> clock.instant().isAfter(end) || addressees.isAtAny(List.of(link), page));
  }

  private void remove(Addressee page, Notice notice, String reason) {
    reactions.remove(page.identity(), Reaction.WEBMENTION, notice.source().toString());
    LOG.info("Nothing of {} on {}: {}", page.path(), notice.source().host(), reason);
  }
}
