// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.health;

import dev.smo.environment.Environment;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether this installation posts at all, or is a copy of another. */
@Component(property = {HealthCheck.NAME + "=SMO environment", HealthCheck.TAGS + "=smo"})
public final class EnvironmentCheck implements HealthCheck {
  private final Environment environment;

  @Activate
  public EnvironmentCheck(@Reference Environment environment) {
    this.environment = environment;
  }

  @Override
  public Result execute() {
    return environment
        .obstacle()
        .map(reason -> new Result(Result.Status.WARN, "Nothing is sent from here. " + reason))
        .orElseGet(() -> new Result(Result.Status.OK, "This installation posts."));
  }
}
