package dev.smo.aem;

import com.day.cq.replication.ReplicationAction;
import com.day.cq.replication.ReplicationActionType;
import dev.smo.page.PageEvent.Kind;
import java.util.Map;
import org.apache.felix.scr.annotations.Component;
import org.apache.felix.scr.annotations.Property;
import org.apache.felix.scr.annotations.Reference;
import org.apache.felix.scr.annotations.Service;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.serviceusermapping.ServiceUserMapped;
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
  private static final Map<ReplicationActionType, Kind> KINDS =
      Map.of(
          ReplicationActionType.ACTIVATE, Kind.PUBLISHED,
          ReplicationActionType.DEACTIVATE, Kind.UNPUBLISHED,
          ReplicationActionType.DELETE, Kind.REMOVED);

  @Reference private JobManager jobs;
  @Reference private ResourceResolverFactory resolvers;
  @Reference private SlingSettingsService settings;

  @Reference(target = "(subServiceName=smo)")
  private ServiceUserMapped user;

  @Override
  public void handleEvent(Event event) {
    ReplicationAction action = ReplicationAction.fromEvent(event);
    if (action == null || !Publications.toldHere(event, settings)) {
      return;
    }
    Kind kind = KINDS.get(action.getType());
    if (kind != null) {
      for (String path : action.getPaths()) {
        new Publications(jobs, resolvers).tell(kind, path);
      }
    }
  }
}
