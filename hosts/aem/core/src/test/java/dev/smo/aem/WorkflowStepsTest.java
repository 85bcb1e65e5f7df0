// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.adobe.granite.workflow.WorkflowException;
import com.adobe.granite.workflow.metadata.MetaDataMap;
import com.adobe.granite.workflow.metadata.SimpleMetaDataMap;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.request.Syndication;
import io.wcm.testing.mock.aem.junit5.AemContext;
import io.wcm.testing.mock.aem.junit5.AemContextExtension;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The steps on the real planner and ledger; only AEM's workflow engine is stood in for. */
@ExtendWith(AemContextExtension.class)
class WorkflowStepsTest {
  private static final String PAGE = "/content/museum/en/winter";
  private static final Instant NOW = Instant.now();

  private final AemContext context = Museum.newContext();
  private Engine smo;
  private RunningWorkflow workflow;

  @BeforeEach
  void start() {
    context.registerInjectActivateService(new CqPageSource());
    smo = new Engine(context);
    context.registerService(Syndication.class, smo.syndication);
    workflow = new RunningWorkflow(context.resourceResolver(), "JCR_PATH", PAGE);
  }

  private void syndicate(String arguments) throws WorkflowException {
    syndicate(map("PROCESS_ARGS", arguments));
  }

  private void syndicate(MetaDataMap arguments) throws WorkflowException {
    context
        .registerInjectActivateService(new SyndicatePageStep(Clock.fixed(NOW, ZoneOffset.UTC)))
        .execute(workflow.item(), workflow.session(), arguments);
  }

