// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import com.day.cq.replication.ReplicationActionType;
import com.day.cq.replication.ReplicationException;
import com.day.cq.replication.Replicator;
import dev.smo.events.EventQueue;
import dev.smo.reactions.store.ReactionStore;
import java.util.List;
import java.util.Optional;
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
 * Replicates what strangers may see of the reactions to a page, whenever that has changed on
 * author, because publish shows it and has no other way to it. Each node of an author cluster
 * carries what it wrote itself.
 */
@Component
@Service({ResourceChangeListener.class, JobConsumer.class})
@Properties({
  @Property(name = ResourceChangeListener.PATHS, value = ReactionsToPublish.ROOT),
  @Property(name = JobConsumer.PROPERTY_TOPICS, value = ReactionsToPublish.TOPIC)
})
public final class ReactionsToPublish implements ResourceChangeListener, JobConsumer {
  static final String ROOT = "/var/smo/reactions";
  static final String TOPIC = "dev/smo/aem/reactions";
  static final String PAGE = "page";

  private static final Logger LOG = LoggerFactory.getLogger(ReactionsToPublish.class);
  private static final Pattern PATH = Pattern.compile(ROOT + "/[0-9a-f]{2}/([0-9a-f]{32})(/.*)?");

  private final EventQueue events = new EventQueue("SMO reactions to publish");

  @Reference private ReactionStore store;
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
    if (PageEvents.onAuthor(settings)) {
      PublishCopies.queue(changes, new PublishCopies.Way(PATH, TOPIC, PAGE), events, jobs);
    }
  }

  @Override
  public JobResult process(Job job) {
    try {
      Optional<String> copy = store.copy(job.getProperty(PAGE, ""));
      if (copy.isPresent()) {
        PublishCopies.replicate(
            replicator, resolvers, copy.get(), author -> ReplicationActionType.ACTIVATE);
      }
      return JobResult.OK;
    } catch (ReplicationException | LoginException | RuntimeException e) {
      // Sling drops a job that throws.
      LOG.warn("Reactions {} do not reach publish, will try again", job.getProperty(PAGE), e);
      return JobResult.FAILED;
    }
  }
}
