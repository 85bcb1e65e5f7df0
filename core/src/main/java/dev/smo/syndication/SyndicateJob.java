package dev.smo.syndication;

import dev.smo.page.PageEvent;
import dev.smo.picture.SocialPictures;
import java.util.HashMap;
import java.util.Map;
import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.consumer.JobConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way in: a Sling job that says that something happened to a page, or that somebody wants it
 * posted. Publication listeners, workflow steps and people all use it.
 */
@Component(
    service = JobConsumer.class,
    property = JobConsumer.PROPERTY_TOPICS + "=" + PageEvent.TOPIC)
public class SyndicateJob implements JobConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(SyndicateJob.class);

  private final Planner planner;
  private final Departures departures;
  private final SocialPictures pictures;

  @Activate
  public SyndicateJob(
      @Reference Planner planner,
      @Reference Departures departures,
      @Reference SocialPictures pictures) {
    this.planner = planner;
    this.departures = departures;
    this.pictures = pictures;
  }

  @Override
  public JobResult process(Job job) {
    Map<String, Object> properties = new HashMap<>();
    job.getPropertyNames().forEach(name -> properties.put(name, job.getProperty(name)));
    Wish wish;
    try {
      wish = Wish.of(properties);
    } catch (IllegalArgumentException e) {
      LOG.error("The job {} cannot be done: {}", job.getId(), e.getMessage());
      return JobResult.CANCEL;
    }
    try {
      carryOut(wish);
      return JobResult.OK;
    } catch (RuntimeException e) {
      // Sling drops a job that throws, and the publication would be lost with it.
      LOG.warn("{} of {} failed, will try again", wish.kind(), wish.path(), e);
      return JobResult.FAILED;
    }
  }

  private void carryOut(Wish wish) {
    switch (wish.kind()) {
      case PUBLISHED -> {
        // Before the post: the gate, and then every network, asks for the picture at once.
        pictures.warm(wish.path());
        planner.plan(wish);
      }
      case UNPUBLISHED -> departures.unpublished(wish.path());
      case REMOVED -> departures.removed(wish.path());
    }
  }
}
