// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.example.board.NoticeBoardContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Tests the kit: a connector that breaks one rule must fail that rule and no other. */
class ConnectorContractTest {
  @ParameterizedTest
  @EnumSource(Habit.class)
  void failsExactlyTheRuleThatIsBroken(Habit habit) {
    assertEquals(Set.of(habit.rule()), failures(habit));
  }

  @Test
  void knowsAConnectorThatBreaksEachRule() {
    Set<String> broken = new TreeSet<>();
    for (Habit habit : Habit.values()) {
      broken.add(habit.rule());
    }
    List<String> rules = rules();
    assertEquals(rules, List.copyOf(broken));
  }

  /** The numbers of all rules, such as {@code r01}, in order. */
  static List<String> rules() {
    List<String> rules = new ArrayList<>();
    for (Class<?> type = ConnectorContract.class;
        type != Object.class;
        type = type.getSuperclass()) {
      Arrays.stream(type.getDeclaredMethods())
          .filter(method -> method.isAnnotationPresent(Test.class))
          .forEach(method -> rules.add(method.getName().substring(0, 3)));
    }
    return rules.stream().sorted().toList();
  }

  private static Set<String> failures(Habit habit) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(NoticeBoardContract.class))
            .build();
    Failures failures = new Failures();
    NoticeBoardContract.habit = habit;
    try (Output noise = Output.capture()) {
      LauncherFactory.create().execute(request, failures);
    }
    return failures.rules;
  }

  private static final class Failures implements TestExecutionListener {
    private final Set<String> rules = new TreeSet<>();

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (test.isTest() && result.getStatus() == TestExecutionResult.Status.FAILED) {
        rules.add(test.getDisplayName().substring(0, 3));
      }
    }
  }
}
