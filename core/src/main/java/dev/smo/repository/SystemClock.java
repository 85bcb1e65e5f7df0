// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.repository;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.osgi.service.component.annotations.Component;

/**
 * The time in UTC. A service, so that whatever needs the time is told it like any other
 * collaborator, and a test tells another.
 */
@Component(service = Clock.class, property = "smo.clock=system")
public class SystemClock extends Clock {
  /** Filter for references: another bundle may have a clock of its own among the services. */
  public static final String ONLY = "(smo.clock=system)";

  private final Clock utc = Clock.systemUTC();

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return utc.withZone(zone);
  }

  @Override
  public Instant instant() {
    return utc.instant();
  }
}
