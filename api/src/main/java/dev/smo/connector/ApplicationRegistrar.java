// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import dev.smo.post.Application;
import java.io.IOException;
import java.net.URI;
import java.util.List;
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
   * @param server address of the server; empty where a network that has {@link #document} has one
   *     of its own
   * @param redirect where it shall send people back to
   */
  Application register(URI server, URI redirect) throws IOException, InterruptedException;

  /**
   * What the installation says of itself, for networks whose client id is the address of such a
   * document (OAuth Client ID Metadata Document). The engine serves it to everybody beside the
   * redirect address, as {@code client.<network>.json}, and registers once for all addresses.
   *
   * @param registered settings of all that was registered, without secrets
   * @return JSON; empty: the network knows no such documents
   */
  default String document(URI address, URI redirect, List<Application> registered) {
    return "";
  }
}
