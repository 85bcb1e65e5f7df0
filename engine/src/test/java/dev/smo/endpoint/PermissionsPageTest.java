// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The page of permissions has a row for all that the description of the API has. That the rows are
 * true is for RightsIT, on a running system.
 */
class PermissionsPageTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `((?:GET|POST) [^`]+)` \\|((?: \\w+ \\|){5}) (.+) \\|$");

  private final ApiDescription api = ApiDescription.OURS;

  /** The cells of persons, by the call. */
  private static Map<String, List<String>> rows() throws IOException {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("../docs/permissions.md")));
    while (row.find()) {
      rows.put(row.group(1), List.of(row.group(2).strip().split("\\s*\\|\\s*")));
    }
    return rows;
  }

  private JsonNode operation(String call) {
    String[] parts = call.split("[ ?]");
    return api.document().path("paths").path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));
  }

  @Test
  void everyOperationHasARowAndEveryRowAnOperation() throws IOException {
    Set<String> calls = new TreeSet<>();
    for (String call : rows().keySet()) {
      calls.add(call.replaceFirst("\\?.*", ""));
    }
    assertEquals(api.operations(), calls);
  }

  @Test
  void aRowForAParameterNamesOneThatThereIs() throws IOException {
    List<String> unknown = new ArrayList<>();
    for (String call : rows().keySet()) {
      if (call.contains("?")) {
        boolean known =
            ApiDescription.all(operation(call).path("parameters")).stream()
                .anyMatch(one -> call.endsWith("?" + one.path("name").asText()));
        if (!known) {
          unknown.add(call);
        }
      }
    }
    assertEquals(List.of(), unknown);
  }

  @Test
  void whatAnybodyMayDoIsDescribedAsSuch() throws IOException {
    List<String> contrary = new ArrayList<>();
    rows()
        .forEach(
            (call, cells) -> {
              JsonNode security = operation(call).path("security");
              boolean open = security.isArray() && security.isEmpty();
              if (open != cells.get(0).equals("yes")) {
                contrary.add(call);
              }
            });
    assertEquals(List.of(), contrary);
  }

  @Test
  void everyRefusalIsDescribed() throws IOException {
    List<String> undescribed = new ArrayList<>();
    rows()
        .forEach(
            (call, cells) -> {
              for (String cell : cells) {
                if (!cell.equals("yes") && !operation(call).path("responses").has(cell)) {
                  undescribed.add(call + " " + cell);
                }
              }
            });
    assertEquals(List.of(), undescribed);
  }
}
