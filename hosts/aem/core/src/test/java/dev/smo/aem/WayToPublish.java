// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.day.cq.replication.ReplicationException;
import com.day.cq.replication.ReplicationOptions;
import com.day.cq.replication.Replicator;
import dev.smo.repository.Repository;
import io.wcm.testing.mock.aem.junit5.AemContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sling.api.resource.observation.ResourceChange;
import org.apache.sling.api.resource.observation.ResourceChange.ChangeType;
import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.serviceusermapping.ServiceUserMapped;

/** Jobs and replication of an author, which may refuse both, and what it was asked for. */
final class WayToPublish {
  /** Topic and properties of each job. */
  final List<String> queued = new ArrayList<>();

  /** What was done with which path. */
  final List<String> replicated = new ArrayList<>();

  /** So many jobs are refused first. */
  final AtomicInteger refusals = new AtomicInteger();

  /** Whether there is an agent. */
  boolean reachable = true;

  WayToPublish(AemContext context) {
    context.create().resource(Repository.ROOT, "jcr:primaryType", "sling:Folder");
    Engine.commit(context);
    context.registerService(
        ServiceUserMapped.class, new ServiceUserMapped() {}, "subServiceName", "smo");
    context.registerService(
        JobManager.class,
        Stand.in(
            JobManager.class,
            (method, arguments) -> {
              if (refusals.getAndDecrement() > 0) {
                return null;
              }
              queued.add(arguments[0] + " " + arguments[1]);
              return Stand.in(Job.class, (m, a) -> "job");
            }));
    context.registerService(
        Replicator.class,
        Stand.in(
            Replicator.class,
            (method, arguments) -> {
              if (!reachable) {
                throw new ReplicationException("no agent");
              }
              ReplicationOptions options = (ReplicationOptions) arguments[3];
              assertTrue(options.isSuppressVersions() && options.isSuppressStatusUpdate());
              replicated.add(arguments[1] + " " + arguments[2]);
              return null;
            }));
  }

  static List<ResourceChange> changes(String... paths) {
    return List.of(paths).stream()
        .map(path -> new ResourceChange(ChangeType.CHANGED, path, false))
        .toList();
  }

  static Job job(String property, String value) {
    return Stand.in(Job.class, (method, arguments) -> Map.of(property, value).get(arguments[0]));
  }
}
