// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.websub;

import dev.smo.feed.catalog.Feeds;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sling.api.resource.observation.ResourceChange;
import org.apache.sling.api.resource.observation.ResourceChangeListener;
import org.apache.sling.event.jobs.JobManager;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects what changes on this instance and asks, once a burst and site, for a look whether feeds
 * have changed. It listens to its own instance only, so in a cluster one node asks. A crash loses
 * what was collected in the last seconds; the next change of the site makes up for it.
 */
@Component(
    service = {Announcer.class, ResourceChangeListener.class, Runnable.class},
    property = {
      ResourceChangeListener.PATHS + "=/content",
      ResourceChangeListener.CHANGES + "=ADDED",
      ResourceChangeListener.CHANGES + "=CHANGED",
      ResourceChangeListener.CHANGES + "=REMOVED",
      "scheduler.name=smo-websub",
      "scheduler.period:Long=10",
      "scheduler.concurrent:Boolean=false"
    })
@Designate(ocd = Announcer.Settings.class)
public final class Announcer implements ResourceChangeListener, Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

  /** More paths say no more than their parents do. */
  private static final int MOST = 1_000;

  /** Where feeds are public, and how long changes are collected. */
  @ObjectClassDefinition(name = "SMO WebSub")
  public @interface Settings {
    @AttributeDefinition(
        description = "Whether this instance tells hubs; on an author instance of AEM say no")
    boolean enabled() default true;

    @AttributeDefinition(description = "Seconds for which changes are collected", min = "1")
    long scheduler_period() default 10;
  }

  private final Feeds feeds;
  private final JobManager jobs;
  private final boolean enabled;
  private final Set<String> touched = ConcurrentHashMap.newKeySet();

  @Activate
  public Announcer(@Reference Feeds feeds, @Reference JobManager jobs, Settings settings) {
    this.feeds = feeds;
    this.jobs = jobs;
    enabled = settings.enabled();
  }

  @Override
  public void onChange(List<ResourceChange> changes) {
    if (enabled) {
      changes.forEach(change -> touch(change.getPath()));
    }
  }

  private void touch(String path) {
    int content = path.indexOf("/jcr:content");
    String page = content < 0 ? path : path.substring(0, content);
    touched.add(touched.size() < MOST ? page : page.substring(0, page.lastIndexOf('/')));
  }

  @Override
  public void run() {
    if (touched.isEmpty()) {
      return;
    }
    Set<String> paths = new TreeSet<>(touched);
    touched.removeAll(paths);
    for (String site : feeds.sitesOf(paths)) {
      if (jobs.addJob(Announcement.TOPIC, Map.of(Announcement.SITE, site)) == null) {
        LOG.error("Hubs are not told of changes of {}: the job cannot be queued", site);
      }
    }
  }
}
