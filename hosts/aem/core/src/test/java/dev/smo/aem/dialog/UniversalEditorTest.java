// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.json.Json;
import javax.json.JsonArray;
import javax.json.JsonObject;
import javax.json.JsonReader;
import javax.json.JsonStructure;
import org.junit.jupiter.api.Test;

/** The fragments for the Universal Editor say what the dialog says. */
class UniversalEditorTest {
  private static final Path FOLDER = Path.of("../universal-editor");
  private static final Dialog DIALOG =
      Dialog.of(Xml.COMPONENTS.resolve("share/_cq_dialog/.content.xml"));

  @Test
  void hasTheFieldsOfTheDialog() throws IOException {
    assertEquals(DIALOG.names(), fields().keySet());
  }

  @Test
  void offersTheSameLooks() throws IOException {
    for (String name : Set.of("style", "size", "position")) {
      assertEquals(DIALOG.values(name), options(fields().get(name)), name);
    }
  }

  @Test
  void offersTheNetworksOfTheShareBar() throws IOException {
    String readme =
        Files.readString(
            Path.of(
                "../../../ui.apps/src/main/content/jcr_root/apps/smo/components/share/README.md"));
    String table = readme.split("\n## Networks\n")[1].split("\nNetworks that closed")[0];
    Set<String> said =
        Pattern.compile("`([a-z]+)`")
            .matcher(table.replaceAll("\\([^)]*\\)", ""))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(said, options(fields().get("networks")));
  }

  @Test
  void makesAComponentThatIsThere() throws IOException {
    JsonObject component =
        read("component-definition.json")
            .asJsonObject()
            .getJsonArray("groups")
            .getJsonObject(0)
            .getJsonArray("components")
            .getJsonObject(0);
    String type =
        component
            .getJsonObject("plugins")
            .getJsonObject("aem")
            .getJsonObject("page")
            .getString("resourceType");
    assertTrue(Files.isDirectory(Xml.PACKAGE.resolve("apps/" + type)), type);
    assertEquals(component.getString("model"), model().getString("id"));
  }

  private static Map<String, JsonObject> fields() throws IOException {
    return model().getJsonArray("fields").getValuesAs(JsonObject.class).stream()
        .collect(
            Collectors.toMap(
                field -> field.getString("name"), Function.identity(), (a, b) -> a, TreeMap::new));
  }

  private static JsonObject model() throws IOException {
    JsonArray models = read("component-models.json").asJsonArray();
    return models.getJsonObject(0);
  }

  private static Set<String> options(JsonObject field) {
    return field.getJsonArray("options").getValuesAs(JsonObject.class).stream()
        .map(option -> option.getString("value"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static JsonStructure read(String file) throws IOException {
    try (Reader text = Files.newBufferedReader(FOLDER.resolve(file));
        JsonReader json = Json.createReader(text)) {
      return json.read();
    }
  }
}
