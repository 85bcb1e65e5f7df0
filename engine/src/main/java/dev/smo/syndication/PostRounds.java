// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.ledger.Archive;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.PostWalk;
import dev.smo.ledger.State;
import dev.smo.repository.Repository;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.sling.api.resource.Resource;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes round all posts, for a bounded time each time, for what time alone brings: the next edition
 * of one that is posted again, and a page that went away while nobody heard of it. What it finds is
 * as if somebody had told of it, and done once.
 *
 * <p>It runs on the leader. Two at once do no harm.
 */
@Component(
    service = Runnable.class,
    property = {
      "scheduler.name=smo-rounds",
      "scheduler.period:Long=300",
      "scheduler.concurrent:Boolean=false",
      "scheduler.runOn=LEADER"
    })
@Designate(ocd = PostRounds.Settings.class)
public final class PostRounds implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(PostRounds.class);
  private static final String NODE = Repository.ROOT + "/rounds";
  private static final String AFTER = "after";

  /** So many posts are read at a time. */
  private static final int SLICE = 500;

  /** So many editions one round plans at most. */
  private static final int EDITIONS = 50;

  /** An edition whose planning failed is tried again after that. */
  private static final Duration AFTER_FAULT = Duration.ofHours(1);

  /** How long records are kept as they are. */
  @ObjectClassDefinition(
      name = "SMO: Rounds over posts",
      description =
          "Plans what is posted again, finds pages that went away, and packs old records.")
  public @interface Settings {
    @AttributeDefinition(description = "Seconds between two rounds", min = "1")
    long scheduler_period() default 300;

    @AttributeDefinition(
        description = "Seconds for which one round goes on; the next one goes on behind it",
        min = "0")
    int seconds() default 20;

    @AttributeDefinition(
        description = "Days after which a record at rest is packed; 0: never",
        min = "0")
    int packAfterDays() default 730;
  }

  private final Repository repository;
  private final Ledger ledger;
  private final Planner planner;
  private final UnpublishedPages departures;
  private final Settings settings;

  /**
   * Pages that did not look public in the round before, with their sites: hosts may be between two
   * states.
   */
  private Map<String, String> suspects = new HashMap<>();

  @Activate
  public PostRounds(
      @Reference Repository repository,
      @Reference Ledger ledger,
      @Reference Planner planner,
      @Reference UnpublishedPages departures,
      Settings settings) {
    this.repository = repository;
    this.ledger = ledger;
    this.planner = planner;
    this.departures = departures;
    this.settings = settings;
  }

  @Override
  public void run() {
    try {
      for (String id : ledger.agenda().again(planner.now(), EDITIONS)) {
        guarded(id, () -> again(id));
      }
      Map<String, String> before = suspects;
      suspects = new HashMap<>();
      before.forEach((path, site) -> guarded(path, () -> confirm(path, site)));
      Instant stop = planner.now().plusSeconds(settings.seconds());
      String after = repository.read(resolver -> after(resolver.getResource(NODE)));
      do {
        after = stretch(after, before.keySet());
      } while (!after.isEmpty() && planner.now().isBefore(stop));
    } catch (RuntimeException | Error e) {
      LOG.warn("A round over the posts failed, will try again", e);
    }
  }

  /** Looks at some posts; gives the last of them, or nothing where there are no more. */
  private String stretch(String after, Set<String> confirmed) {
    Instant began = planner.now();
    PostWalk.Leg leg = new PostWalk(repository).behind(after, SLICE);
    leg.posts().forEach(post -> guarded(post.id(), () -> suspect(post, confirmed)));
    leg.posts().forEach(post -> guarded(post.id(), () -> pack(post)));
    leg.posts().forEach(post -> guarded(post.id(), () -> remind(post)));
    boolean isAll = after.isEmpty() && leg.last().isEmpty();
    if (!isAll || round(repository, began).filter(Duration.ZERO::equals).isEmpty()) {
      repository.commit(
          resolver -> {
            Map<String, Object> kept = Repository.writable(Repository.node(resolver, NODE));
            kept.put(AFTER, leg.last());
            RoundTime.note(kept, began, planner.now(), after.isEmpty(), leg.last().isEmpty());
            return true;
          });
    }
    return leg.last();
  }

  /** How long it takes to look at all posts; empty before they were looked at once. */
  public static Optional<Duration> round(Repository repository, Instant now) {
    return RoundTime.of(repository, NODE, now);
  }

  /** One that cannot be planned now is put off, so that those behind it are. */
  private void again(String id) {
    boolean hidden =
        ledger.find(id).map(post -> post.text(Key.SITE)).filter(site -> !isSeen(site)).isPresent();
    if (hidden) {
      putOff(id);
      return;
    }
    try {
      planner.replace(id);
      planner.repeat(id);
    } catch (RuntimeException | Error e) {
      putOff(id);
      throw e;
    }
  }

  private void putOff(String id) {
    Instant later = planner.now().plus(AFTER_FAULT);
    ledger.update(id, post -> post.with(Key.AGAIN_AFTER, later));
  }

  private static String after(@Nullable Resource kept) {
    return kept == null ? "" : kept.getValueMap().get(AFTER, "");
  }

  private static void guarded(String what, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      LOG.error("{} is passed over in this round", what, e);
    }
  }

  private void pack(PostRecord post) {
    Duration age = Duration.ofDays(settings.packAfterDays());
    Instant before = planner.now().minus(age);
    boolean old = post.time(Key.PLANNED).filter(at -> at.isBefore(before)).isPresent();
    boolean wanted = settings.packAfterDays() > 0;
    if (wanted && old && post.text(Key.PACKED).isEmpty()) {
      new Archive(repository).pack(post.id(), before);
    }
  }

  /** What is to be taken back, and is in no tree of what is due, is never looked at. */
  private void remind(PostRecord post) {
    if (isForgotten(post)) {
      LOG.warn("{} was to be taken back, and nobody did", post);
      ledger.update(post.id(), now -> isForgotten(now) ? now.with(Key.DUE, planner.now()) : null);
    }
  }

  private static boolean isForgotten(PostRecord post) {
    return post.flag(Key.RETRACT) && post.retractable() && post.time(Key.DUE).isEmpty();
  }

  private void suspect(PostRecord post, Set<String> confirmed) {
    String path = post.text(Key.PATH);
    String site = post.text(Key.SITE);
    if (isConcerned(post)) {
      departures.replaced(post.text(Key.PAGE), path);
      if (!confirmed.contains(path) && isAway(path, site)) {
        suspects.put(path, site);
      }
    }
  }

  /** Whether its page's going would change anything, and the page was public at some time. */
  private boolean isConcerned(PostRecord post) {
    State state = post.state();
    boolean waits = state.open() || state == State.QUEUED;
    return post.isAboutPage()
        && !post.text(Key.PATH).isEmpty()
        && post.text(Key.AWAY).isEmpty()
        && (state == State.SENT || (waits && departures.wasPublic(post.text(Key.PAGE))));
  }

  /**
   * One that comes out at a time of its own is not away. Where its whole site cannot be seen, as
   * while an instance starts or content is installed anew, nobody can tell.
   */
  private boolean isAway(String path, String site) {
    PageStanding standing = planner.standing(path);
    return standing == PageStanding.AWAY
        || standing == PageStanding.CLOSED
        || (standing == PageStanding.NOWHERE && isSeen(site));
  }

  private boolean isSeen(String site) {
    return site.isEmpty() || repository.read(resolver -> resolver.getResource(site) != null);
  }

  private void confirm(String path, String site) {
    if (!isAway(path, site)) {
      return;
    }
    LOG.info("{} went away, and nobody told of it", path);
    departures.removed(path);
    PageStanding standing = planner.standing(path);
    if (standing == PageStanding.AWAY) {
      departures.unpublished(path);
    } else if (standing == PageStanding.CLOSED) {
      planner.plan(SyndicationRequest.published(path));
      departures.closed(path);
    }
  }
}
