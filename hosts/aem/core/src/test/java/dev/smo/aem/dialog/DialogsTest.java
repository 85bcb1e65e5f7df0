// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** No AEM runs here, so dialogs are held to what AEM's dialogs are made of. */
class DialogsTest {
  private static final Path TYPES = Path.of("src/test/resources/dialog/resource-types.txt");

  static Stream<Dialog> dialogs() throws IOException {
    return Xml.files(Xml.PACKAGE.resolve("apps/smo/aem"), ".content.xml").stream()
        .filter(file -> file.toString().matches(".*/(_cq_(design_)?dialog|dialogs/\\w+)/[^/]+"))
        .map(Dialog::of);
  }

  @Test
  void thereAreDialogsOfAllComponents() throws IOException {
    assertEquals(14, dialogs().count());
  }

  @Test
  void usesOnlyResourceTypesThatWereSeenInAemOrAreOurs() throws IOException {
    Set<String> known =
        Files.readAllLines(TYPES).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(line -> line.split("\\s+", 2)[0])
            .collect(Collectors.toSet());
    Set<String> used = new TreeSet<>();
    for (Path root : List.of(Xml.PACKAGE, Path.of("../ui.content/src/main/content/jcr_root"))) {
      for (Path file : Xml.files(root, ".xml")) {
        Xml.all(Xml.read(file)).forEach(node -> used.add(node.getAttribute(Xml.TYPE)));
        used.add(Xml.read(file).getAttribute("sling:resourceSuperType"));
      }
    }
    used.remove("");
    used.removeIf(type -> type.startsWith("smo/") && isOurs(type));
    Set<String> unknown = new TreeSet<>(used);
    unknown.removeAll(known);
    assertEquals(Set.of(), unknown, "not in " + TYPES);
    Set<String> unused = new TreeSet<>(known);
    unused.removeAll(used);
    assertEquals(Set.of(), unused, "in " + TYPES + ", but nowhere else");
  }

  private static boolean isOurs(String type) {
    return type.equals(NetworkChoice.RESOURCE_TYPE)
        || Files.isDirectory(Xml.PACKAGE.resolve("apps/" + type))
        || Files.isDirectory(
            Path.of("../../../ui.apps/src/main/content/jcr_root/apps").resolve(type));
  }

  @ParameterizedTest
  @MethodSource("dialogs")
  void namesEachFieldForPeopleAndForTheRepository(Dialog dialog) {
    for (Element field : dialog.fields()) {
      Element labelled =
          field.getTagName().equals("field") ? (Element) field.getParentNode() : field;
      String label = labelled.getAttribute("fieldLabel") + labelled.getAttribute("text");
      assertFalse(label.isBlank(), field.getTagName() + " has no label");
      assertFalse(labelled.getAttribute("fieldDescription").isBlank(), label + " is not described");
      assertTrue(field.getAttribute("name").startsWith("./"), label + " has no name");
    }
  }

  @ParameterizedTest
  @MethodSource("dialogs")
  void writesEachPropertyOnce(Dialog dialog) {
    Set<String> seen = new HashSet<>();
    Stream.concat(dialog.fields().stream(), dialog.of("hidden").stream())
        .map(Dialog::name)
        .forEach(name -> assertTrue(seen.add(name), name + " comes twice"));
  }

  @ParameterizedTest
  @MethodSource("dialogs")
  void saysTheTypeOfWhatIsNoText(Dialog dialog) {
    dialog
        .of("numberfield")
        .forEach(
            field -> {
              String name = Dialog.name(field);
              assertEquals("Long", dialog.hidden().get(name + "@TypeHint"), name);
              assertEquals("true", dialog.hidden().get(name + "@IgnoreBlanks"), name);
              assertEquals("true", dialog.hidden().get(name + "@Delete"), name);
            });
    dialog
        .of("multifield")
        .forEach(
            field -> {
              String name = Dialog.name(Xml.child(field, "field"));
              assertEquals("String[]", dialog.hidden().get(name + "@TypeHint"), name);
            });
    dialog.of("checkbox").forEach(field -> assertSavesYesAndNo(dialog, field));
  }

  /** Arguments of a workflow step are texts, whatever they mean. */
  private static void assertSavesYesAndNo(Dialog dialog, Element field) {
    String name = Dialog.name(field);
    assertEquals("true", field.getAttribute("value"), name);
    assertEquals("false", field.getAttribute("uncheckedValue"), name);
    if (!name.startsWith("metaData/")) {
      assertEquals("Boolean", dialog.hidden().get(name + "@TypeHint"), name);
    }
  }

  @ParameterizedTest
  @MethodSource("dialogs")
  void looksForNoContentBehindWhatItOnlySends(Dialog dialog) {
    dialog
        .of("hidden")
        .forEach(
            field ->
                assertEquals(
                    "{Boolean}true", field.getAttribute("ignoreData"), Dialog.name(field)));
  }

  @Test
  void includesOnlyTabsThatAreThere() throws IOException {
    List<String> others =
        dialogs()
            .flatMap(dialog -> dialog.nodes().stream())
            .map(node -> node.getAttribute("path"))
            .filter(path -> !path.isEmpty())
            .distinct()
            .sorted()
            .toList();
    String style = "/mnt/overlay/cq/gui/components/authoring/dialog/style/";
    assertEquals(List.of(style + "tab_design/styletab", style + "tab_edit/styletab"), others);
  }

  /** What a live copy inherits is shown as inherited, or the next rollout would undo the edit. */
  @Test
  void locksWhatALiveCopyInheritsOfAPage() throws IOException {
    Dialog tab =
        dialogs()
            .filter(dialog -> dialog.toString().contains("dialogs/social"))
            .findAny()
            .orElseThrow();
    for (Element field : tab.fields()) {
      String lock = Xml.child(field, "granite:data").getAttribute("cq-msm-lockable");
      assertEquals(
          "/smo", lock, Dialog.name(field) + " lies in the node smo, and is locked with it");
    }
  }

  @Test
  void showsAnIconAndAThumbnailOfEachComponentThatAuthorsPlace() throws IOException {
    for (Path component :
        Xml.files(Xml.PACKAGE.resolve("apps/smo/aem/components"), ".content.xml")) {
      if (Xml.read(component).getAttribute("componentGroup").equals("SMO")) {
        assertTrue(Files.exists(component.resolveSibling("_cq_icon.svg")), component + ": icon");
        assertTrue(
            Files.exists(component.resolveSibling("thumbnail.png")), component + ": picture");
      }
    }
  }
}
