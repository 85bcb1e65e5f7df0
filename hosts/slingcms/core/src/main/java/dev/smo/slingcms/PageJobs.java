// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms;

import dev.smo.events.EventQueue;
import dev.smo.host.PageEvent;
import dev.smo.host.PageEvent.Kind;
import dev.smo.host.PageSource;
import dev.smo.identity.LedgerPages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.sling.api.resource.LoginException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.serviceusermapping.ServiceUserMapped;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands page events to the syndication as Sling jobs, which outlive a crash. The repository is
 * looked at, and jobs are committed, in a thread of its own, in the order of the events.
 */
@Component(service = PageJobs.class)
public final class PageJobs {
  private static final Logger LOG = LoggerFactory.getLogger(PageJobs.class);
  private static final Map<String, Object> SERVICE =
      Map.of(ResourceResolverFactory.SUBSERVICE, "smo");

  private final JobManager jobs;
  private final ResourceResolverFactory resolvers;
  private final PageSource pages;
  private final EventQueue events = new EventQueue("SMO page events");

  @Activate
  public PageJobs(
      @Reference JobManager jobs,
      @Reference ResourceResolverFactory resolvers,
      @Reference PageSource pages,
      @Reference(target = "(subServiceName=smo)") ServiceUserMapped user) {
    this.jobs = jobs;
    this.resolvers = resolvers;
    this.pages = pages;
  }

  @Deactivate
  void stop() {
    events.close();
  }

  /** Returns at once. What is no page is passed over, but what was removed may have been one. */
  void add(PageEvent event) {
    events.add("Page " + event.path() + " " + event.kind(), () -> hand(event));
  }

  /** Tells of the pages at a path and below it that were elsewhere before; returns at once. */
  void addMoved(String path) {
    events.add("What came to " + path, () -> moved(path).forEach(this::hand));
  }

  private List<PageEvent> moved(String path) {
    try (ResourceResolver resolver = resolvers.getServiceResourceResolver(SERVICE)) {
      Resource there = resolver.getResource(path);
      List<PageEvent> moved = new ArrayList<>();
      if (there != null) {
        addMoved(there, new LedgerPages(resolver, pages), moved);
      }
      return moved;
    } catch (LoginException e) {
      throw new IllegalStateException("It cannot be seen whether " + path + " moved", e);
    }
  }

  private void addMoved(Resource there, LedgerPages seen, List<PageEvent> moved) {
    boolean page = PageNode.isPage(there);
    if (page && seen.isMoved(there)) {
      moved.add(new PageEvent(Kind.PUBLISHED, there.getPath()));
    }
    for (Resource child : there.getChildren()) {
      if (!(page && child.getName().equals(PageNode.CONTENT))) {
        addMoved(child, seen, moved);
      }
    }
  }

  private void hand(PageEvent event) {
    if (event.kind() != Kind.REMOVED && !isPage(event.path())) {
      return;
    }
    if (jobs.addJob(PageEvent.TOPIC, event.toJob()) == null) {
      throw new IllegalStateException("the job manager takes no job");
    }
    LOG.info("Page {} {}", event.path(), event.kind());
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
