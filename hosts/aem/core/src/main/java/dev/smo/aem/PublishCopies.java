// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import com.day.cq.replication.ReplicationActionType;
import com.day.cq.replication.ReplicationException;
import com.day.cq.replication.ReplicationOptions;
import com.day.cq.replication.Replicator;
import dev.smo.events.EventQueue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.jcr.Session;
import org.apache.sling.api.resource.LoginException;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.api.resource.observation.ResourceChange;
import org.apache.sling.event.jobs.JobManager;

/** How nodes of SMO get from author to publish: by a job, which survives, and by replication. */
final class PublishCopies {
  private PublishCopies() {}

  /**
   * How what changed is asked for.
   *
   * @param known paths of what goes to publish; the first group names it
   * @param topic of the job
   * @param property of the job that has the name
   */
  record Way(Pattern known, String topic, String property) {}

  /** Asks for a job for each thing that changed and is known, one however often it did. */
  static void queue(List<ResourceChange> changes, Way way, EventQueue events, JobManager jobs) {
    changes.stream()
        .map(change -> way.known().matcher(change.getPath()))
        .filter(Matcher::matches)
        .map(found -> found.group(1))
        .distinct()
        .forEach(name -> events.add(way.topic() + " " + name, () -> queue(jobs, way, name)));
  }

  /**
   * Asks for a job.
   *
   * @throws IllegalStateException there is none
   */
  private static void queue(JobManager jobs, Way way, String name) {
    if (jobs.addJob(way.topic(), Map.of(way.property(), name)) == null) {
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
