// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final Journal.Entry FIRST =
      new Journal.Entry(Instant.parse("2026-11-29T12:00:00Z"), 1);
  private static final Journal.Entry SECOND =
      new Journal.Entry(Instant.parse("2026-11-29T12:05:00Z"), 2);

  @TempDir private Path folder;

  @Test
  void anAttemptThatWasHeldUpIsNotPutOverALaterOne() throws IOException {
    Journal journal = new Journal(folder);
    assertTrue(journal.begin("post", SECOND));
    assertFalse(journal.begin("post", FIRST), "or a kill would forget the second");
    assertEquals(Optional.of(SECOND), journal.find("post"));
  }

  @Test
  void anAttemptIsBegunOnce() throws IOException {
    Journal journal = new Journal(folder);
    assertTrue(journal.begin("post", FIRST));
    assertFalse(journal.begin("post", FIRST));
    assertTrue(journal.begin("post", SECOND));
  }
}
