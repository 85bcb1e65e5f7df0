// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.clicks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.smo.fixture.TestClock;
import dev.smo.repository.Repository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class ClicksTest {
  private static final String PAGE = "4f1c2a9e111142228333944445555666";
  private static final Instant MORNING = Instant.parse("2026-11-24T09:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 24);

  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private final ClickCounter tally = new ClickCounter();

  @BeforeEach
  void open() throws PersistenceException {
    context.create().resource(Repository.ROOT, "jcr:primaryType", "sling:Folder");
    context.resourceResolver().commit();
  }

  @Test
  void writesTheClicksOfAMinuteAtItsEnd() {
    click("mastodon", 2);
    click("copy", 1);
    ClickSums sums = sums(at(MORNING));
    assertEquals(Map.of(), sums.of(PAGE));

    flush("one", MORNING);

    assertEquals(Map.of("mastodon", 2L, "copy", 1L), sums(at(MORNING)).of(PAGE));
  }

  @Test
  void aMinuteWithoutClicksWritesNothing() {
    flush("one", MORNING);
    context.resourceResolver().refresh();
    assertNull(context.resourceResolver().getResource(Repository.ROOT + "/clicks"));
  }

  @Test
  void sumsInstancesAndMinutesAndKeepsDaysApart() {
    click("x", 1);
    flush("one", MORNING);
    click("x", 2);
    flush("two", MORNING);
    click("x", 4);
    flush("one", MORNING.plus(Duration.ofDays(1)));

    ClickSums sums = sums(at(MORNING));
    assertEquals(Map.of("x", 7L), sums.of(PAGE));
    assertEquals(
        Map.of(DAY, Map.of("x", 3L), DAY.plusDays(1), Map.of("x", 4L)),
        sums.days(PAGE, DAY.minusDays(5), DAY.plusDays(5)));
  }

  @Test
  void noTwoInstancesWriteTheSameNode() {
    click("x", 1);
    flush("one", MORNING);
    click("x", 1);
    flush("two", MORNING);
    context.resourceResolver().refresh();
    for (String instance : new String[] {"one", "two"}) {
      String day = Repository.ROOT + "/clicks/" + instance + "/2026/11/24/" + PAGE;
      assertEquals(
          1L,
          Objects.requireNonNull(context.resourceResolver().getResource(day))
              .getValueMap()
              .get("x", 0L));
    }
  }

  @Test
  void aPageViewReadsAgainOnlyAfterAMinute() {
    TestClock clock = new TestClock();
    ClickSums sums = sums(clock);
    assertEquals(Map.of(), sums.of(PAGE));
    click("x", 1);
    flush("one", MORNING);
    assertEquals(Map.of(), sums.of(PAGE));
    clock.pass(Duration.ofSeconds(61));
    assertEquals(Map.of("x", 1L), sums.of(PAGE));
  }

  @Test
  void countsOnlySoManyOfOneKindAMinute() {
    click("x", ClickCounter.OF_ONE + 50);
    flush("one", MORNING);
    click("x", 1);
    flush("one", MORNING);
    assertEquals(Map.of("x", ClickCounter.OF_ONE + 1L), sums(at(MORNING)).of(PAGE));
  }

  @Test
  void holdsOnlySoManyKindsInMemory() {
    for (int i = 0; i < ClickCounter.DIFFERENT + 10; i++) {
      tally.add(new Click(PAGE, "n" + i));
    }
    assertEquals(ClickCounter.DIFFERENT, tally.take().size());
  }

  @Test
  void keepsTheClicksThatTheRepositoryRefused() throws PersistenceException {
    context
        .resourceResolver()
        .delete(Objects.requireNonNull(context.resourceResolver().getResource(Repository.ROOT)));
    context.resourceResolver().commit();
    click("x", 3);
    flush("one", MORNING);
    assertEquals(Map.of(new Click(PAGE, "x"), 3L), tally.take());
  }

  @Test
  void whatIsCountedWhenTheInstanceStopsIsNotLost() {
    new ClickFlush(
        context.bundleContext(), tally, new ClickNodes(repository(), "one"), at(MORNING));
    click("x", 3);
    Stops.ofTheCms(context.bundleContext());
    assertEquals(Map.of("x", 3L), sums(at(MORNING)).of(PAGE));
  }

  private void click(String network, int times) {
    for (int i = 0; i < times; i++) {
      tally.add(new Click(PAGE, network));
    }
  }

  private void flush(String instance, Instant now) {
    new ClickFlush(tally, new ClickNodes(repository(), instance), at(now)).run();
  }

  private ClickSums sums(Clock clock) {
    return new ClickSums(new ClickNodes(repository(), "reader"), clock);
  }

  private Repository repository() {
    return new Repository(
        Objects.requireNonNull(context.getService(ResourceResolverFactory.class)));
  }

  private static Clock at(Instant now) {
    return Clock.fixed(now, ZoneOffset.UTC);
  }
}
