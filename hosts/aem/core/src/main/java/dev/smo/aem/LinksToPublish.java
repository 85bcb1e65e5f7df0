// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import com.day.cq.replication.ReplicationActionType;
import com.day.cq.replication.ReplicationException;
import com.day.cq.replication.Replicator;
import dev.smo.events.EventQueue;
import dev.smo.links.ShortLinks;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.scr.annotations.Component;
import org.apache.felix.scr.annotations.Deactivate;
import org.apache.felix.scr.annotations.Properties;
import org.apache.felix.scr.annotations.Property;
import org.apache.felix.scr.annotations.Reference;
import org.apache.felix.scr.annotations.Service;
import org.apache.sling.api.resource.LoginException;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.api.resource.observation.ResourceChange;
import org.apache.sling.api.resource.observation.ResourceChangeListener;
import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.event.jobs.consumer.JobConsumer;
import org.apache.sling.serviceusermapping.ServiceUserMapped;
import org.apache.sling.settings.SlingSettingsService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replicates where short links lead, as the ledger on author writes it, because publish serves them
 * and has no other way to it; and takes away there what is taken away here. Each node of an author
 * cluster carries what it wrote itself.
 */
@Component
@Service({ResourceChangeListener.class, JobConsumer.class})
@Properties({
  @Property(name = ResourceChangeListener.PATHS, value = LinksToPublish.ROOT),
  @Property(name = JobConsumer.PROPERTY_TOPICS, value = LinksToPublish.TOPIC)
})
public final class LinksToPublish implements ResourceChangeListener, JobConsumer {
  static final String ROOT = ShortLinks.ROOT;
  static final String TOPIC = "dev/smo/aem/links";
  static final String CODE = "code";

  private static final Logger LOG = LoggerFactory.getLogger(LinksToPublish.class);
  private static final Pattern PATH = Pattern.compile(ROOT + "/[^/]+/([^/]+)");

  private final EventQueue events = new EventQueue("SMO short links to publish");

  @Reference private Replicator replicator;
  @Reference private JobManager jobs;
  @Reference private ResourceResolverFactory resolvers;
  @Reference private SlingSettingsService settings;

  @Reference(target = "(subServiceName=smo)")
  private ServiceUserMapped user;

  @Deactivate
  void stop() {
    events.close();
  }

  @Override
  public void onChange(List<ResourceChange> changes) {
    if (!PageEvents.onAuthor(settings)) {
      return;
    }
    changes.stream()
        .map(change -> PATH.matcher(change.getPath()))
        .filter(Matcher::matches)
        .map(path -> path.group(1))
        .distinct()
        .filter(ShortLinks::isCode)
        .forEach(
            code ->
                events.add(
                    "Short link " + code,
                    () -> PublishCopies.queue(jobs, TOPIC, Map.of(CODE, code))));
  }

  @Override
  public JobResult process(Job job) {
    String code = job.getProperty(CODE, "");
    if (!ShortLinks.isCode(code)) {
      LOG.error("{} is no short link", code);
      return JobResult.CANCEL;
    }
    try {
      String path = ShortLinks.path(code);
      PublishCopies.replicate(
          replicator,
          resolvers,
          path,
          author ->
              author.getResource(path) == null
                  ? ReplicationActionType.DELETE
                  : ReplicationActionType.ACTIVATE);
      return JobResult.OK;
    } catch (ReplicationException | LoginException | RuntimeException e) {
      // Sling drops a job that throws.
      LOG.warn("The short link {} does not reach publish, will try again", code, e);
      return JobResult.FAILED;
    }
  }
}
