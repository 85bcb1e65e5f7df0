// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.json.Json;
import javax.json.JsonObject;
import javax.json.JsonReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Our nodes over pages of the CMS, in whose place the merged node has their type: one of another
 * type than the page below it is no page any more, and the CMS refuses it.
 */
class OverlaysTest {
  private static final String CONTENT = "sling-cms/content";
  private static final Path OURS = Path.of("../ui.apps/src/main/content/jcr_root/apps", CONTENT);

  /** The initial content of the CMS's own bundle. */
  private static final Path CMS = Path.of("target/cms/jcr_root/libs", CONTENT);

  private static final String TYPE = "jcr:primaryType";

  @Test
  void eachOverlayIsOfTheTypeOfWhatItLiesOver() throws Exception {
    Map<String, String> over = new TreeMap<>();
    Map<String, String> below = new TreeMap<>();
    for (Map.Entry<String, String> overlay : overlays().entrySet()) {
      String type = typeInCms(overlay.getKey());
      if (!type.isEmpty()) {
        over.put(overlay.getKey(), overlay.getValue());
        below.put(overlay.getKey(), type);
      }
    }
    assertTrue(below.containsKey("start/jcr:content/nav"), below::toString);
    assertTrue(below.containsKey("shared/publish/jcr:content/container"), below::toString);
    assertTrue(
        below.containsKey(
            "site/content/jcr:content/container/contenttable/types/sling:Page/columns/actions"),
        below::toString);
    assertEquals(below, over);
  }

  private static Map<String, String> overlays() throws Exception {
    Map<String, String> types = new TreeMap<>();
    try (Stream<Path> all = Files.walk(OURS)) {
      for (Path file : all.filter(path -> path.endsWith(".content.xml")).toList()) {
        String path =
            OURS.relativize(file.getParent()).toString().replaceAll("_(jcr|sling)_", "$1:");
        Element node =
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
        add(types, path, node);
      }
    }
    return types;
  }

  private static void add(Map<String, String> types, String path, Element node) {
    types.put(path, node.getAttribute(TYPE));
    for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element element) {
        add(types, path + "/" + element.getTagName(), element);
      }
    }
  }

  /** Empty where the CMS has nothing; a folder of its bundle becomes one of Sling's. */
  private static String typeInCms(String path) throws IOException {
    Path folder = CMS;
    String[] names = path.split("/");
    for (int depth = 0; depth < names.length; depth++) {
      Path file = folder.resolve(names[depth] + ".json");
      if (Files.exists(file)) {
        return type(file, names, depth + 1);
      }
      folder = folder.resolve(names[depth]);
    }
    return Files.isDirectory(folder) ? "sling:Folder" : "";
  }

  private static String type(Path file, String[] names, int from) throws IOException {
    try (Reader text = Files.newBufferedReader(file);
        JsonReader json = Json.createReader(text)) {
      JsonObject node = json.readObject();
      for (int depth = from; depth < names.length && node != null; depth++) {
        node = node.getJsonObject(names[depth]);
      }
      return node == null ? "" : node.getString(TYPE);
    }
  }
}