  private static MetaDataMap map(Object... pairs) {
    MetaDataMap map = new SimpleMetaDataMap();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i].toString(), pairs[i + 1]);
    }
    return map;
  }

  private String failure(String arguments) {
    return assertThrows(WorkflowException.class, () -> syndicate(arguments)).getMessage();
  }

  @Test
  void theStepPlansItsPageAndTellsTheWorkflow() throws Exception {
    syndicate("toy");
    assertEquals(State.SCHEDULED, smo.post(PAGE).state());
    assertEquals(smo.post(PAGE).id(), workflow.data("smoPosts"));
    assertEquals("toy SCHEDULED " + PAGE, workflow.data("smoStates"));
    assertEquals("toy SCHEDULED " + PAGE, workflow.comment());
    assertTrue(workflow.saved, "the engine was told of the metadata");
  }

  @Test
  void argumentsNameConnectionsTimeWordsAndApproval() throws Exception {
    syndicate("connections=toy, second\ndelay=PT2H, text=Come, see = win {url}, approval=true");
    assertEquals(2, smo.posts(PAGE).size());
    assertEquals(State.AWAITING_APPROVAL, smo.posts(PAGE).get(0).state());
    assertEquals("Come, see = win {url}", smo.posts(PAGE).get(0).text(Key.WISHED_TEXT));
    assertEquals(
        NOW.plus(Duration.ofHours(2)).toEpochMilli(),
        smo.posts(PAGE).get(0).time(Key.SCHEDULED).orElseThrow().toEpochMilli());
  }

  @Test
  void propertiesOfTheDialogWin() throws Exception {
    syndicate(
        map(
            "PROCESS_ARGS",
            "connections=second,delay=5",
            "connections",
            new String[] {"toy"},
            "delay",
            "90",
            "approval",
            true));
    assertEquals("toy", smo.post(PAGE).text(Key.CONNECTION));
    assertEquals(State.AWAITING_APPROVAL, smo.post(PAGE).state());
    assertEquals(
        NOW.plus(Duration.ofMinutes(90)).toEpochMilli(),
        smo.post(PAGE).time(Key.SCHEDULED).orElseThrow().toEpochMilli());
  }

  @Test
  void wrongArgumentsFailTheStepAndSayHowTheyAreWritten() {
    assertTrue(failure("conections=toy").contains("'conections'"));
    assertTrue(failure("toy\ndelay=soon").contains("PT2H30M"));
    assertTrue(failure("toy\napproval=yes").contains("true or false"));
    assertEquals(List.of(), smo.posts(PAGE));
  }

  @Test
  void aConnectionThatIsNotThereFailsTheStep() {
    assertEquals(PAGE + ": There is no connection nobody.", failure("nobody"));
  }

  @Test
  void aPayloadThatCannotBePostedFailsTheStep() {
    context.create().page("/content/experience-fragments/header");
    for (String path :
        List.of(
            "/content/nowhere",
            "/content/cq:tags/museum",
            "/content/launches/spring",
            "/content/experience-fragments/header",
            "/conf")) {
      workflow = new RunningWorkflow(context.resourceResolver(), "JCR_PATH", path);
      assertTrue(failure("toy").contains(path), path);
    }
    workflow = new RunningWorkflow(context.resourceResolver(), "BLOB", "x");
    assertTrue(failure("toy").contains("BLOB"));
  }

  @Test
  void theContentNodeOfAPageIsThePage() throws Exception {
    workflow = new RunningWorkflow(context.resourceResolver(), "JCR_PATH", PAGE + "/jcr:content");
    syndicate("toy");
    assertEquals(1, smo.posts(PAGE).size());
  }

  @Test
  void anAssetIsPostedByItself() throws Exception {
    workflow = new RunningWorkflow(context.resourceResolver(), "JCR_PATH", "/content/dam/snow.jpg");
    syndicate("toy");
    assertEquals("Snow", smo.post("/content/dam/snow.jpg").text(Key.TITLE));
    assertTrue(smo.post("/content/dam/snow.jpg").flag(Key.FILE));
    assertTrue(smo.post("/content/dam/snow.jpg").flag(Key.IMAGE_INSTEAD));
  }

  @Test
  void eachMemberOfAWorkflowPackageIsPosted() throws Exception {
    collection("/var/workflow/packages/news", PAGE, "/content/dam/snow.jpg");
    syndicate("toy");
    assertEquals(1, smo.posts(PAGE).size());
    assertEquals(1, smo.posts("/content/dam/snow.jpg").size());
    assertEquals(2, workflow.data("smoPosts").lines().count());
  }

  @Test
  void aPackageThatIsEmptyOrNamesWhatIsGoneFailsTheStep() {
    collection("/var/workflow/packages/empty");
    assertTrue(failure("toy").contains("lists nothing"));
    collection("/var/workflow/packages/gone", PAGE, "/content/museum/en/nowhere");
    assertTrue(failure("toy").contains("/content/museum/en/nowhere"));
  }

  private void collection(String path, String... members) {
    context.create().resource(path, "jcr:primaryType", "cq:Page");
    String definition = path + "/jcr:content/vlt:definition";
    context.create().resource(definition, "jcr:primaryType", "vlt:PackageDefinition");
    context.create().resource(definition + "/filter");
    for (int i = 0; i < members.length; i++) {
      context.create().resource(definition + "/filter/resource_" + i, "root", members[i]);
    }
    workflow = new RunningWorkflow(context.resourceResolver(), "JCR_PATH", path);
  }

  @Test
  void aSkippedPostIsToldWithItsReasonAndFailsNothing() throws Exception {
    workflow =
        new RunningWorkflow(
            context.resourceResolver(), "JCR_PATH", "/content/museum/en/closed/mixin");
    syndicate("toy");
    assertTrue(workflow.comment().contains("SKIPPED"), workflow.comment());
    assertTrue(workflow.data("smoReasons").contains("closed group"), workflow.data("smoReasons"));
  }

  @Test
  void aPolicyThatWantsNoPostIsSaid() throws Exception {
    syndicate("");
    assertEquals("", workflow.data("smoPosts"));
    assertTrue(workflow.comment().startsWith("No post"));
  }

  @Test
  void aPostThatFailedBeforeFailsTheStepWithItsReason() throws Exception {
    syndicate("toy");
    smo.end(PAGE, State.FAILED, "Token revoked.");
    assertTrue(failure("toy").contains("Token revoked."));
  }

  private WaitForPostsStep waiting(Instant now) {
    return context.registerInjectActivateService(
        new WaitForPostsStep(Clock.fixed(now, ZoneOffset.UTC)));
  }

  private Serializable startWaiting(String arguments) throws WorkflowException {
    return waiting(NOW)
        .execute(workflow.item(), workflow.session(), map("PROCESS_ARGS", arguments));
  }

  private boolean finished(Serializable until, Instant now) {
    return waiting(now).hasFinished(until, workflow.item(), workflow.session(), map());
  }

  private void result(Serializable until, Instant now) throws WorkflowException {
    waiting(now).handleResult(until, workflow.item(), workflow.session(), map());
  }

  @Test
  void theSecondStepWaitsUntilPostsAreOutAndTellsWhere() throws Exception {
    syndicate("toy");
    Serializable until = startWaiting("");
    assertFalse(finished(until, NOW));
    smo.end(PAGE, State.SENT, "");
    assertTrue(finished(until, NOW));
    result(until, NOW);
    assertEquals("https://toy.test/1", workflow.data("smoPermalinks"));
    assertTrue(workflow.comment().endsWith("https://toy.test/1"), workflow.comment());
  }

  @Test
  void aPostThatWaitsForAPersonIsWaitedForUntilTheTimeIsOver() throws Exception {
    syndicate("toy\napproval=true");
    Serializable until = startWaiting("timeout=PT1H");
    assertFalse(finished(until, NOW.plus(Duration.ofMinutes(59))));
    Instant late = NOW.plus(Duration.ofMinutes(61));
    assertTrue(finished(until, late));
    String reason = assertThrows(WorkflowException.class, () -> result(until, late)).getMessage();
    assertTrue(reason.startsWith("The time to wait is over."), reason);
    assertTrue(reason.contains("AWAITING_APPROVAL"), reason);
  }

  @Test
  void aLostPostFailsTheSecondStepWithItsReason() throws Exception {
    for (State state : List.of(State.FAILED, State.NEEDS_ATTENTION, State.CANCELLED)) {
      String page =
          "/content/museum/en/tree"
              + (state == State.FAILED ? "" : "/one")
              + (state == State.CANCELLED ? "/two" : "");
      workflow = new RunningWorkflow(context.resourceResolver(), "JCR_PATH", page);
      syndicate("toy");
      Serializable until = startWaiting("");
      smo.end(page, state, "because of " + state);
      assertTrue(finished(until, NOW), state + " is settled");
      String reason = assertThrows(WorkflowException.class, () -> result(until, NOW)).getMessage();
      assertTrue(reason.contains("because of " + state), reason);
    }
  }

  @Test
  void waitingWithoutAStepBeforeOrForAPostThatIsGoneFails() throws Exception {
    assertThrows(WorkflowException.class, () -> startWaiting(""));
    workflow.item().getWorkflowData().getMetaDataMap().put("smoPosts", "0".repeat(64));
    Serializable until = startWaiting("");
    assertTrue(finished(until, NOW));
    assertThrows(WorkflowException.class, () -> result(until, NOW));
  }

  @Test
  void nothingToWaitForIsDoneAtOnce() throws Exception {
    syndicate("");
    Serializable until = startWaiting("");
    assertTrue(finished(until, NOW));
    result(until, NOW);
  }
}
