package dev.smo.slingcms;

import dev.smo.page.PageEvent;
import org.apache.sling.event.jobs.JobManager;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands page events to the syndication as Sling jobs, which outlive a crash. */
@Component(service = PageJobs.class)
public final class PageJobs {
  private static final Logger LOG = LoggerFactory.getLogger(PageJobs.class);

  private final JobManager jobs;

  @Activate
  public PageJobs(@Reference JobManager jobs) {
    this.jobs = jobs;
  }

  void add(PageEvent event) {
    if (jobs.addJob(PageEvent.TOPIC, event.toJob()) == null) {
      LOG.error("{} cannot be queued as a job and is lost; publish the page again", event);
    } else {
      LOG.info("Page {} {}", event.path(), event.kind());
    }
  }
}
