// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import com.day.cq.replication.ReplicationActionType;
import com.day.cq.replication.ReplicationException;
import com.day.cq.replication.ReplicationOptions;
import com.day.cq.replication.Replicator;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import javax.jcr.Session;
import org.apache.sling.api.resource.LoginException;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.event.jobs.JobManager;

/** How nodes of SMO get from author to publish: by a job, which survives, and by replication. */
final class PublishCopies {
  private PublishCopies() {}

  /**
   * Asks for a job.
   *
   * @throws IllegalStateException there is none
   */
  static void queue(JobManager jobs, String topic, Map<String, Object> what) {
    if (jobs.addJob(topic, what) == null) {
      throw new IllegalStateException("the job manager takes no job");
    }
  }

  /**
   * Replicates a node, without a version and a status of it.
   *
   * @param action what is to be done with it, as author has it now
   */
  static void replicate(
      Replicator replicator,
      ResourceResolverFactory resolvers,
      String path,
      Function<ResourceResolver, ReplicationActionType> action)
      throws ReplicationException, LoginException {
    ReplicationOptions options = new ReplicationOptions();
    options.setSuppressVersions(true);
    options.setSuppressStatusUpdate(true);
    try (ResourceResolver resolver = resolvers.getServiceResourceResolver(PageEvents.SERVICE)) {
      Session session = Objects.requireNonNull(resolver.adaptTo(Session.class));
      replicator.replicate(session, action.apply(resolver), path, options);
    }
  }
}
