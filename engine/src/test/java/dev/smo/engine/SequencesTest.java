// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.engine.Ada.Approval;
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
import java.util.stream.Stream;
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

  /** How half of the orders begin: of what matters rarely comes about by chance. */
  private static final List<List<Step>> OPENINGS =
      List.of(
          List.of(Step.PUBLISH, Step.APPROVE, Step.QUIET_HOURS_BEGIN),
          List.of(Step.STOP_THE_LANE, Step.PUBLISH, Step.APPROVE, Step.HOURS, Step.RESUME_THE_LANE),
          List.of(
              Step.ANOTHER_PAGE_IS_POSTED,
              Step.A_WHILE,
              Step.PUBLISH,
              Step.APPROVE,
              Step.ONE_A_DAY),
          List.of(
              Step.ANOTHER_PAGE_IS_POSTED,
              Step.A_WHILE,
              Step.PUBLISH,
              Step.APPROVE,
              Step.BUDGET_FOR_ONE_A_MONTH),
          List.of(Step.PUBLISH, Step.APPROVE, Step.BUDGET_FOR_NONE),
          List.of(
              Step.PUBLISH,
              Step.APPROVE,
              Step.A_WHILE,
              Step.SAVE_ANOTHER_TITLE,
              Step.NEXT_CARD_IS_READ_WHILE_THE_PAGE_GOES,
              Step.PUBLISH),
          List.of(Step.SAVE_WORDS_WITH_THE_PAGE, Step.PUBLISH, Step.APPROVE),
          List.of(Step.PUBLISH, Step.APPROVE, Step.LEAD_THE_LINK_ELSEWHERE),
          List.of(Step.PUBLISH, Step.PAGE_IS_MOVED_TO_ANOTHER_SITE_OR_BACK));

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
                approval(random.nextInt(4)),
                random.nextBoolean(),
                random.nextInt(4) == 0,
                random.nextInt(3) == 0,
                random.nextInt(4) == 0,
                random.nextInt(24),
                Duration.ofSeconds(List.of(0, 0, 60, -60).get(random.nextInt(4))));
        List<Step> steps = made(random);
        Optional<String> wrong = live(smo, network, ground, steps);
        if (wrong.isPresent()) {
          List<Step> least = shrunk(smo, network, ground, steps);
          assertEquals(
              Optional.empty(),
              live(smo, network, ground, least),
              "seed " + seed + ", order " + i + ", on " + ground + ", after " + least);
          assertEquals(
              Optional.empty(),
              wrong,
              "seed " + seed + ", order " + i + ", only once, on " + ground + ", after " + steps);
        }
      }
    }
  }

  private Optional<String> live(
      Installation smo, CountingNetwork network, Ground ground, List<Step> steps) {
    return new LifeOfAPage(smo, network, "p" + pages++, ground).after(steps);
  }

  private static Approval approval(int drawn) {
    Approval[] all = Approval.values();
    return drawn < all.length ? all[drawn] : Approval.NONE;
  }

  private static List<Step> made(Random random) {
    Step[] all = Step.values();
    int opening = random.nextInt(2 * OPENINGS.size());
    Stream<Step> first =
        opening < OPENINGS.size() ? OPENINGS.get(opening).stream() : Stream.of(Step.PUBLISH);
    Stream<Step> others =
        IntStream.range(0, 3 + random.nextInt(14)).mapToObj(i -> all[random.nextInt(all.length)]);
    return Stream.concat(first, others).toList();
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
