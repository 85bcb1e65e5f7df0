// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.websub;

import dev.smo.feed.catalog.Feeds;
import dev.smo.feed.catalog.Feeds.Topic;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.consumer.JobExecutionContext;
import org.apache.sling.event.jobs.consumer.JobExecutionResult;
import org.apache.sling.event.jobs.consumer.JobExecutor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The job that looks which feeds of a site have changed since hubs were told, and tells them: <a
 * href="https://www.w3.org/TR/websub/#publishing">WebSub</a> as the public hubs take it. It asks
 * again later where a hub does not answer; what a hub was told already is not told again.
 */
@Component(
    service = JobExecutor.class,
    property = JobExecutor.PROPERTY_TOPICS + "=" + Announcement.TOPIC)
public final class Announcement implements JobExecutor {
  /** Topic of the job. */
  public static final String TOPIC = "dev/smo/websub";

  /** Job property: path of the site. */
  public static final String SITE = "site";

  private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
  private static final int MOST_DOUBLINGS = 7;

  private final Feeds feeds;
  private final AnnouncedFeeds told;
  private final Outbound outbound;

  @Activate
  public Announcement(
      @Reference Feeds feeds, @Reference AnnouncedFeeds told, @Reference Outbound outbound) {
    this.feeds = feeds;
    this.told = told;
    this.outbound = outbound;
  }

  @Override
  public JobExecutionResult process(Job job, JobExecutionContext context) {
    String site = job.getProperty(SITE, "");
    if (!site.startsWith("/content/")) {
      return context.result().message("no site: " + site).cancelled();
    }
    try {
      if (announce(site)) {
        return context.result().succeeded();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return context.result().message("a hub did not answer").failed(pause(job.getRetryCount()));
  }

  /** Whether all hubs know now what they should. */
  boolean announce(String site) throws InterruptedException {
    boolean complete = true;
    for (Topic topic : feeds.topics(site)) {
      for (URI hub : topic.hubs()) {
        complete &= tell(hub, topic);
      }
    }
    return complete;
  }

  private boolean tell(URI hub, Topic topic) throws InterruptedException {
    String before = told.tag(hub, topic.self());
    if (topic.tag().equals(before)) {
      return true;
    }
    // At first all feeds of a site are new to a hub; nobody has subscribed to those of sections.
    if (!before.isEmpty() || topic.whole()) {
      if (!send(hub, topic)) {
        return false;
      }
    }
    told.put(hub, topic.self(), topic.tag());
    return true;
  }

  private boolean send(URI hub, Topic topic) throws InterruptedException {
    Request request =
        Request.post(hub)
            .form(
                Map.of("hub.mode", List.of("publish"), "hub.url", List.of(topic.self().toString())))
            .within(Duration.ofSeconds(15));
    try {
      Answer answer = outbound.send(request);
      if (answer.ok()) {
        LOG.info("Hub {} knows that {} has changed", hub.getHost(), topic.self());
        return true;
      }
      LOG.warn("Hub {} answers {} to news of {}", hub.getHost(), answer.status(), topic.self());
    } catch (IOException e) {
      LOG.warn("Hub {} cannot be told of {}: {}", hub.getHost(), topic.self(), e.toString());
    }
    return false;
  }

  /** Twice as long each time, an hour at most. */
  static long pause(int retries) {
    return FIRST_PAUSE.toMillis() << Math.min(retries, MOST_DOUBLINGS);
  }
}
