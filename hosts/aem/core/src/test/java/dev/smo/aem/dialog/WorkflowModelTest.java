package dev.smo.aem.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** The workflow that is shipped, in the form that AEM's model editor keeps. */
class WorkflowModelTest {
  private static final Path WORKFLOW =
      Path.of("../ui.content/src/main/content/jcr_root/conf/global/settings/workflow");
  private static final Element MODEL =
      Xml.read(WORKFLOW.resolve("models/smo-publish-and-syndicate/.content.xml"));

  @Test
  void asksThenPublishesThenSyndicatesThenWaits() {
    assertEquals(
        List.of(
            "PARTICIPANT administrators",
            "PROCESS com.day.cq.wcm.workflow.process.ActivatePageProcess",
            "PROCESS dev.smo.aem.SyndicatePageStep",
            "EXTERNAL_PROCESS dev.smo.aem.WaitForPostsStep"),
        steps().stream().map(WorkflowModelTest::does).toList());
  }

  @Test
  void goesOnByItselfWhereNobodyIsAsked() {
    for (Element step : steps()) {
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

  private static List<Element> steps() {
    return Xml.children(Xml.child(Xml.child(MODEL, "jcr:content"), "flow"));
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
