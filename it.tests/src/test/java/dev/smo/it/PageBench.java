// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Weight and speed of what stands on pages; {@code ./smo bench} runs it. */
@OnSlingCms
class PageBench {
  private static final Path FOLDER = SlingCms.PROJECT.resolve("it.tests/bench");

  @Test
  void pagesFeedsAndShareButtons(Cms cms) throws IOException, InterruptedException {
    Process bench =
        new ProcessBuilder("node", "bench.mjs", cms.uri("/").toString())
            .directory(FOLDER.toFile())
            .inheritIO()
            .start();
    assertEquals(0, bench.waitFor(), "the benchmark did not end well");
  }
}
