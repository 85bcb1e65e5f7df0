// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What holds for each page of the console, in a real browser: whoever comes, however it looks,
 * whatever somebody typed, and without a mouse.
 */
@OnSlingCms
class EveryPageBench {
  @ParameterizedTest(name = "{0}")
  @CsvSource({"people.mjs, 6", "looks.mjs, 13", "hostile.mjs, 14", "keys.mjs, 6"})
  void holds(String script, int steps, Cms cms) {
    String said =
        Program.output(
            SlingCms.PROJECT.resolve("it.tests/browser"), "node", script, cms.uri("").toString());
    assertEquals(steps, said.lines().filter(line -> line.startsWith("ok  ")).count(), said);
  }
}
