// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
  private RemovalListener removals;

  @BeforeEach
  void start() {
    context.registerService(JobManager.class, jobs.manager());
    context.registerInjectActivateService(InstanceType.class);
    queue = context.registerInjectActivateService(PageJobs.class);
    publications = context.registerInjectActivateService(PublicationListener.class);
    removals = context.registerInjectActivateService(RemovalListener.class);
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
