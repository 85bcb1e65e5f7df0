// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.health;

import dev.smo.syndication.StandingJobs;
import java.util.List;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.sling.event.jobs.Job;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether pages are planned, or jobs about them stand in Sling's queue. */
@Component(property = {HealthCheck.NAME + "=SMO planning", HealthCheck.TAGS + "=smo"})
public final class PlanningCheck implements HealthCheck {
  private final StandingJobs standing;

  @Activate
  public PlanningCheck(@Reference StandingJobs standing) {
    this.standing = standing;
  }

  @Override
  public Result execute() {
    List<Job> jobs = standing.all();
    return jobs.isEmpty()
        ? new Result(Result.Status.OK, "No job about a page waits for long.")
        : new Result(
            Result.Status.CRITICAL,
            "%s jobs about pages wait for more than %d minutes and nobody begins them, such as %s."
                    .formatted(
                        jobs.size() < StandingJobs.MOST ? jobs.size() : jobs.size() + " or more",
                        StandingJobs.LATE.toMinutes(),
                        jobs.get(0).getId())
                + " Does a queue of Sling's jobs stand, or was its QueueManager denied (see"
                + " EventAdmin's log)? The leader does some of them every five minutes.");
  }
}
