// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The console with 10,000 posts in a month beside 100; {@code ./smo bench} runs it. */
@OnSlingCms
class ConsoleBench {
  private static final Path FOLDER = SlingCms.PROJECT.resolve("it.tests/browser");

  @Test
  void tenThousandPostsInAMonth(Cms cms) throws IOException, InterruptedException {
    Process bench =
        new ProcessBuilder("node", "many.mjs", cms.uri("/").toString())
            .directory(FOLDER.toFile())
            .inheritIO()
            .start();
    assertEquals(0, bench.waitFor(), "the benchmark did not end well");
  }
}
