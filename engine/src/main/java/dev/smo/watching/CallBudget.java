// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.watching;

import dev.smo.connector.Quota;
import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.apache.sling.api.resource.Resource;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * How many calls of its day an account has used, for all nodes and over restarts: {@code
 * /var/smo/watched/calls/<connection>}. Calls are taken before they are made, so a crash may count
 * some that were not, and never leaves one uncounted.
 */
@Component(service = CallBudget.class)
public class CallBudget {
  private static final String ROOT = Repository.ROOT + "/watched/calls/";
  private static final String USED = "used";
  private static final String UNTIL = "until";

  private final Repository repository;
  private final Clock clock;

  @Activate
  public CallBudget(
      @Reference Repository repository, @Reference(target = SystemClock.ONLY) Clock clock) {
    this.repository = repository;
    this.clock = clock;
  }

  /**
   * Takes calls of a day.
   *
   * @param day how many calls it has, and when it ends
   * @return false where so many are not left; none is taken then
   */
  boolean take(String connection, Quota day, int calls) {
    return repository.commit(
        resolver -> {
          Resource node = resolver.getResource(ROOT + connection);
          long used = used(node);
          if (used + calls > day.remaining()) {
            return false;
          }
          // The end of the day that was noted first stays: another clock may see another one.
          Instant until = isOver(node) ? day.resets() : Repository.time(node, UNTIL).orElseThrow();
          Repository.writable(Repository.node(resolver, ROOT + connection))
              .putAll(Map.of(USED, used + calls, UNTIL, Repository.calendar(until)));
          return true;
        });
  }

  /** Gives back calls that were taken and certainly not made. */
  void giveBack(String connection, int calls) {
    if (calls > 0) {
      repository.commit(
          resolver -> {
            Resource node = resolver.getResource(ROOT + connection);
            if (node != null) {
              Repository.writable(node).put(USED, Math.max(0, used(node) - calls));
            }
            return true;
          });
    }
  }

  /** How many calls were taken of the present day. */
  long used(String connection) {
    return repository.read(resolver -> used(resolver.getResource(ROOT + connection)));
  }

  private long used(@Nullable Resource node) {
    return node == null || isOver(node) ? 0 : node.getValueMap().get(USED, 0L);
  }

  private boolean isOver(@Nullable Resource node) {
    return Repository.time(node, UNTIL).filter(Instant.now(clock)::isBefore).isEmpty();
  }
}
