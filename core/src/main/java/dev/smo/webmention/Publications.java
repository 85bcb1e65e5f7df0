package dev.smo.webmention;

import dev.smo.page.PageEvent;
import dev.smo.page.PageListener;
import java.util.Map;
import org.apache.sling.event.jobs.JobManager;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Hears that a page went live or away, and has those told who should know. */
@Component(service = PageListener.class)
public final class Publications implements PageListener {
  private final Sender sender;
  private final JobManager jobs;

  @Activate
  public Publications(@Reference Sender sender, @Reference JobManager jobs) {
    this.sender = sender;
    this.jobs = jobs;
  }

  @Override
  public void heard(PageEvent event) {
    for (String path : sender.concerned(event.path())) {
      if (jobs.addJob(SendJob.TOPIC, Map.of(SendJob.PATH, path)) == null) {
        throw new IllegalStateException("no job for the webmentions of " + path);
      }
    }
  }
}
