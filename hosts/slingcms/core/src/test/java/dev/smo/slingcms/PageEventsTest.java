// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.identity.PageIdentity;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.apache.sling.api.resource.observation.ResourceChange;
import org.apache.sling.api.resource.observation.ResourceChange.ChangeType;
import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.service.event.Event;

@ExtendWith(SlingContextExtension.class)
class PageEventsTest {
  private static final String ARTICLES = "/content/site/en/articles";
  private static final String CLOCK = ARTICLES + "/clock";

  private final SlingContext context = SlingCmsContext.newContext();
  private final RecordedJobs jobs = new RecordedJobs();
  private PageJobs queue;
  private PublicationListener publications;
  private MoveListener removals;

  @BeforeEach
  void start() {
    context.registerService(JobManager.class, jobs.manager());
    InstanceType instance = context.registerInjectActivateService(InstanceType.class);
    context.registerInjectActivateService(SlingCmsPageSource.class);
    queue = context.registerInjectActivateService(PageJobs.class);
    publications = context.registerInjectActivateService(PublicationListener.class);
    // Not registered: it would hear of what tests change besides what they tell it.
    removals = new MoveListener(instance, queue);
  }

  /** The jobs that were added when nothing is queued any more. */
  private List<String> told() {
    queue.stop();
    return jobs.added();
  }

  @Test
  void aPublishedPageBecomesAJob() {
    publications.handleEvent(event(PublicationListener.PUBLISH, CLOCK));
    assertEquals(List.of("dev/smo/syndicate published " + CLOCK), told());
  }

  @Test
  void anUnpublishedPageBecomesAJob() {
    publications.handleEvent(event(PublicationListener.UNPUBLISH, CLOCK));
    assertEquals(List.of("dev/smo/syndicate unpublished " + CLOCK), told());
  }

  @Test
  void aPublishedFileOrFolderIsNoPage() {
    publications.handleEvent(
        event(PublicationListener.PUBLISH, "/content/site/en/pictures/clock.png"));
    publications.handleEvent(event(PublicationListener.PUBLISH, "/content/site/en/pictures"));
    assertEquals(List.of(), told());
  }

  @Test
  void aPageThatWentAwaySinceIsStillTold() {
    publications.handleEvent(event(PublicationListener.PUBLISH, ARTICLES + "/gone"));
    assertEquals(List.of("dev/smo/syndicate published " + ARTICLES + "/gone"), told());
  }

  @Test
  void aRemovedPageBecomesAJob() {
    removals.onChange(removed(CLOCK));
    assertEquals(List.of("dev/smo/syndicate removed " + CLOCK), told());
  }

  @Test
  void whatIsRemovedWithinAPageIsNoEvent() {
    removals.onChange(removed(CLOCK + "/jcr:content/container/text", CLOCK + "/jcr:content"));
    assertEquals(List.of(), told());
  }

  @Test
  void aRemovedTreeIsToldOnce() {
    removals.onChange(removed(CLOCK, ARTICLES, ARTICLES + "/a/b", ARTICLES + "-old"));
    assertEquals(
        List.of(
            "dev/smo/syndicate removed " + ARTICLES,
            "dev/smo/syndicate removed " + ARTICLES + "-old"),
        told());
  }

  @Test
  void aPageThatMovedIsToldAtItsNewPlaceBeforeItIsToldAsGone() throws Exception {
    seen(CLOCK);
    move(CLOCK, ARTICLES + "/tower-clock");

    removals.onChange(changed(List.of(ARTICLES + "/tower-clock"), List.of(CLOCK)));
    assertEquals(
        List.of(
            "dev/smo/syndicate published " + ARTICLES + "/tower-clock",
            "dev/smo/syndicate removed " + CLOCK),
        told());
  }

  @Test
  void pagesOfAMovedSectionAreTold() throws Exception {
    seen(CLOCK);
    move(ARTICLES, "/content/site/en/news");

    removals.onChange(changed(List.of("/content/site/en/news"), List.of()));
    assertEquals(List.of("dev/smo/syndicate published /content/site/en/news/clock"), told());
  }

  @Test
  void aCopyIsNotToldAndNeitherIsAPageThatNobodySaw() throws Exception {
    seen(CLOCK);
    Session session = session();
    session.getWorkspace().copy(CLOCK, ARTICLES + "/copy");

    removals.onChange(changed(List.of(ARTICLES + "/copy", ARTICLES + "/unknown"), List.of()));
    assertEquals(List.of(), told());
  }

  private Session session() {
    return Objects.requireNonNull(context.resourceResolver().adaptTo(Session.class));
  }

  private void move(String from, String to) throws RepositoryException {
    session().move(from, to);
    session().save();
  }

  /** The ledger has seen a page at its path. */
  private void seen(String page) {
    String id = PageIdentity.first(page);
    context
        .build()
        .resource(page + "/jcr:content/" + PageIdentity.NODE, PageIdentity.ID, id)
        .resource(PageIdentity.pageNode(id), PageIdentity.PATH, page)
        .commit();
  }

  private static List<ResourceChange> changed(List<String> added, List<String> removed) {
    return Stream.concat(
            added.stream().map(path -> new ResourceChange(ChangeType.ADDED, path, false)),
            removed(removed.toArray(String[]::new)).stream())
        .toList();
  }

  @Test
  @Timeout(60)
  void aPublicationDoesNotWaitForTheRepositoryInTheThreadOfItsEvent() {
    CountDownLatch stall = new CountDownLatch(1);
    jobs.beforeEach(() -> stall.await(60, TimeUnit.SECONDS));
    publications.handleEvent(event(PublicationListener.PUBLISH, CLOCK));
    removals.onChange(removed(ARTICLES + "/gone"));
    assertEquals(List.of(), jobs.added());
    stall.countDown();
    assertEquals(
        List.of(
            "dev/smo/syndicate published " + CLOCK,
            "dev/smo/syndicate removed " + ARTICLES + "/gone"),
        told());
  }

  @Test
  void anEventThatBecomesNoJobAtFirstIsToldAgainBeforeTheNext() {
    jobs.refuse(2);
    publications.handleEvent(event(PublicationListener.PUBLISH, CLOCK));
    publications.handleEvent(event(PublicationListener.UNPUBLISH, CLOCK));
    assertEquals(
        List.of("dev/smo/syndicate published " + CLOCK, "dev/smo/syndicate unpublished " + CLOCK),
        told());
  }

  @Test
  void aRendererOnlyEchoesItsAuthorAndTellsNothing() {
    publicationManager("RENDERER");
    publications.handleEvent(event(PublicationListener.PUBLISH, CLOCK));
    removals.onChange(removed(CLOCK));
    assertEquals(List.of(), told());
  }

  @Test
  void anAuthorThatDistributesTells() {
    publicationManager("AUTHOR");
    publications.handleEvent(event(PublicationListener.PUBLISH, CLOCK));
    assertEquals(List.of("dev/smo/syndicate published " + CLOCK), told());
  }

  private void publicationManager(String instanceType) {
    context
        .bundleContext()
        .registerService(
            "org.apache.sling.cms.publication.PublicationManagerFactory",
            this,
            new Hashtable<>(Map.of("instanceType", instanceType)));
  }

  private static Event event(String topic, String path) {
    return new Event(topic, Map.of("path", path));
  }

  private static List<ResourceChange> removed(String... paths) {
    return Stream.of(paths)
        .map(path -> new ResourceChange(ChangeType.REMOVED, path, false))
        .toList();
  }
}
