package dev.smo.slingcms;

import dev.smo.page.PageEvent;
import dev.smo.page.PageEvent.Kind;
import java.util.Map;
import org.apache.sling.api.resource.LoginException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.serviceusermapping.ServiceUserMapped;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
  private static final Logger LOG = LoggerFactory.getLogger(PublicationListener.class);
  private static final Map<String, Object> SERVICE =
      Map.of(ResourceResolverFactory.SUBSERVICE, "smo");

  private final ResourceResolverFactory resolvers;
  private final Instance instance;
  private final PageJobs jobs;

  @Activate
  public PublicationListener(
      @Reference ResourceResolverFactory resolvers,
      @Reference(target = "(subServiceName=smo)") ServiceUserMapped user,
      @Reference Instance instance,
      @Reference PageJobs jobs) {
    this.resolvers = resolvers;
    this.instance = instance;
    this.jobs = jobs;
  }

  @Override
  public void handleEvent(Event event) {
    if (event.getProperty("path") instanceof String path && instance.authors() && isPage(path)) {
      Kind kind = PUBLISH.equals(event.getTopic()) ? Kind.PUBLISHED : Kind.UNPUBLISHED;
      jobs.add(new PageEvent(kind, path));
    }
  }

  /** Files and folders are published too. In doubt it is a page: a needless job does no harm. */
  private boolean isPage(String path) {
    try (ResourceResolver resolver = resolvers.getServiceResourceResolver(SERVICE)) {
      Resource published = resolver.getResource(path);
      return published == null || PageNode.isPage(published);
    } catch (LoginException e) {
      LOG.warn("Cannot look whether {} is a page; taken for one", path, e);
      return true;
    }
  }
}
