// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem.dialog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Nodes as content packages carry them. */
final class Xml {
  static final Path PACKAGE = Path.of("../ui.apps/src/main/content/jcr_root");
  static final Path COMPONENTS = PACKAGE.resolve("apps/smo/aem/components");
  static final String TYPE = "sling:resourceType";

  private Xml() {}

  static Element read(Path file) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(file.toFile())
          .getDocumentElement();
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new IllegalArgumentException(file.toString(), e);
    }
  }

  static List<Element> children(Element node) {
    return IntStream.range(0, node.getChildNodes().getLength())
        .mapToObj(node.getChildNodes()::item)
        .filter(Element.class::isInstance)
        .map(Element.class::cast)
        .toList();
  }

  /** A node and all below it. */
  static Stream<Element> all(Element node) {
    return Stream.concat(Stream.of(node), children(node).stream().flatMap(Xml::all));
  }

  static Element child(Element node, String name) {
    return children(node).stream()
        .filter(child -> child.getTagName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(node.getTagName() + " has no " + name));
  }

  /** All files of a folder whose name is the given one. */
  static List<Path> files(Path folder, String name) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.getFileName().toString().endsWith(name)).sorted().toList();
    }
  }
}
