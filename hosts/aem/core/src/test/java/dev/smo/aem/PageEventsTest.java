package dev.smo.aem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.adobe.granite.workflow.WorkflowException;
import com.adobe.granite.workflow.exec.WorkItem;
import com.adobe.granite.workflow.exec.WorkflowData;
import com.adobe.granite.workflow.metadata.MetaDataMap;
import com.day.cq.replication.ReplicationAction;
import com.day.cq.replication.ReplicationActionType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.service.event.Event;

@ExtendWith(SlingContextExtension.class)
class PageEventsTest {
  private static final String PAGE = "/content/museum/en/winter";

  private final SlingContext context = AemContext.newContext();

  private List<String> replicated(String runMode, Event event) {
    List<String> jobs = AemContext.noteJobs(context, true);
    context.runMode(runMode);
    context.registerInjectActivateService(new ReplicationListener()).handleEvent(event);
    return jobs;
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

  private void step(String payloadType, String arguments) throws WorkflowException {
    WorkflowData data =
        Stand.in(
            WorkflowData.class,
            (method, a) -> method.equals("getPayloadType") ? payloadType : PAGE);
    WorkItem item =
        Stand.in(
            WorkItem.class,
            (method, a) -> {
              if (!method.equals("getWorkflowData")) {
                throw Stand.refused(method);
              }
              return data;
            });
    MetaDataMap map = Stand.in(MetaDataMap.class, (method, a) -> arguments);
    context.registerInjectActivateService(new SyndicatePageStep()).execute(item, null, map);
  }

  @Test
  void theWorkflowStepSyndicatesItsPageAsThePolicySays() throws Exception {
    List<String> jobs = AemContext.noteJobs(context, true);
    step("JCR_PATH", "");
    assertEquals(List.of("dev/smo/syndicate published " + PAGE), jobs);
  }

  @Test
  void theWorkflowStepNamesConnections() throws Exception {
    List<String> jobs = AemContext.noteJobs(context, true);
    step("JCR_PATH", " mastodon-en, bluesky-en\n");
    assertEquals(
        List.of("dev/smo/syndicate published " + PAGE + "[mastodon-en, bluesky-en]"), jobs);
  }

  @Test
  void theWorkflowStepFailsForWhatIsNoPathOrCannotBeQueued() {
    AemContext.noteJobs(context, false);
    assertThrows(WorkflowException.class, () -> step("BLOB", ""));
    assertThrows(WorkflowException.class, () -> step("JCR_PATH", ""));
  }
}
