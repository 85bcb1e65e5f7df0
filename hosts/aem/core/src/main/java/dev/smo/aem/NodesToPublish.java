// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import com.day.cq.replication.ReplicationActionType;
import com.day.cq.replication.ReplicationException;
import com.day.cq.replication.Replicator;
import dev.smo.events.EventQueue;
import dev.smo.links.ShortLinks;
import dev.smo.socialimage.SocialImages;
import java.util.List;
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
 * Replicates what the engine on author writes and publish serves, which has no other way to it:
 * where short links lead, and pictures that were made for networks to load; and takes away there
 * what is taken away here. Each node of an author cluster carries what it wrote itself.
 */
@Component
@Service({ResourceChangeListener.class, JobConsumer.class})
@Properties({
  @Property(
      name = ResourceChangeListener.PATHS,
      value = {NodesToPublish.LINKS, NodesToPublish.PICTURES}),
  @Property(name = JobConsumer.PROPERTY_TOPICS, value = NodesToPublish.TOPIC)
})
public final class NodesToPublish implements ResourceChangeListener, JobConsumer {
  static final String LINKS = ShortLinks.ROOT;
  static final String PICTURES = SocialImages.ROOT;
  static final String TOPIC = "dev/smo/aem/nodes";
  static final String PATH = "path";

  private static final Logger LOG = LoggerFactory.getLogger(NodesToPublish.class);

  /**
   * One link, one picture, or all that were made for posts of a page, which are deleted together; a
   * picture is told of by its content, too.
   */
  private static final Pattern NODE =
      Pattern.compile(
          "("
              + LINKS
              + "/[0-9a-v]{2}/[0-9a-v]{12}|"
              + PICTURES
              + "/(?:of/)?[0-9a-f]{2}/[0-9a-f]{32}(?:/[0-9a-f]{32})?)(/.*)?");

  private final EventQueue events = new EventQueue("SMO nodes to publish");

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
      PublishCopies.queue(changes, new PublishCopies.Way(NODE, TOPIC, PATH), events, jobs);
    }
  }

  @Override
  public JobResult process(Job job) {
    String path = job.getProperty(PATH, "");
    Matcher node = NODE.matcher(path);
    if (!node.matches() || node.group(2) != null) {
      LOG.error("{} is neither a short link nor a picture", path);
      return JobResult.CANCEL;
    }
    try {
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
      LOG.warn("{} does not reach publish, will try again", path, e);
      return JobResult.FAILED;
    }
  }
}
