// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.aem.SyndicatePageStep;
import dev.smo.aem.migration.MigrateSharingStep;
import dev.smo.preview.impl.OwnFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/** What can be said about a component is the same on every host, and is what its model reads. */
class SameFieldsTest {
  private static final Path ROOT = Path.of("../../..");
  private static final Path NEUTRAL =
      ROOT.resolve("ui.apps/src/main/content/jcr_root/apps/smo/components");
  private static final Path SLING_CMS =
      ROOT.resolve("hosts/slingcms/ui.apps/src/main/content/jcr_root/apps/smo/slingcms/components");
  private static final Path FORM =
      ROOT.resolve("ui.static/src/main/content/jcr_root/static/clientlibs/smo/preview/fields.js");
  private static final Pattern QUOTED = Pattern.compile("`([\\w.]+)`");

  @ParameterizedTest
  @ValueSource(strings = {"share", "follow", "feed", "reactions", "card"})
  void offersWhatSlingCmsOffers(String component) {
    assertEquals(slingCms(component, "edit"), dialog(component).names());
  }

  @ParameterizedTest
  @ValueSource(strings = {"share", "follow"})
  void hasPoliciesLikeSlingCms(String component) {
    assertEquals(slingCms(component, "config"), policy(component).names());
  }

  @ParameterizedTest
  @ValueSource(strings = {"share", "follow", "feed", "reactions"})
  void offersWhatTheReadmeOfTheComponentSays(String component) throws IOException {
    Set<String> said = new TreeSet<>();
    for (String row : properties(component)) {
      said.addAll(quoted(row.split("\\|")[1]));
    }
    assertEquals(said, dialog(component).names());
  }

  @Test
  void offersTheLooksThatTheModelKnows() throws IOException {
    for (String name : List.of("style", "size", "position")) {
      Set<String> said =
          properties("share").stream()
              .filter(row -> quoted(row.split("\\|")[1]).equals(Set.of(name)))
              .flatMap(row -> quoted(row.split("\\|")[2]).stream())
              .collect(Collectors.toCollection(TreeSet::new));
      said.add("");
      for (String component : List.of("share", "follow")) {
        assertEquals(said, dialog(component).values(name), component + " " + name);
        assertEquals(said, policy(component).values(name), "policy of " + component + " " + name);
      }
    }
  }

  @Test
  void theTabOfPagesHasTheFieldsOfTheSocialForm() throws IOException {
    Dialog tab = Dialog.of(Xml.PACKAGE.resolve("apps/smo/aem/dialogs/social/.content.xml"));
    assertEquals(
        OwnFields.FIELDS.stream()
            .map("smo/"::concat)
            .collect(Collectors.toCollection(TreeSet::new)),
        tab.names());
    assertEquals("nt:unstructured", tab.hidden().get("smo/jcr:primaryType"));
    String form = Files.readString(FORM);
    Set<String> types =
        Pattern.compile("'([\\w.]+)'")
            .matcher(form.split("name: 'type', options: \\[")[1].split("]")[0])
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(types.contains("article"), FORM + " names no types");
    types.add("");
    assertEquals(types, tab.values("smo/type"));
  }

  @Test
  void theCardHasFieldsOfTheSocialFormOnly() {
    assertTrue(
        OwnFields.FIELDS.containsAll(dialog("card").names()), dialog("card").names().toString());
  }

  @Test
  void thePageHasTheTab() {
    assertTrue(
        Dialog.of(Xml.COMPONENTS.resolve("page/_cq_dialog/.content.xml"))
            .names()
            .contains("smo/doNotShare"));
  }

  @Test
  void workflowStepsHaveTheArgumentsOfTheirProcesses() {
    assertStep("syndicate", SyndicatePageStep.class, "connections", "delay", "text", "approval");
    assertStep("migratesharing", MigrateSharingStep.class, "dryRun", "deep", "component", "undo");
  }

  private static void assertStep(String name, Class<?> process, String... arguments) {
    Path folder = Xml.PACKAGE.resolve("apps/smo/aem/workflow/" + name);
    Dialog step = Dialog.of(folder.resolve("_cq_dialog/.content.xml"));
    assertEquals(
        Stream.of(arguments).map("metaData/"::concat).collect(Collectors.toSet()), step.names());
    assertEquals(process.getName(), step.hidden().get("metaData/PROCESS"));
    Element given = Xml.child(Xml.read(folder.resolve("_cq_editConfig.xml")), "cq:formParameters");
    assertEquals(process.getName(), given.getAttribute("PROCESS"));
  }

  private static Dialog dialog(String component) {
    return Dialog.of(Xml.COMPONENTS.resolve(component + "/_cq_dialog/.content.xml"));
  }

  private static Dialog policy(String component) {
    return Dialog.of(Xml.COMPONENTS.resolve(component + "/_cq_design_dialog/.content.xml"));
  }

  /** Names of the fields of Sling CMS; what is sent beside them has an at sign. */
  private static Set<String> slingCms(String component, String form) {
    Element shell = Xml.read(SLING_CMS.resolve(component + "/.content.xml"));
    return Xml.all(Xml.child(shell, form))
        .map(node -> node.getAttribute("name"))
        .filter(name -> !name.isEmpty() && !name.contains("@"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Rows of the table of properties. */
  private static List<String> properties(String component) throws IOException {
    String readme = Files.readString(NEUTRAL.resolve(component + "/README.md"));
    String section = readme.split("\n## Properties[^\n]*\n")[1].split("\n## ")[0];
    return section.lines().filter(line -> line.startsWith("| `")).toList();
  }

  private static Set<String> quoted(String text) {
    Stream<String> all = QUOTED.matcher(text).results().map(found -> found.group(1));
    return all.collect(Collectors.toCollection(TreeSet::new));
  }
}
