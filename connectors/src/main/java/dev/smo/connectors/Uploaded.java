// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import dev.smo.connector.Outcome;
import java.time.Duration;
import java.util.List;

/** What became of uploading pictures; the post is not out in any case. */
public sealed interface Uploaded {
  /** They are there, under these names; none where the post goes out without. */
  record Ready(List<String> ids) implements Uploaded {
    public Ready {
      ids = List.copyOf(ids);
    }
  }

  /** Why they are not. */
  record Failed(Outcome outcome) implements Uploaded {}

  /** It may work later; only this post waits, not those behind it. */
  static Uploaded later(String reason) {
    return new Failed(new Outcome.Deferred(Duration.ZERO, reason));
  }

  /** A refusal. Nothing is posted by an upload, so what is unknown of it is tried again. */
  static Uploaded refused(Outcome outcome) {
    return outcome instanceof Outcome.Unknown unknown
        ? later("The picture could not be uploaded: " + unknown.reason())
        : new Failed(outcome);
  }
}
