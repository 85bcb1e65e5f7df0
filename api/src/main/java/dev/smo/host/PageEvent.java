// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.host;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * That something happened to a page. A host tells it by adding a Sling job: {@code
 * jobManager.addJob(PageEvent.TOPIC, event.toJob())}. Jobs are kept over a crash, so no publication
 * is lost. A person or a workflow may start the same job by hand; see docs/http-api.md for its
 * properties.
 *
 * @param kind what happened
 * @param path repository path of the page
 */
public record PageEvent(Kind kind, String path) {
  /** Topic of the Sling job that carries an event. */
  public static final String TOPIC = "dev/smo/syndicate";

  /** Job property: repository path of the page; mandatory. */
  public static final String PATH = "path";

  /** Job property: name of a {@link Kind} in lower case; {@code published} where absent. */
  public static final String KIND = "kind";

  /** What can happen to a page. */
  public enum Kind {
    PUBLISHED,
    UNPUBLISHED,
    /** Deleted, or moved away: whether its identity lives on is for the ledger to find out. */
    REMOVED
  }

  /** The job properties that say the same. */
  public Map<String, Object> toJob() {
    Map<String, Object> job = new HashMap<>();
    job.put(PATH, path);
    job.put(KIND, kind.name().toLowerCase(Locale.ROOT));
    return job;
  }
}
