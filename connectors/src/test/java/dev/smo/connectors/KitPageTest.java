// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.smo.testkit.ConnectorContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds docs/connectors/kit.md, which is made of the reports of a whole run, to what there is to be
 * reported: a network or a rule that is new is missing there until it is made again.
 */
class KitPageTest {
  private static final String MADE_BY = "make it again with docs/connectors/kit.mjs";

  private final List<String> lines = read();

  private static List<String> read() {
    try {
      return Files.readAllLines(Path.of("../docs/connectors/kit.md"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> cells(String row) {
    return Arrays.stream(row.split("\\|")).map(String::strip).skip(2).toList();
  }

  @Test
  void thePageHasAColumnForEachNetworkWhoseContractIsTested() throws IOException {
    Set<String> tested = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("ContractTest.java"))
          .forEach(name -> tested.add(name.replace("ContractTest.java", "")));
    }
    String head = lines.stream().filter(line -> line.startsWith("| rule |")).findFirst().get();
    assertEquals(tested, new TreeSet<>(cells(head)), MADE_BY);
  }

  @Test
  void thePageHasARowForEachRuleAndNoneThatIsBroken() {
    Set<String> rules = new TreeSet<>();
    for (Class<?> type = ConnectorContract.class; type != null; type = type.getSuperclass()) {
      Arrays.stream(type.getDeclaredMethods())
          .filter(method -> method.isAnnotationPresent(Test.class))
          .forEach(method -> rules.add(method.getName().substring(0, 3).toUpperCase(Locale.ROOT)));
    }
    Set<String> shown = new TreeSet<>();
    for (String row : lines.stream().filter(line -> line.matches("\\| R\\d\\d .*")).toList()) {
      shown.add(row.substring(2, 5));
      assertFalse(cells(row).contains(""), () -> MADE_BY + ", as this is not whole: " + row);
      assertFalse(row.contains("failed"), row);
    }
    assertEquals(rules, shown, MADE_BY);
  }
}
