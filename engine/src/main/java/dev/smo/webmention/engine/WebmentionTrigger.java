// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention.engine;

import dev.smo.host.PageEvent;
import dev.smo.host.PageListener;
import java.util.Map;
import org.apache.sling.event.jobs.JobManager;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Hears that a page went live or away, and has those told who should know. */
@Component(service = PageListener.class)
public final class WebmentionTrigger implements PageListener {
  private final WebmentionSender sender;
  private final JobManager jobs;

  @Activate
  public WebmentionTrigger(@Reference WebmentionSender sender, @Reference JobManager jobs) {
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
