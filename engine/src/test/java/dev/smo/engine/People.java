// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import dev.smo.delivery.Decisions;
import dev.smo.ledger.Again;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.syndication.Planner;
import java.net.URI;
import java.time.Clock;
import org.jetbrains.annotations.Nullable;

/** People who read a post as it is now, and decide about that; by their names. */
public final class People extends Decisions {
  private final Ledger ledger;

  public People(Ledger ledger, Planner planner, Clock clock) {
    super(ledger, planner, clock);
    this.ledger = ledger;
  }

  /** Somebody who has read a post as it is now. */
  public Reader reader(String id, String user) {
    return new Reader(user, ledger.find(id).map(PostRecord::revision).orElse(""));
  }

  /** Reads once more what planning it anew changed. */
  public PostRecord retry(String id, Seen seen, String user) {
    Reader reader = reader(id, user);
    try {
      return retry(id, seen, reader);
    } catch (NotPossibleException e) {
      if (reader.equals(reader(id, user))) {
        throw e;
      }
      return retry(id, seen, reader(id, user));
    }
  }

  public PostRecord approve(String id, String user) {
    return approve(id, reader(id, user));
  }

  public PostRecord reject(String id, String user) {
    return reject(id, reader(id, user));
  }

  public PostRecord cancel(String id, String user) {
    return cancel(id, reader(id, user));
  }

  public PostRecord markPosted(String id, @Nullable URI permalink, String user) {
    return markPosted(id, permalink, reader(id, user));
  }

  public PostRecord retract(String id, String user) {
    return retract(id, reader(id, user));
  }

  public PostRecord repeat(String id, Again again) {
    return repeat(id, again, reader(id, again.by()));
  }

  public PostRecord dismiss(String id, String user) {
    return dismiss(id, reader(id, user));
  }
}
