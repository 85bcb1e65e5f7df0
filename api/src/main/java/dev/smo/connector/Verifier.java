// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import dev.smo.post.Connection;
import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** Tests a connection without posting anything. */
@ConsumerType
public interface Verifier {
  /** Asks the network who the account is. */
  Verification verify(Connection connection) throws IOException, InterruptedException;
}
