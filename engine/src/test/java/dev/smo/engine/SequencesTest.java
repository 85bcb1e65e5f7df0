// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.engine.LifeOfAPage.Ground;
import dev.smo.engine.LifeOfAPage.Step;
import dev.smo.fixture.OakSite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Never twice, never lost, never unread: whatever happens to a page, its posts, the network and the
 * engine, in whatever order. {@code -Dsmo.sequences=10000} tries so many orders, and {@code
 * -Dsmo.seed} others.
 */
@ExtendWith(SlingContextExtension.class)
class SequencesTest {
  private static final int EACH = 50;

  private final SlingContext context = OakSite.context();
  private int pages;

  static LongStream seeds() {
    long first = Long.getLong("smo.seed", 20261129);
    return LongStream.range(first, first + Integer.getInteger("smo.sequences", 500) / EACH);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whateverHappensInWhateverOrderAPostGoesOutOnceAndAsItWasRead(long seed) {
    CountingNetwork network = new CountingNetwork();
    try (Installation smo = new Installation(context, network)) {
      Random random = new Random(seed);
      smo.catchUp(); // as at each start; what is public before that is old
      smo.clock.pass(Duration.ofMinutes(10));
      for (int i = 0; i < EACH; i++) {
        Ground ground =
            new Ground(
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextInt(4) == 0,
                Duration.ofSeconds(List.of(0, 0, 60, -60).get(random.nextInt(4))));
        List<Step> steps = made(random);
        Optional<String> wrong = live(smo, network, ground, steps);
        if (wrong.isPresent()) {
          List<Step> least = shrunk(smo, network, ground, steps);
          assertEquals(
              Optional.empty(),
              live(smo, network, ground, least),
              "seed " + seed + ", on " + ground + ", after " + least);
          assertEquals(
              Optional.empty(),
              wrong,
              "seed " + seed + ", only once, on " + ground + ", after " + steps);
        }
      }
    }
  }

  private Optional<String> live(
      Installation smo, CountingNetwork network, Ground ground, List<Step> steps) {
    return new LifeOfAPage(smo, network, "p" + pages++, ground).after(steps);
  }

  private static List<Step> made(Random random) {
    Step[] all = Step.values();
    return IntStream.range(0, 4 + random.nextInt(14))
        .mapToObj(i -> i == 0 ? Step.PUBLISH : all[random.nextInt(all.length)])
        .toList();
  }

  /** Leaves out one step after the other, as long as it still goes wrong. */
  private List<Step> shrunk(
      Installation smo, CountingNetwork network, Ground ground, List<Step> steps) {
    List<Step> least = new ArrayList<>(steps);
    for (int i = least.size() - 1; i >= 0; i--) {
      List<Step> fewer = new ArrayList<>(least);
      fewer.remove(i);
      if (live(smo, network, ground, fewer).isPresent()) {
        least = fewer;
      }
    }
    return least;
  }
}
