// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.policies;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The configuration of a place as a content package of FileVault, for package managers and for the
 * sources of an AEM project. It replaces these forms and touches nothing beside them.
 */
final class ConfigurationPackage {
  private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  private static final String NAMES =
      "<jcr:root xmlns:jcr=\"http://www.jcp.org/jcr/1.0\""
          + " xmlns:nt=\"http://www.jcp.org/jcr/nt/1.0\""
          + " xmlns:sling=\"http://sling.apache.org/jcr/sling/1.0\"";

  private ConfigurationPackage() {}

  static byte[] of(String name, String conf, Map<String, Map<String, Object>> forms) {
    Map<String, String> files = new TreeMap<>();
    files.put("META-INF/vault/filter.xml", filter(conf, forms));
    files.put("META-INF/vault/properties.xml", properties(name));
    forms.forEach(
        (form, values) -> {
          String path = conf + "/sling:configs/" + form;
          folders(path, files);
          files.put(file(path), HEAD + NAMES + type("nt:unstructured") + written(values) + "/>\n");
        });
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        // The same settings make the same file.
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String filter(String conf, Map<String, Map<String, Object>> forms) {
    return forms.keySet().stream()
        .map(form -> "  <filter root=\"" + xml(conf + "/sling:configs/" + form) + "\"/>\n")
        .collect(
            Collectors.joining(
                "", HEAD + "<workspaceFilter version=\"1.0\">\n", "</workspaceFilter>\n"));
  }

  private static String properties(String name) {
    return HEAD
        + "<!DOCTYPE properties SYSTEM \"http://java.sun.com/dtd/properties.dtd\">\n<properties>\n"
        + entry("group", "smo-settings")
        + entry("name", "smo-settings-" + name)
        + entry("version", "1")
        + entry("packageType", "content")
        + entry("requiresRoot", "false")
        + "</properties>\n";
  }

  private static String entry(String key, String value) {
    return "  <entry key=\"" + key + "\">" + xml(value) + "</entry>\n";
  }

  /** What lies above a form: made where it is missing, and left as it is else. */
  private static void folders(String path, Map<String, String> files) {
    String above = path.substring(0, path.lastIndexOf('/'));
    while (above.lastIndexOf('/') > 0) {
      files.put(file(above), HEAD + NAMES + type("sling:Folder") + "/>\n");
      above = above.substring(0, above.lastIndexOf('/'));
    }
  }

  private static String file(String path) {
    return "jcr_root" + path.replace("sling:configs", "_sling_configs") + "/.content.xml";
  }

  private static String type(String name) {
    return "\n    jcr:primaryType=\"" + name + "\"";
  }

  private static String written(Map<String, Object> values) {
    return values.entrySet().stream()
        .filter(value -> value.getKey().matches("(sling:)?[A-Za-z_][A-Za-z0-9_.-]*"))
        .map(value -> "\n    " + value.getKey() + "=\"" + xml(property(value.getValue())) + "\"")
        .collect(Collectors.joining());
  }

  private static String property(Object value) {
    if (!value.getClass().isArray()) {
      return hint(value) + escaped(String.valueOf(value), /* many= */ false);
    }
    int length = Array.getLength(value);
    StringBuilder all = new StringBuilder("[");
    for (int i = 0; i < length; i++) {
      String entry = String.valueOf(Array.get(value, i));
      // One empty entry is not no entry.
      all.append(i == 0 ? "" : ",").append(length == 1 && entry.isEmpty() ? "\\0" : "");
      all.append(escaped(entry, /* many= */ true));
    }
    return all.append(']').toString();
  }

  private static String hint(Object value) {
    return value instanceof Boolean
        ? "{Boolean}"
        : value instanceof Double || value instanceof Float
            ? "{Double}"
            : value instanceof Number ? "{Long}" : "";
  }

  private static String escaped(String text, boolean many) {
    String escaped = text.replace("\\", "\\\\");
    if (many) {
      return escaped.replace(",", "\\,");
    }
    return escaped.startsWith("[") || escaped.startsWith("{") ? "\\" + escaped : escaped;
  }

  private static String xml(String text) {
    StringBuilder all = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c == '&' || c == '<' || c == '>' || c == '"' || (c < ' ' && isXml(c))) {
                all.append("&#").append(c).append(';');
              } else if (isXml(c)) {
                all.appendCodePoint(c);
              }
            });
    return all.toString();
  }

  /** Other controls stand in no XML. */
  private static boolean isXml(int c) {
    return c >= ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
