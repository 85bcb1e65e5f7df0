// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import dev.smo.lanes.Lanes;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * All that a call of a network takes: who speaks its language, as which account, how long, and
 * whether it may be called now.
 */
@Component(service = NetworkClient.class)
public final class NetworkClient {
  private final Connectors connectors;
  private final Sessions sessions;
  private final NetworkCalls calls;
  private final Lanes lanes;

  @Activate
  public NetworkClient(
      @Reference Connectors connectors,
      @Reference Sessions sessions,
      @Reference NetworkCalls calls,
      @Reference Lanes lanes) {
    this.connectors = connectors;
    this.sessions = sessions;
    this.calls = calls;
    this.lanes = lanes;
  }

  public Connectors connectors() {
    return connectors;
  }

  public Sessions sessions() {
    return sessions;
  }

  public NetworkCalls calls() {
    return calls;
  }

  public Lanes lanes() {
    return lanes;
  }
}
