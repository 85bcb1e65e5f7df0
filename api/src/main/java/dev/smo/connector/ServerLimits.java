// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import dev.smo.post.Connection;
import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Of a network whose servers each take something else: asks one of them. The engine does so when a
 * connection is tested, and before the first post is planned, and keeps the answer for all nodes.
 */
@ConsumerType
public interface ServerLimits {
  /** The setting of a connection that has what was kept last, for {@link Connector#limits}. */
  String KEPT = "serverLimits";

  /**
   * Asks the server what it takes.
   *
   * @return that, as the connector writes and reads it, in at most 4,000 characters
   * @throws IOException it cannot be asked now
   */
  String readLimits(Connection connection) throws IOException, InterruptedException;
}
