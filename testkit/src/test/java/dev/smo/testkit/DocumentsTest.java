// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the documents to the code that they show. */
class DocumentsTest {
  private static final Path DOCS = Path.of("../docs");
  private static final Path EXAMPLE = DOCS.resolve("examples/connector-plugin");

  @Test
  void guideShowsCodeOfTheExample() throws IOException {
    String code = sources();
    String guide = Files.readString(DOCS.resolve("writing-a-connector.md"));
    List<String> shown = found("(?s)```(?:java|xml|properties)\n(.*?)```", guide);
    assertTrue(shown.size() > 5);
    for (String block : shown) {
      assertTrue(code.contains(squeezed(block)), () -> "not in the example:\n" + block);
    }
  }

  private static String sources() throws IOException {
    StringBuilder code = new StringBuilder();
    try (Stream<Path> files = Files.walk(EXAMPLE)) {
      for (Path file : files.filter(DocumentsTest::isSource).toList()) {
        code.append(squeezed(Files.readString(file)));
      }
    }
    return code.toString();
  }

  private static boolean isSource(Path file) {
    return file.endsWith("pom.xml") || file.toString().matches(".*/src/.*\\.(java|properties)");
  }

  @Test
  void contractNamesEachRuleOnce() throws IOException {
    List<String> rules =
        ConnectorContractTest.rules().stream().map(rule -> rule.toUpperCase(Locale.ROOT)).toList();
    String contract = Files.readString(DOCS.resolve("connector-contract.md"));
    assertEquals(rules, found("(?m)^\\*\\*(R\\d\\d) ", contract).stream().sorted().toList());
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult result) -> result.group(1))
        .toList();
  }

  private static String squeezed(String code) {
    return code.replaceAll("\\s+", "");
  }
}
