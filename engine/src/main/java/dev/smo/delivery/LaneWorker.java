// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.lanes.Lane;
import dev.smo.lanes.LaneClaims;
import dev.smo.lanes.Lanes;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PageAway;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.syndication.Planner;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the due posts of one lane their next step, one after the other, for as long as nothing
 * holds the lane up. It works on a lane only with a claim to it, so posts of a connection never go
 * two at a time.
 */
@Component(service = LaneWorker.class)
public final class LaneWorker {
  private static final Logger LOG = LoggerFactory.getLogger(LaneWorker.class);
  private static final int PAGE = 20;

  /** After that no post is begun, so that work spreads over the nodes of a cluster. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private static final Duration AFTER_FAULT = Duration.ofSeconds(30);
  private static final Duration LONGEST_AFTER_FAULT = Duration.ofMinutes(10);

  private final Ledger ledger;
  private final Planner planner;
  private final Lanes lanes;
  private final EngineInstance instance;
  private final Carriers carriers;

  @Activate
  public LaneWorker(
      @Reference Ledger ledger,
      @Reference Planner planner,
      @Reference Lanes lanes,
      @Reference EngineInstance instance,
      @Reference Carriers carriers) {
    this.ledger = ledger;
    this.planner = planner;
    this.lanes = lanes;
    this.instance = instance;
    this.carriers = carriers;
  }

  /** One time that a lane is worked on. */
  private record Run(String lane, LaneClaims.Worker worker, Instant end, Set<String> done) {}

  /** Works on a lane if nobody else does, and leaves one that it cannot open to those who can. */
  void work(String lane) throws InterruptedException {
    Optional<String> locked = carriers.departure().locked(lane);
    if (locked.isPresent()) {
      LOG.warn("The lane {} is left to another node: {}", lane, locked.get());
      lanes.claims().pass(lane);
      return;
    }
    LaneClaims.Worker worker = instance.worker(UUID.randomUUID().toString());
    Instant now = carriers.times().now();
    if (!lanes.claims().claim(lane, worker, now.plus(carriers.longest()).plus(LONGEST))) {
      LOG.debug("Somebody works on the lane {} already", lane);
      return;
    }
    try {
      workOn(new Run(lane, worker, now.plus(LONGEST), new HashSet<>()));
    } finally {
      giveBack(lane, worker);
    }
  }

  private void workOn(Run run) throws InterruptedException {
    boolean more = true;
    while (more && !isOver(run)) {
      Instant now = carriers.times().now();
      more = goThrough(ledger.agenda().retractions(run.lane(), now, PAGE), Lane.Use.RETRACT, run);
      more |= goThrough(ledger.agenda().lane(run.lane(), now, PAGE), Lane.Use.SEND, run);
    }
  }

  private boolean isOver(Run run) {
    return !carriers.times().now().isBefore(run.end());
  }

  /** Gives false where nothing was to be done, or nothing more may be. */
  private boolean goThrough(List<String> due, Lane.Use use, Run run) throws InterruptedException {
    boolean any = false;
    for (String id : due) {
      if (!run.done().contains(id)) {
        if (isOver(run)
            || !lanes.claims().hold(run.lane(), use, run.worker(), carriers.longest())) {
          return false;
        }
        any = true;
        run.done().add(id);
        advance(id);
      }
    }
    return any;
  }

  private void giveBack(String lane, LaneClaims.Worker worker) {
    try {
      lanes.claims().release(lane, worker);
    } catch (RuntimeException e) {
      LOG.warn("The lane {} is free when its claim lapses: {}", lane, e.getMessage());
    }
  }

  /** Gives one due post its next step; a fault moves it on, so that it stops no other. */
  private void advance(String id) throws InterruptedException {
    try {
      Optional<PostRecord> post = ledger.find(id);
      if (post.isPresent()) {
        advance(post.get());
      }
    } catch (RuntimeException | Error e) {
      LOG.error("Post {} cannot be advanced, will try again", id, e);
      putOff(id, e);
    }
  }

  private void advance(PostRecord post) throws InterruptedException {
    State state = post.state();
    if (state == State.PLANNED || !post.worded()) {
      planner.complete(post);
    } else if (state == State.SCHEDULED || state == State.QUEUED) {
      Optional<PostRecord> queued = ledger.update(post.id(), carriers.departure()::step);
      if (queued.filter(next -> next.state() == State.QUEUED).isPresent()) {
        carriers.carry(queued.get());
      }
    } else if (isCarried(post)) {
      carriers.carry(post);
    } else {
      // Somebody may have asked for something since it was read.
      ledger.update(
          post.id(), state, record -> isCarried(record) ? null : record.with(Key.DUE, null));
    }
  }

  private static boolean isCarried(PostRecord post) {
    return post.state() == State.UNKNOWN
        || PostRetractor.isWanted(post)
        || PageAway.isToBeChanged(post)
        || CardRenewal.isWanted(post);
  }

  /** Lets others pass, the longer it fails the longer, and says on the post why it waits. */
  private void putOff(String id, Throwable fault) {
    Instant now = carriers.times().now();
    try {
      ledger.update(
          id,
          post ->
              (post.state().open() ? post.with(Key.REASON, "A fault, tried again: " + fault) : post)
                  .with(Key.DUE, now.plus(pause(post, now))));
    } catch (RuntimeException | Error e) {
      LOG.error("Post {} cannot be put off", id, e);
    }
  }

  private static Duration pause(PostRecord post, Instant now) {
    Instant wanted = post.time(Key.SCHEDULED).or(() -> post.time(Key.PLANNED)).orElse(now);
    Duration slower = Duration.between(wanted, now).dividedBy(8);
    if (slower.compareTo(AFTER_FAULT) < 0) {
      return AFTER_FAULT;
    }
    return slower.compareTo(LONGEST_AFTER_FAULT) > 0 ? LONGEST_AFTER_FAULT : slower;
  }
}
