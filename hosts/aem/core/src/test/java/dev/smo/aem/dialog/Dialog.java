// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem.dialog;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * A dialog, or a tab of one, with the tabs of ours that it includes.
 *
 * @param file where it is
 * @param nodes all its nodes
 */
record Dialog(Path file, List<Element> nodes) {
  static final String FORM = "granite/ui/components/coral/foundation/form/";
  private static final String INCLUDE = "granite/ui/components/coral/foundation/include";
  private static final Set<String> VALUES =
      Set.of("textfield", "textarea", "select", "numberfield", "pathfield", "checkbox");

  static Dialog of(Path file) {
    return new Dialog(file, nodes(Xml.read(file)).toList());
  }

  private static Stream<Element> nodes(Element root) {
    return Xml.all(root)
        .flatMap(
            node -> {
              String path = node.getAttribute("path");
              boolean ours =
                  node.getAttribute(Xml.TYPE).equals(INCLUDE) && path.startsWith("/apps/");
              return ours
                  ? nodes(Xml.read(Xml.PACKAGE.resolve(path.substring(1) + "/.content.xml")))
                  : Stream.of(node);
            });
  }

  /** Everything that a person fills in, the field of a multifield too. */
  List<Element> fields() {
    return nodes.stream().filter(node -> VALUES.contains(kind(node))).toList();
  }

  /** What kind of field a node is, or empty. */
  static String kind(Element node) {
    String type = node.getAttribute(Xml.TYPE);
    return type.startsWith(FORM) ? type.substring(FORM.length()) : "";
  }

  List<Element> of(String kind) {
    return nodes.stream().filter(node -> kind(node).equals(kind)).toList();
  }

  /** Names of what a person fills in, without {@code ./}. */
  Set<String> names() {
    return fields().stream().map(Dialog::name).collect(Collectors.toCollection(TreeSet::new));
  }

  static String name(Element field) {
    return field.getAttribute("name").replaceFirst("^\\./", "");
  }

  /** What stands beside the fields for the Sling POST servlet, such as {@code visible@TypeHint}. */
  Map<String, String> hidden() {
    return of("hidden").stream()
        .collect(Collectors.toMap(Dialog::name, node -> node.getAttribute("value")));
  }

  /** What can be chosen in the field of this name. */
  Set<String> values(String name) {
    return of("select").stream()
        .filter(field -> name(field).equals(name))
        .flatMap(field -> Xml.children(Xml.child(field, "items")).stream())
        .map(option -> option.getAttribute("value"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public String toString() {
    return Xml.PACKAGE.relativize(file).toString();
  }
}
