// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StateTest {
  private static final Path ARCHITECTURE = Path.of("../ARCHITECTURE.md");
  private static final Path DESCRIPTION = Path.of("../docs/openapi.json");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| [^|]+ \\| ([^|\\n]*)\\|$");
  private static final Pattern WAY =
      Pattern.compile("(?m)^[A-Z_]{3,}(?: -> [A-Z_]+(?: \\| [A-Z_]+)*)+$");
  private static final Pattern NAME = Pattern.compile("[A-Z_]+");
  private static final Collector<State, ?, Set<State>> SET =
      Collectors.toCollection(() -> EnumSet.noneOf(State.class));

  /** By its end a person called it off, knowing that it may be out, or it is out already. */
  private static final EnumSet<State> ENDED =
      EnumSet.of(State.REJECTED, State.CANCELLED, State.RETRACTED);

  @Test
  void aLateAnswerThatAPostIsOutIsTakenWhateverThePostHasComeToMeanwhile() {
    for (State state : EnumSet.complementOf(ENDED)) {
      assertTrue(state.mayBecome(State.SENT), state + " keeps the ledger from knowing a copy");
    }
  }

  private static Set<State> named(String text) {
    return NAME.matcher(text).results().map(name -> State.valueOf(name.group())).collect(SET);
  }

  private static Set<State> after(State state) {
    return Stream.of(State.values())
        .filter(next -> next != state && state.mayBecome(next))
        .collect(SET);
  }

  @Test
  void theTableOfTheArchitectureHasAllStepsThatTheLedgerAllowsAndNoOther() throws IOException {
    Map<State, Set<State>> written = new EnumMap<>(State.class);
    Matcher row = ROW.matcher(Files.readString(ARCHITECTURE));
    while (row.find()) {
      written.put(State.valueOf(row.group(1)), named(row.group(2)));
    }
    for (State state : State.values()) {
      assertTrue(written.containsKey(state), state + " has no row in " + ARCHITECTURE);
      assertEquals(after(state), written.get(state), "what " + state + " may become");
    }
  }

  @Test
  void theUsualWayOfTheArchitectureIsMadeOfStepsThatTheLedgerAllows() throws IOException {
    List<String> ways =
        WAY.matcher(Files.readString(ARCHITECTURE)).results().map(way -> way.group()).toList();
    assertFalse(ways.isEmpty(), "no way is drawn in " + ARCHITECTURE);
    for (String way : ways) {
      List<Set<State>> stages = new ArrayList<>();
      Stream.of(way.split(" -> ")).map(StateTest::named).forEach(stages::add);
      for (int i = 1; i < stages.size(); i++) {
        for (State before : stages.get(i - 1)) {
          for (State next : stages.get(i)) {
            assertTrue(before.mayBecome(next), before + " -> " + next + " in " + way);
          }
        }
      }
    }
  }

  @Test
  void theDescriptionOfTheApiNamesAllStatesInTheirOrder() throws IOException {
    List<String> named = new ArrayList<>();
    for (JsonNode name :
        new ObjectMapper()
            .readTree(Files.readString(DESCRIPTION))
            .at("/components/schemas/State/enum")) {
      named.add(name.asText());
    }
    assertEquals(Stream.of(State.values()).map(State::name).toList(), named);
  }
}
