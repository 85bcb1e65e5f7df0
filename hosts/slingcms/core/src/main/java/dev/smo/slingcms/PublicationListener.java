// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms;

import dev.smo.host.PageEvent;
import dev.smo.host.PageEvent.Kind;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/**
 * Hears that the CMS published or unpublished something, and passes it on if it is a page.
 *
 * <p>With content distribution the event comes a moment before the page stands on the renderers.
 * That is no reason to wait here: the gate fetches the public address before anything is posted,
 * and keeps trying.
 */
@Component(
    service = EventHandler.class,
    property = {
      EventConstants.EVENT_TOPIC + "=" + PublicationListener.PUBLISH,
      EventConstants.EVENT_TOPIC + "=" + PublicationListener.UNPUBLISH
    })
public final class PublicationListener implements EventHandler {
  static final String PUBLISH = "org/apache/sling/cms/publication/PUBLISH";
  static final String UNPUBLISH = "org/apache/sling/cms/publication/UNPUBLISH";

  private final InstanceType instance;
  private final PageJobs jobs;

  @Activate
  public PublicationListener(@Reference InstanceType instance, @Reference PageJobs jobs) {
    this.instance = instance;
    this.jobs = jobs;
  }

  @Override
  public void handleEvent(Event event) {
    if (event.getProperty("path") instanceof String path && instance.authors()) {
      Kind kind = PUBLISH.equals(event.getTopic()) ? Kind.PUBLISHED : Kind.UNPUBLISHED;
      jobs.add(new PageEvent(kind, path));
    }
  }
}
