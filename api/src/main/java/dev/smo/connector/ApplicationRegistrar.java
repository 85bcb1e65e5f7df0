// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import dev.smo.post.Application;
import java.io.IOException;
import java.net.URI;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Registers this installation as an application by itself, on networks of many servers where nobody
 * can do so beforehand, such as Mastodon's. The engine keeps what it gave, a server each.
 */
@ConsumerType
public interface ApplicationRegistrar {
  /**
   * Registers.
   *
   * @param server address of the server
   * @param redirect where it shall send people back to
   */
  Application register(URI server, URI redirect) throws IOException, InterruptedException;
}
