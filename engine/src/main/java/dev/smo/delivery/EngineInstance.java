// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.lanes.LaneClaims;
import java.util.UUID;
import org.apache.sling.settings.SlingSettingsService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Which Sling instance this is, and which of its runs: a post that an earlier run left in {@code
 * SENDING} has nobody who waits for its answer.
 */
@Component(service = EngineInstance.class)
public class EngineInstance {
  private final String id;
  private final String boot = UUID.randomUUID().toString();

  @Activate
  public EngineInstance(@Reference SlingSettingsService settings) {
    this(settings.getSlingId());
  }

  /** One by this name. A second public constructor would be one too many for SCR to choose from. */
  public static EngineInstance of(String id) {
    return new EngineInstance(id);
  }

  private EngineInstance(String id) {
    this.id = id;
  }

  /** Stays the same over restarts. */
  public String id() {
    return id;
  }

  /** This run as one that works on lanes. */
  LaneClaims.Worker worker(String claim) {
    return new LaneClaims.Worker(id, boot, claim);
  }

  /** Another one after each start. */
  public String boot() {
    return boot;
  }
}
