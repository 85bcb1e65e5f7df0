package dev.smo.aem;

import com.day.cq.replication.ReplicationAction;
import com.day.cq.replication.ReplicationActionType;
import dev.smo.page.PageEvent;
import dev.smo.page.PageEvent.Kind;
import java.util.Map;
import org.apache.felix.scr.annotations.Component;
import org.apache.felix.scr.annotations.Property;
import org.apache.felix.scr.annotations.Reference;
import org.apache.felix.scr.annotations.Service;
import org.apache.sling.api.resource.LoginException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.serviceusermapping.ServiceUserMapped;
import org.apache.sling.settings.SlingSettingsService;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears on author instances that something was activated, deactivated or deleted, and passes it on
 * if it is a page. The page need not stand on the publish instances yet: the gate fetches its
 * public address before anything is posted, and keeps trying.
 */
@Component
@Service(EventHandler.class)
@Property(name = EventConstants.EVENT_TOPIC, value = ReplicationAction.EVENT_TOPIC)
public final class ReplicationListener implements EventHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ReplicationListener.class);
  private static final Map<ReplicationActionType, Kind> KINDS =
      Map.of(
          ReplicationActionType.ACTIVATE, Kind.PUBLISHED,
          ReplicationActionType.DEACTIVATE, Kind.UNPUBLISHED,
          ReplicationActionType.DELETE, Kind.REMOVED);
  private static final Map<String, Object> SERVICE =
      Map.of(ResourceResolverFactory.SUBSERVICE, "smo");

  /** Set on events that came from another instance of the cluster, which tells of them itself. */
  private static final String FROM_ELSEWHERE = "event.application";

  @Reference private JobManager jobs;
  @Reference private ResourceResolverFactory resolvers;
  @Reference private SlingSettingsService settings;

  @Reference(target = "(subServiceName=smo)")
  private ServiceUserMapped user;

  @Override
  public void handleEvent(Event event) {
    ReplicationAction action = ReplicationAction.fromEvent(event);
    if (action == null
        || event.containsProperty(FROM_ELSEWHERE)
        || !settings.getRunModes().contains("author")) {
      return;
    }
    Kind kind = KINDS.get(action.getType());
    if (kind != null) {
      for (String path : action.getPaths()) {
        tell(kind, path);
      }
    }
  }

  private void tell(Kind kind, String path) {
    if (!mayBePage(path)) {
      return;
    }
    if (PageJobs.add(jobs, new PageEvent(kind, path))) {
      LOG.info("Page {} {}", path, kind);
    } else {
      LOG.error("{} {} cannot be queued as a job and is lost; activate the page again", path, kind);
    }
  }

  /** In doubt it is a page: a needless job does no harm. What is deleted cannot be asked. */
  private boolean mayBePage(String path) {
    if (!CqPage.mayLieAt(path)) {
      return false;
    }
    try (ResourceResolver resolver = resolvers.getServiceResourceResolver(SERVICE)) {
      Resource replicated = resolver.getResource(path);
      return replicated == null || CqPage.isPage(replicated);
    } catch (LoginException e) {
      LOG.warn("Cannot look whether {} is a page; taken for one", path, e);
      return true;
    }
  }
}
