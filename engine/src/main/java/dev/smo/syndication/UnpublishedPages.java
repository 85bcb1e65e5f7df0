// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.ledger.Ledger;
import dev.smo.ledger.PageAway;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of the posts of a page that went away. */
@Component(service = UnpublishedPages.class)
public class UnpublishedPages {
  private static final Logger LOG = LoggerFactory.getLogger(UnpublishedPages.class);

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
   * The page is not public any more. What has not gone out stays here; of what has, the policy says
   * what becomes of it.
   */
  public void unpublished(String path) {
    depart(path, posts(path), PageAway.UNPUBLISHED, SyndicationPolicy::onUnpublish);
  }

  /**
   * The page is there, and not meant for everybody any more. Planning it says so on what has not
   * gone out; here it is about what has, or may have.
   */
  public void closed(String path) {
    List<PostRecord> out =
        posts(path).stream()
            .filter(PostRecord::isAboutPage)
            .filter(post -> isOut(post) || post.retractable())
            .toList();
    depart(path, out, PageAway.CLOSED, SyndicationPolicy::onClose);
  }

  private static boolean isOut(PostRecord post) {
    return switch (post.state()) {
      case SENT, SENDING, UNKNOWN, NEEDS_ATTENTION -> true;
      default -> post.time(Key.REPEAT_UNTIL).isPresent();
    };
  }

  private List<PostRecord> posts(String path) {
    return identities.find(path).map(ledger::ofPage).orElse(List.of());
  }

  /**
   * Looks whether the page that the ledger saw at a path is still there. Where it is not, it may
   * have moved, which nobody can tell from here: unless the policy says otherwise, a person is
   * asked.
   */
  public void removed(String path) {
    Optional<String> page = identities.missing(path);
    page.ifPresent(id -> removed(id, path));
  }

  /**
   * As {@link #removed(String)}, where another page was seen in its place before anybody looked.
   */
  void replaced(String page, String path) {
    if (identities.isReplaced(page, path)) {
      LOG.info("Another page took the place of {}, and nobody told of it", path);
      removed(page, path);
    }
  }

  private void removed(String page, String path) {
    depart(path, ledger.ofPage(page), PageAway.REMOVED, SyndicationPolicy::onRemove);
    identities.gone(page);
  }

  /** Whether a page was seen public at some time; posts of others may be wished ahead. */
  boolean wasPublic(String page) {
    return identities.cameOut(page);
  }

  /** What a policy says. */
  private record Wish(String then, String words) {}

  private void depart(
      String path,
      List<PostRecord> posts,
      PageAway away,
      Function<SyndicationPolicy, String> becomes) {
    if (posts.isEmpty()) {
      return;
    }
    Wish wish = repository.read(resolver -> wish(resolver, path, becomes));
    Instant now = Instant.now(clock);
    ledger.updateAll(posts, record -> away.from(record, wish.then(), wish.words(), now));
  }

  /** By the policy of the page, or of what is still there above it. */
  private static Wish wish(
      ResourceResolver resolver, String path, Function<SyndicationPolicy, String> becomes) {
    String at = path;
    Resource there = resolver.getResource(at);
    while (there == null) {
      at = ResourceUtil.getParent(at);
      if (at == null) {
        return new Wish("", "");
      }
      there = resolver.getResource(at);
    }
    SyndicationPolicy policy = SyndicationPolicies.of(there, SyndicationPolicy.class);
    return new Wish(becomes.apply(policy), policy.goneText());
  }
}
