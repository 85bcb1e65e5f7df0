// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.lanes;

import dev.smo.repository.Repository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Who works on which lane, and who is asked to. Each change is committed, so of all nodes of a
 * cluster one has a lane, until it gives it back or its claim lapses.
 */
public final class LaneClaims {
  /** So long posts share one claim, if they are quick. */
  private static final Duration SHARED = Duration.ofMinutes(1);

  private final Repository repository;
  private final Lanes lanes;
  private final Clock clock;

  LaneClaims(Repository repository, Lanes lanes, Clock clock) {
    this.repository = repository;
    this.lanes = lanes;
    this.clock = clock;
  }

  /**
   * Who works on a lane.
   *
   * @param instance the Sling ID
   * @param boot the run of that instance
   * @param claim another one for each time that it takes a lane
   */
  public record Worker(String instance, String boot, String claim) {}

  /**
   * That an instance works on a lane.
   *
   * @param instance its Sling ID
   * @param since when it took the lane
   * @param until when its claim lapses, should it die
   */
  public record Work(String instance, Optional<Instant> since, Instant until) {}

  /** Who works on a lane now; empty where nobody does. */
  public Optional<Work> work(String connection) {
    return repository.read(resolver -> new LaneNode(resolver, connection).work(Instant.now(clock)));
  }

  /**
   * Notes that a job is asked to work on a lane.
   *
   * @param use what it is asked to do
   * @param until when it has got lost if it did not begin
   * @param waits tells, where a job was asked that did not begin in time, whether it still waits
   * @return whether to ask one: none was, the lane is open, and nobody works on it
   */
  public boolean offer(
      String connection, Lane.Use use, Worker asker, Instant until, BooleanSupplier waits) {
    if (lanes.environment().obstacle().isPresent()) {
      return false;
    }
    lanes.recall();
    Instant now = Instant.now(clock);
    Optional<Instant> offered =
        repository.read(resolver -> new LaneNode(resolver, connection).offered());
    boolean waiting = offered.isPresent() && (offered.get().isAfter(now) || waits.getAsBoolean());
    if (waiting && offered.get().isAfter(now)) {
      return false;
    }
    return repository.commit(
        resolver -> {
          LaneNode node = new LaneNode(resolver, connection);
          boolean taken = node.offered().filter(end -> end.isAfter(now)).isPresent();
          if (taken || node.isClaimed(now, asker) || node.read().obstacle(use, now).isPresent()) {
            return false;
          }
          node.offer(until);
          return !waiting;
        });
  }

  /** Takes back an offer that no job was found for. */
  public void notOffered(String connection) {
    repository.commit(
        resolver -> {
          new LaneNode(resolver, connection).offer(null);
          return true;
        });
  }

  /**
   * Takes a lane.
   *
   * @param until when the claim lapses, should this instance die
   * @return false where another has it
   */
  public boolean claim(String connection, Worker worker, Instant until) {
    lanes.recall();
    return repository.commit(
        resolver -> {
          LaneNode node = new LaneNode(resolver, connection);
          if (node.isClaimed(Instant.now(clock), worker)) {
            return false;
          }
          node.claim(worker, Instant.now(clock), until);
          return true;
        });
  }

  /** Leaves a lane, without a claim, to an instance that can work on it. */
  public void pass(String connection) {
    if (!isPassed(connection)) {
      repository.commit(
          resolver -> {
            new LaneNode(resolver, connection).pass();
            return true;
          });
    }
  }

  /** Whether an instance passed a lane on, and none has taken it since. */
  public boolean isPassed(String connection) {
    return repository.read(resolver -> new LaneNode(resolver, connection).isPassed());
  }

  /**
   * Keeps a lane for one more post.
   *
   * @param use what for
   * @param least how long the claim must still hold; it is prolonged where it does not
   * @return false where another has it, or nothing goes out over it any more
   */
  public boolean hold(String connection, Lane.Use use, Worker worker, Duration least) {
    if (lanes.environment().obstacle().isPresent()) {
      return false;
    }
    Instant end = Instant.now(clock).plus(least);
    return repository.commit(
        resolver -> {
          LaneNode node = new LaneNode(resolver, connection);
          if (!node.isClaimedBy(worker)
              || node.read().obstacle(use, Instant.now(clock)).isPresent()) {
            return false;
          }
          if (node.claimedUntil().filter(end::isBefore).isEmpty()) {
            node.claim(worker, Instant.now(clock), end.plus(SHARED));
          }
          return true;
        });
  }

  /** Gives a lane back that this worker still has. */
  public void release(String connection, Worker worker) {
    repository.commit(
        resolver -> {
          LaneNode node = new LaneNode(resolver, connection);
          if (node.isClaimedBy(worker)) {
            node.release();
          }
          return true;
        });
  }
}
