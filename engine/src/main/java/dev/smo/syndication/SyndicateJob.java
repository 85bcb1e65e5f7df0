// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.host.PageEvent;
import dev.smo.host.PageListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.consumer.JobConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way in: a Sling job that says that something happened to a page, or that somebody wants it
 * posted. Publication listeners, workflow steps and people all use it. Whoever else wants to know
 * of events is told here as well, as two consumers of one job is what Sling does not have.
 */
@Component(
    service = JobConsumer.class,
    property = JobConsumer.PROPERTY_TOPICS + "=" + PageEvent.TOPIC)
public class SyndicateJob implements JobConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(SyndicateJob.class);

  private static final String GIVEN_UP = "The page could not be planned, which was tried ";

  /** So often a page is looked at again that is not yet what was told of it. */
  private static final int LOOKS = 3;

  private final Planner planner;
  private final UnpublishedPages departures;

  // No constructor parameter, because listeners come and go while this one must stay: a topic
  // without a consumer is put off.
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile List<PageListener> listeners = List.of();

  @Activate
  public SyndicateJob(@Reference Planner planner, @Reference UnpublishedPages departures) {
    this.planner = planner;
    this.departures = departures;
  }

  public SyndicateJob(Planner planner, UnpublishedPages departures, List<PageListener> listeners) {
    this(planner, departures);
    this.listeners = listeners;
  }

  @Override
  public JobResult process(Job job) {
    Map<String, Object> properties = new HashMap<>();
    job.getPropertyNames().forEach(name -> properties.put(name, job.getProperty(name)));
    SyndicationRequest wish;
    try {
      wish = SyndicationRequest.of(properties);
    } catch (IllegalArgumentException e) {
      LOG.error("The job {} cannot be done: {}", job.getId(), e.getMessage());
      return JobResult.CANCEL;
    }
    boolean done = true;
    if (!wish.explicit()) {
      // Before the post: its gate asks for the picture that one of these draws.
      PageEvent event = new PageEvent(wish.kind(), wish.path());
      for (PageListener listener : listeners) {
        done &= attempt(wish, listener.getClass().getName(), () -> listener.heard(event));
      }
    }
    if (isEarly(wish, job)) {
      LOG.info("{} is not {} as yet, will look again", wish.path(), wish.kind());
      return JobResult.FAILED;
    }
    boolean planned = attempt(wish, "syndication", () -> carryOut(wish));
    if (!(done && planned) && isLastTry(job)) {
      LOG.error("{} of {} failed {} times and is given up", wish.kind(), wish.path(), tries(job));
      if (!planned && wish.kind() == PageEvent.Kind.PUBLISHED) {
        attempt(wish, "giving up", () -> planner.giveUp(wish, GIVEN_UP + tries(job) + " times."));
      }
    }
    return done && planned ? JobResult.OK : JobResult.FAILED;
  }

  /** Whether a page is not yet what was told of it, which hosts may tell before it is so. */
  private boolean isEarly(SyndicationRequest wish, Job job) {
    try {
      return wish.hint()
          && tries(job) <= LOOKS
          && !isLastTry(job)
          && planner.standing(wish.path()).contradicts(wish.kind());
    } catch (RuntimeException | Error e) {
      LOG.debug("{} cannot be read, which planning it will say again", wish.path(), e);
      return false;
    }
  }

  /** Whether Sling drops the job if it fails now; where retries are negative it never does. */
  private static boolean isLastTry(Job job) {
    return job.getNumberOfRetries() >= 0 && tries(job) > job.getNumberOfRetries();
  }

  private static int tries(Job job) {
    return job.getRetryCount() + 1;
  }

  /** Sling drops a job that throws, be it an Error, and the publication would be lost with it. */
  private static boolean attempt(SyndicationRequest wish, String who, Runnable work) {
    try {
      work.run();
      return true;
    } catch (RuntimeException | Error e) {
      LOG.warn("{} of {} failed in {}, will try again", wish.kind(), wish.path(), who, e);
      return false;
    }
  }

  /** Does what the page asks for as it is now; what was told is only why to look at it. */
  private void carryOut(SyndicationRequest wish) {
    if (!wish.hint()) {
      planner.plan(wish);
      return;
    }
    departures.removed(wish.path());
    PageStanding standing = planner.standing(wish.path());
    boolean goesOut =
        standing == PageStanding.PUBLIC
            || standing == PageStanding.CLOSED
            || (standing == PageStanding.LATER && wish.kind() == PageEvent.Kind.PUBLISHED);
    if (goesOut) {
      planner.plan(SyndicationRequest.published(wish.path()));
      if (standing == PageStanding.CLOSED) {
        departures.closed(wish.path());
      }
    } else if (standing != PageStanding.NOWHERE) {
      departures.unpublished(wish.path());
    }
  }
}
