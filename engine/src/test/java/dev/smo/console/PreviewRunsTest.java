// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.endpoint.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PreviewRunsTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final CountDownLatch end = new CountDownLatch(1);
  private final CountDownLatch begun = new CountDownLatch(1);
  private final List<PreviewRuns> all = new ArrayList<>();

  private PreviewRuns within(Duration longest) {
    PreviewRuns runs = new PreviewRuns(longest, /* atOnce= */ 4, /* waiting= */ 16);
    all.add(runs);
    return runs;
  }

  @AfterEach
  void letGo() {
    end.countDown();
    all.forEach(PreviewRuns::close);
  }

  private String endless() throws InterruptedException {
    begun.countDown();
    end.await();
    return "late";
  }

  @Test
  void givesWhatIsMadeAndWhatIsThrown() {
    PreviewRuns runs = within(LONG);
    assertEquals("made", runs.run("form", () -> "made"));
    Refusal refusal = Refusal.notFound("There is no page.");
    assertEquals(
        refusal,
        assertThrows(
            Refusal.class,
            () ->
                runs.run(
                    "form",
                    () -> {
                      throw refusal;
                    })));
    assertThrows(
        StackOverflowError.class,
        () ->
            runs.run(
                "form",
                () -> {
                  throw new StackOverflowError();
                }));
  }

  @Test
  void aPreviewWithoutEndIsGivenUp() {
    Refusal refusal =
        assertThrows(Refusal.class, () -> within(Duration.ofMillis(1)).run("form", this::endless));
    assertEquals(503, refusal.status());
    assertTrue(refusal.reason().contains("given up"), refusal::reason);
  }

  @Test
  void aNewerPreviewOfAFormEndsTheOlderWhoseClientIsGone() throws Exception {
    PreviewRuns runs = within(LONG);
    CompletableFuture<Refusal> older = new CompletableFuture<>();
    Thread gone =
        new Thread(
            () ->
                older.complete(
                    assertThrows(Refusal.class, () -> runs.run("jane /a", this::endless))));
    gone.start();
    begun.await();
    assertEquals("other", runs.run("jane /b", () -> "other"));
    assertFalse(older.isDone(), "another form ended it");
    assertEquals("newer", runs.run("jane /a", () -> "newer"));
    assertEquals(409, older.get().status());
    gone.join();
  }

  @Test
  void whatNobodyWaitsForIsNotBegunAndWhatIsTooMuchRefused() throws Exception {
    PreviewRuns runs = new PreviewRuns(Duration.ofMillis(50), /* atOnce= */ 1, /* waiting= */ 1);
    all.add(runs);
    while (begun.getCount() > 0) {
      assertThrows(Refusal.class, () -> runs.run("first", this::endless));
    }
    AtomicBoolean made = new AtomicBoolean();
    assertThrows(Refusal.class, () -> runs.run("second", () -> made.getAndSet(true)));
    Refusal third =
        assertThrows(Refusal.class, () -> runs.run("third", () -> made.getAndSet(true)));
    assertTrue(third.reason().startsWith("Too many previews"), third::reason);
    CompletableFuture<String> last = new CompletableFuture<>();
    end.countDown();
    while (!last.isDone()) {
      try {
        last.complete(runs.run("last", () -> "made"));
      } catch (Refusal e) {
        // The thread was not free yet.
      }
    }
    assertEquals("made", last.get());
    assertFalse(made.get());
  }
}
