// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import dev.smo.post.Connection;
import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Logs a connection in, and renews its tokens. The engine calls it for one connection at a time, on
 * one node, shortly before the tokens end and once after an {@link Outcome.Unauthorised}.
 */
@ConsumerType
public interface Authorizer {
  /**
   * Gives fresh secrets: from the connection's renewable ones where they still hold, else from what
   * a person typed in.
   */
  Authorization authorize(Connection connection) throws IOException, InterruptedException;
}
