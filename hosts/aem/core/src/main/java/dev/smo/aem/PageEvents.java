// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import dev.smo.events.EventQueue;
import dev.smo.host.PageEvent;
import dev.smo.host.PageEvent.Kind;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.felix.scr.annotations.Component;
import org.apache.felix.scr.annotations.Deactivate;
import org.apache.felix.scr.annotations.Reference;
import org.apache.felix.scr.annotations.Service;
import org.apache.sling.api.resource.LoginException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.serviceusermapping.ServiceUserMapped;
import org.apache.sling.settings.SlingSettingsService;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.event.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what happened to pages to the syndication, as Sling jobs, which outlive a crash. The
 * repository is looked at, and jobs are committed, in a thread of its own, in the order of the
 * events. Several listeners may tell of one publication: planning twice is harmless.
 */
@Component
@Service(PageEvents.class)
public final class PageEvents {
  private static final Logger LOG = LoggerFactory.getLogger(PageEvents.class);

  /** Opens a resolver of SMO's service user. */
  static final Map<String, Object> SERVICE = Map.of(ResourceResolverFactory.SUBSERVICE, "smo");

  /** Set on events that came from another instance of the cluster, which tells of them itself. */
  private static final String FROM_ELSEWHERE = "event.application";

  private final EventQueue events = new EventQueue("SMO publications");

  @Reference private JobManager jobs;
  @Reference private ResourceResolverFactory resolvers;

  @Reference(target = "(subServiceName=smo)")
  private ServiceUserMapped user;

  @Deactivate
  void stop() {
    events.close();
  }

  /** Whether this instance is to tell of an event: on author, and where it happened. */
  static boolean toldHere(Event event, SlingSettingsService settings) {
    return !event.containsProperty(FROM_ELSEWHERE) && onAuthor(settings);
  }

  static boolean onAuthor(SlingSettingsService settings) {
    return settings.getRunModes().contains("author");
  }

  /** Tells of a path if it may be a page's; in doubt it is: a needless job does no harm. */
  void tell(Kind kind, String path) {
    Function<@Nullable Resource, @Nullable Kind> meaning =
        there -> there == null || isMeant(there, kind) ? kind : null;
    add(kind, path, () -> look(path, meaning, kind));
  }

  /** Tells of what went away, by whether author still has it. */
  void tellGone(String path) {
    Function<@Nullable Resource, @Nullable Kind> meaning =
        there ->
            there == null
                ? Kind.REMOVED
                : isMeant(there, Kind.UNPUBLISHED) ? Kind.UNPUBLISHED : null;
    add(Kind.UNPUBLISHED, path, () -> look(path, meaning, Kind.REMOVED));
  }

  /** Tells of a page and of all below it that are live. */
  void tellTree(String path) {
    tell(Kind.PUBLISHED, path);
    add(Kind.PUBLISHED, path + " and below", () -> lookBelow(path));
  }

  private void add(Kind kind, String path, Runnable work) {
    if (CqPage.mayLieAt(path)) {
      events.add("Page " + path + " " + kind, work);
    }
  }

  private void lookBelow(String path) {
    Instant now = Instant.now();
    try (ResourceResolver resolver = resolvers.getServiceResourceResolver(SERVICE)) {
      Resource top = resolver.getResource(path);
      (top == null ? Stream.<Resource>empty() : CqPage.below(top))
          .filter(page -> CqPage.of(page).live(now))
          .forEach(page -> queue(Kind.PUBLISHED, page.getPath()));
    } catch (LoginException e) {
      throw new IllegalStateException("cannot look below " + path, e);
    }
  }

  private static boolean isMeant(Resource resource, Kind kind) {
    return CqPage.isPage(resource)
        && (kind != Kind.PUBLISHED || !CqPage.of(resource).onlyPreviewed());
  }

  /**
   * Looks once at what is there, and tells what it means, if anything.
   *
   * @param inDoubt what it means where nobody can look
   */
  private void look(
      String path, Function<@Nullable Resource, @Nullable Kind> meaning, Kind inDoubt) {
    Kind kind;
    try (ResourceResolver resolver = resolvers.getServiceResourceResolver(SERVICE)) {
      kind = meaning.apply(resolver.getResource(path));
    } catch (LoginException e) {
      LOG.warn("Cannot look what {} is; taken for a page", path, e);
      kind = inDoubt;
    }
    if (kind != null) {
      queue(kind, path);
    }
  }

  private void queue(Kind kind, String path) {
    if (jobs.addJob(PageEvent.TOPIC, new PageEvent(kind, path).toJob()) == null) {
      throw new IllegalStateException("the job manager takes no job");
    }
    LOG.info("Page {} {}", path, kind);
  }
}
