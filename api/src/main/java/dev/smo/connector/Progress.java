// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import java.io.IOException;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Which steps of a delivery are done: an uploaded picture, a container, the first parts of a
 * thread. The engine keeps it over attempts and crashes, so no step that is done is repeated.
 */
@ProviderType
public interface Progress {
  /** Most characters of a value. */
  int LONGEST = 2_000;

  /** Most steps. */
  int MOST = 100;

  /** What was kept of a step; empty where it is not done. */
  Optional<String> of(String step);

  /**
   * Keeps that a step is done. It is committed when this returns: call it between the answer to one
   * step and the request of the next.
   *
   * @param step a name of the connector's own, such as {@code media-1}: letters, digits and {@code
   *     -}
   * @param value what later steps need of it, such as the network's id; no secret
   * @throws IOException it cannot be kept. Let it pass: nothing more may be sent, and what this
   *     step left behind must be looked for.
   */
  void done(String step, String value) throws IOException;
}
