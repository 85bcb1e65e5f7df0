package dev.smo.aem;

import dev.smo.page.PageEvent;
import java.util.Map;
import org.apache.sling.event.jobs.JobManager;

/** Hands page events to the syndication as Sling jobs, which outlive a crash. */
final class PageJobs {
  /** Job property: ids of the only connections to post to; where absent, as the policy says. */
  static final String CONNECTIONS = "connections";

  private PageJobs() {}

  /** Whether the job was queued; what was not is lost. */
  static boolean add(JobManager jobs, PageEvent event, String... connections) {
    Map<String, Object> job = event.toJob();
    if (connections.length > 0) {
      job.put(CONNECTIONS, connections);
    }
    return jobs.addJob(PageEvent.TOPIC, job) != null;
  }
}
