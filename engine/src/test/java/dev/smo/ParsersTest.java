// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What SECURITY.md says of parsers. */
class ParsersTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern XML =
      Pattern.compile(
          "javax\\.xml\\.parsers|XMLInputFactory|XML(?:Stream|Event)?Reader|SAXParser|Unmarshaller"
              + "|javax\\.xml\\.transform|XmlMapper|xmlParser");
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

  private static List<Path> sources(String kind) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> file.toString().replace('\\', '/').contains("/src/" + kind + "/"))
          .toList();
    }
  }

  @Test
  void noXmlOfStrangersIsRead() throws IOException {
    List<Path> sources = sources("main");
    assertTrue(sources.size() > 300, "only " + sources.size() + " sources were found");
    List<String> readers = new ArrayList<>();
    for (Path source : sources) {
      if (XML.matcher(Files.readString(source)).find()) {
        readers.add(source.getFileName().toString());
      }
    }
    assertEquals(List.of(), readers);
  }

  @Test
  void eachBoundHasATestOfTheNameThatStandsBesideIt() throws IOException {
    String security = Files.readString(ROOT.resolve("SECURITY.md"));
    String table =
        security.substring(
            security.indexOf("### Bounds of what is parsed"), security.indexOf("## What you must"));
    List<Path> tests = sources("test");
    List<String> missing = new ArrayList<>();
    for (String row : table.lines().filter(line -> line.startsWith("| ")).skip(1).toList()) {
      Matcher named = TEST.matcher(row);
      boolean any = false;
      while (named.find()) {
        any = true;
        if (!has(tests, named.group(1), named.group(2))) {
          missing.add(named.group());
        }
      }
      if (!any) {
        missing.add(row);
      }
    }
    assertEquals(List.of(), missing);
  }

  private static boolean has(List<Path> tests, String type, String method) throws IOException {
    for (Path test : tests) {
      if (test.getFileName().toString().equals(type + ".java")
          && Files.readString(test).contains("void " + method + "(")) {
        return true;
      }
    }
    return false;
  }
}
