// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.day.cq.replication.ReplicationAction;
import com.day.cq.replication.ReplicationActionType;
import io.wcm.testing.mock.aem.junit5.AemContext;
import io.wcm.testing.mock.aem.junit5.AemContextExtension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.service.event.Event;

@ExtendWith(AemContextExtension.class)
class PageEventsTest {
  private static final String PAGE = "/content/museum/en/winter";

  private final AemContext context = Museum.newContext();

  private final AtomicInteger refusals = new AtomicInteger();
  private List<String> jobs;
  private PageEvents publications;

  @BeforeEach
  void start() {
    jobs = Museum.noteJobs(context, refusals);
    publications = context.registerInjectActivateService(new PageEvents());
  }

  /** The jobs that were added when nothing is queued any more. */
  private List<String> told() {
    publications.stop();
    return jobs;
  }

  private void replicate(String runMode, Event event) {
    context.runMode(runMode);
    context.registerInjectActivateService(new ReplicationListener()).handleEvent(event);
  }

  private List<String> replicated(String runMode, Event event) {
    replicate(runMode, event);
    return told();
  }

  private static Event event(ReplicationActionType type, String... paths) {
    return new ReplicationAction(type, paths, 0, "admin", "").toEvent();
  }

  @Test
  void anActivatedPageBecomesAJob() {
    assertEquals(
        List.of("dev/smo/syndicate published " + PAGE),
        replicated("author", event(ReplicationActionType.ACTIVATE, PAGE)));
  }

  @Test
  void aDeactivatedPageBecomesAJob() {
    assertEquals(
        List.of("dev/smo/syndicate unpublished " + PAGE),
        replicated("author", event(ReplicationActionType.DEACTIVATE, PAGE)));
  }

  @Test
  void theOldPlaceOfAPageThatMovedWasNotUnpublishedButIsGone() {
    assertEquals(
        List.of("dev/smo/syndicate removed /content/museum/en/gone"),
        replicated("author", event(ReplicationActionType.DEACTIVATE, "/content/museum/en/gone")));
  }

  @Test
  void aDeletedPageBecomesAJobThoughItIsGone() {
    assertEquals(
        List.of("dev/smo/syndicate removed /content/museum/en/gone"),
        replicated("author", event(ReplicationActionType.DELETE, "/content/museum/en/gone")));
  }

  @Test
  void eachPathOfATreeActivationBecomesAJobIfItIsAPage() {
    assertEquals(
        List.of(
            "dev/smo/syndicate published " + PAGE, "dev/smo/syndicate published " + PAGE + "/tea"),
        replicated(
            "author",
            event(
                ReplicationActionType.ACTIVATE,
                PAGE,
                "/content/dam/snow.jpg",
                "/content/launches/spring",
                "/content/cq:tags/default/snow",
                "/conf/museum",
                PAGE + "/tea")));
  }

  @Test
  void anEventThatBecomesNoJobAtFirstIsToldAgainBeforeTheNext() {
    refusals.set(2);
    replicate("author", event(ReplicationActionType.ACTIVATE, PAGE, PAGE + "/tea"));
    assertEquals(
        List.of(
            "dev/smo/syndicate published " + PAGE, "dev/smo/syndicate published " + PAGE + "/tea"),
        told());
  }

  @Test
  void otherActionsAreNoEvents() {
    assertEquals(List.of(), replicated("author", event(ReplicationActionType.TEST, PAGE)));
  }

  @Test
  void publishInstancesTellNothing() {
    assertEquals(List.of(), replicated("publish", event(ReplicationActionType.ACTIVATE, PAGE)));
  }

  @Test
  void anEventOfAnotherInstanceIsToldThere() {
    Event here = event(ReplicationActionType.ACTIVATE, PAGE);
    Map<String, Object> properties = new HashMap<>();
    for (String name : here.getPropertyNames()) {
      properties.put(name, here.getProperty(name));
    }
    properties.put("event.application", "another");
    assertEquals(List.of(), replicated("author", new Event(here.getTopic(), properties)));
  }

  @Test
  void aPageThatSomebodyOnlyPreviewedIsNoNews() {
    assertEquals(
        List.of(),
        replicated(
            "author", event(ReplicationActionType.ACTIVATE, "/content/museum/en/previewed")));
  }

  @Test
  void launchesFragmentsAndPartsOfPagesAreNoNews() {
    for (ReplicationActionType type :
        List.of(ReplicationActionType.ACTIVATE, ReplicationActionType.DELETE)) {
      replicate(
          "author",
          event(
              type,
              "/content/launches",
              "/content/launches/2026/spring/content/museum/en/winter",
              "/content/experience-fragments/museum/header",
              "/content/versionhistory/museum/winter",
              "/content/projects/winter",
              "/content/campaigns/winter",
              "/conf/museum/settings/wcm/templates/article/structure",
              "/jcr:system/jcr:versionStorage/aa",
              PAGE + "/jcr:content/launches/x"));
    }
    assertEquals(List.of(), told());
  }

  private void distribute(String runMode, String agent, Object type, Map<String, ?> more) {
    context.runMode(runMode);
    Map<String, Object> properties = new HashMap<>(more);
    properties.put("distribution.component.name", agent);
    properties.put("distribution.component.kind", "agent");
    properties.put("distribution.type", type);
    context
        .registerInjectActivateService(new DistributionListener())
        .handleEvent(
            new Event("org/apache/sling/distribution/agent/package/distributed", properties));
  }

  private List<String> distributed(String runMode, String agent, Object type, Map<String, ?> more) {
    distribute(runMode, agent, type, more);
    return told();
  }

  private static Map<String, Object> paths(String... paths) {
    return Map.of("distribution.paths", paths);
  }

  @Test
  void aDistributedPageBecomesOneJobThoughItsContentIsNamedToo() {
    assertEquals(
        List.of("dev/smo/syndicate published " + PAGE),
        distributed(
            "author",
            "publish",
            "ADD",
            paths(PAGE, PAGE + "/jcr:content", "/content/dam/snow.jpg", "/conf/museum")));
  }

  @Test
  void whatGoesToPreviewOrComesFromAPublishInstanceIsNoNews() {
    distribute("author", "preview", "ADD", paths(PAGE));
    distribute("publish", "publish", "ADD", paths(PAGE));
    distribute("author", "publish", "TEST", paths(PAGE));
    distribute("author", "publish", "INVALIDATE", paths(PAGE));
    assertEquals(List.of(), told());
  }

  @Test
  void aDistributedDeletionIsAnUnpublicationWhileAuthorHasThePage() {
    assertEquals(
        List.of(
            "dev/smo/syndicate unpublished " + PAGE,
            "dev/smo/syndicate removed /content/museum/en/gone"),
        distributed("author", "publish", "DELETE", paths(PAGE, "/content/museum/en/gone")));
  }

  @Test
  void aDeepPathMeansAllPagesBelowThatAreLive() {
    String tree = "/content/museum/en/tree";
    assertEquals(
        List.of(
            "dev/smo/syndicate published " + tree,
            "dev/smo/syndicate published " + tree + "/one",
            "dev/smo/syndicate published " + tree + "/one/two"),
        distributed(
            "author",
            "publish",
            "ADD",
            Map.of(
                "distribution.paths",
                new String[] {tree},
                "distribution.deep.paths",
                new String[] {tree})));
  }
}
