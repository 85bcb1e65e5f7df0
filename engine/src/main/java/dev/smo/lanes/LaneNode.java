// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.lanes;

import dev.smo.connector.Quota;
import dev.smo.repository.Repository;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ValueMap;
import org.jetbrains.annotations.Nullable;

/** How a lane stands in the repository, at {@code /var/smo/lanes/<connection>/state}. */
final class LaneNode {
  private static final String OFFERED = "offeredUntil";
  private static final String PASSED = "passed";
  private static final String INSTANCE = "claimedBy";
  private static final String BOOT = "claimedByRun";
  private static final String CLAIMED = "claimedUntil";
  private static final String SINCE = "claimedSince";

  private final ResourceResolver resolver;
  private final String path;

  LaneNode(ResourceResolver resolver, String connection) {
    this.resolver = resolver;
    this.path = Lane.state(connection);
  }

  Lane read() {
    ValueMap values = values();
    return new Lane(
        values.get("stopped", ""),
        time("stoppedSince"),
        values.get("paused", ""),
        time("pausedUntil"),
        time("pausedSince"),
        values.get("failures", 0),
        time("failingSince"),
        time("limitedUntil"),
        time("quotaResets").map(resets -> new Quota(values.get("quotaRemaining", 0L), resets)));
  }

  LaneNode put(String property, @Nullable Object value) throws PersistenceException {
    ModifiableValueMap values = Repository.writable(Repository.node(resolver, path));
    if (value == null) {
      values.remove(property);
    } else {
      values.put(property, value instanceof Instant at ? Repository.calendar(at) : value);
    }
    // Two commits to one lane always conflict, so the second sees what the first has done.
    values.put("revision", UUID.randomUUID().toString());
    return this;
  }

  /** Deletes it; false where nothing was. */
  boolean delete() throws PersistenceException {
    boolean there = resolver.getResource(path) != null;
    Repository.delete(resolver, path);
    return there;
  }

  /** When a job that was asked to work on the lane has most likely got lost. */
  Optional<Instant> offered() {
    return time(OFFERED);
  }

  void offer(@Nullable Instant until) throws PersistenceException {
    put(OFFERED, until);
  }

  /** Whether a run works on the lane that is not known to have ended. */
  boolean isClaimed(Instant now, LaneClaims.Worker asker) {
    boolean lives = time(CLAIMED).filter(until -> until.isAfter(now)).isPresent();
    boolean earlierRun =
        values().get(INSTANCE, "").equals(asker.instance())
            && !values().get(BOOT, "").equals(asker.boot());
    return lives && !earlierRun;
  }

  boolean isClaimedBy(LaneClaims.Worker worker) {
    return values().get("claim", "").equals(worker.claim());
  }

  Optional<Instant> claimedUntil() {
    return time(CLAIMED);
  }

  /** Whether an instance was asked to work on the lane that cannot, and none has since. */
  boolean isPassed() {
    return values().get(PASSED, false);
  }

  void pass() throws PersistenceException {
    put(PASSED, true);
  }

  void claim(LaneClaims.Worker worker, Instant now, Instant until) throws PersistenceException {
    if (!isClaimedBy(worker)) {
      put(SINCE, now);
    }
    put(OFFERED, null);
    put(PASSED, null);
    put(INSTANCE, worker.instance());
    put(BOOT, worker.boot());
    put("claim", worker.claim());
    put(CLAIMED, until);
  }

  void release() throws PersistenceException {
    put("claim", null);
    put(CLAIMED, null);
  }

  /** Who works on the lane, if a claim of somebody holds. */
  Optional<LaneClaims.Work> work(Instant now) {
    return time(CLAIMED)
        .filter(until -> until.isAfter(now))
        .map(until -> new LaneClaims.Work(values().get(INSTANCE, ""), time(SINCE), until));
  }

  private ValueMap values() {
    Resource state = resolver.getResource(path);
    return state == null ? ValueMap.EMPTY : state.getValueMap();
  }

  Optional<Instant> time(String property) {
    return Repository.time(resolver.getResource(path), property);
  }
}
