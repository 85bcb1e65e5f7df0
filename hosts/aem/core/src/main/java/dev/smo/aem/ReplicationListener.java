// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import com.day.cq.replication.ReplicationAction;
import dev.smo.host.PageEvent.Kind;
import org.apache.felix.scr.annotations.Component;
import org.apache.felix.scr.annotations.Property;
import org.apache.felix.scr.annotations.Reference;
import org.apache.felix.scr.annotations.Service;
import org.apache.sling.settings.SlingSettingsService;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/**
 * Hears on author instances that something was activated, deactivated or deleted, and passes it on
 * if it is a page. The page need not stand on the publish instances yet: the gate fetches its
 * public address before anything is posted, and keeps trying.
 */
@Component
@Service(EventHandler.class)
@Property(name = EventConstants.EVENT_TOPIC, value = ReplicationAction.EVENT_TOPIC)
public final class ReplicationListener implements EventHandler {
  @Reference private PageEvents publications;
  @Reference private SlingSettingsService settings;

  @Override
  public void handleEvent(Event event) {
    ReplicationAction action = ReplicationAction.fromEvent(event);
    if (action == null || !PageEvents.toldHere(event, settings)) {
      return;
    }
    for (String path : action.getPaths()) {
      switch (action.getType()) {
        case ACTIVATE -> publications.tell(Kind.PUBLISHED, path);
        // AEM deactivates the old place of a page that it moves as well.
        case DEACTIVATE -> publications.tellGone(path);
        // Told before author deletes it.
        case DELETE -> publications.tell(Kind.REMOVED, path);
        default -> {
          // A test, or content that comes back from publish instances.
        }
      }
    }
  }
}
