// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/** AEM translates what authors read by dictionaries whose keys are the English texts. */
class WordsTest {
  private static final Path DICTIONARIES = Xml.PACKAGE.resolve("apps/smo/aem/i18n");
  private static final List<String> TEXTS =
      List.of(
          "fieldLabel", "fieldDescription", "jcr:title", "jcr:description", "text", "cq:emptyText");
  private static final Pattern KEY =
      Pattern.compile("^ {2}\"((?:[^\"\\\\]|\\\\.)*)\": \"(.+)\",?$", Pattern.MULTILINE);

  @ParameterizedTest
  @ValueSource(strings = {"de", "es", "fr", "it", "ja", "ko", "pt-br", "zh-cn"})
  void saysEverythingInThisLanguage(String language) throws IOException {
    Set<String> said = new TreeSet<>();
    for (Path file : Xml.files(Xml.PACKAGE, ".xml")) {
      Xml.all(Xml.read(file)).forEach(node -> said.addAll(texts(node)));
    }
    assertEquals(said, keys(language));
  }

  private static Set<String> texts(Element node) {
    Set<String> texts =
        TEXTS.stream().map(node::getAttribute).collect(Collectors.toCollection(TreeSet::new));
    if (Dialog.kind(node).equals("select")) {
      texts.add(node.getAttribute("emptyText"));
    }
    texts.remove("");
    return texts;
  }

  private static Set<String> keys(String language) throws IOException {
    return KEY.matcher(Files.readString(DICTIONARIES.resolve(language + ".json")))
        .results()
        .map(found -> found.group(1).replace("\\\"", "\""))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
