// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** The workflows that are shipped, in the form that AEM's model editor keeps. */
class WorkflowModelTest {
  private static final Path WORKFLOW =
      Path.of("../ui.content/src/main/content/jcr_root/conf/global/settings/workflow");
  private static final List<Element> PUBLISH = steps("smo-publish-and-syndicate");
  private static final List<Element> MIGRATE = steps("smo-migrate-sharing");

  @Test
  void asksThenPublishesThenSyndicatesThenWaits() {
    assertEquals(
        List.of(
            "PARTICIPANT administrators",
            "PROCESS com.day.cq.wcm.workflow.process.ActivatePageProcess",
            "PROCESS dev.smo.aem.SyndicatePageStep",
            "EXTERNAL_PROCESS dev.smo.aem.WaitForPostsStep"),
        PUBLISH.stream().map(WorkflowModelTest::does).toList());
  }

  @Test
  void saysWhatItWouldMigrateThenAsksThenMigrates() {
    String process = "PROCESS dev.smo.aem.migration.MigrateSharingStep";
    assertEquals(
        List.of(process, "PARTICIPANT administrators", process),
        MIGRATE.stream().map(WorkflowModelTest::does).toList());
    assertEquals(
        List.of("true", "", "false"),
        MIGRATE.stream().map(step -> Xml.child(step, "metaData").getAttribute("dryRun")).toList());
  }

  @Test
  void goesOnByItselfWhereNobodyIsAsked() {
    for (Element step : Stream.of(PUBLISH, MIGRATE).flatMap(List::stream).toList()) {
      Element data = Xml.child(step, "metaData");
      if (data.hasAttribute("PROCESS")) {
        assertEquals("true", data.getAttribute("PROCESS_AUTO_ADVANCE"), step.getTagName());
      }
    }
  }

  @Test
  void isStartedByNothingUntilSomebodySwitchesTheLauncherOn() {
    Element launcher =
        Xml.read(WORKFLOW.resolve("launcher/config/smo-publish-and-syndicate/.content.xml"));
    assertEquals("{Boolean}false", launcher.getAttribute("enabled"));
    assertEquals(
        "/var/workflow/models/smo-publish-and-syndicate", launcher.getAttribute("workflow"));
    assertEquals(
        "[" + launcher.getAttribute("workflow") + "]", launcher.getAttribute("excludeList"));
  }

  private static List<Element> steps(String model) {
    Element page = Xml.read(WORKFLOW.resolve("models/" + model + "/.content.xml"));
    return Xml.children(Xml.child(Xml.child(page, "jcr:content"), "flow"));
  }

  private static String does(Element step) {
    Element data = Xml.child(step, "metaData");
    return Set.of("PARTICIPANT", "PROCESS", "EXTERNAL_PROCESS").stream()
        .filter(data::hasAttribute)
        .map(name -> name + " " + data.getAttribute(name))
        .findFirst()
        .orElse(step.getTagName());
  }
}
