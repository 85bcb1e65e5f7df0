// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.clicks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.repository.Keys;
import dev.smo.repository.Repository;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.BundleContext;

@ExtendWith(SlingContextExtension.class)
class LinkClicksTest {
  private static final String POST = Keys.post("toy", "page", "1");
  private static final String OTHER = Keys.post("toy", "other", "1");
  private static final LocalDate LAST = LocalDate.of(2026, 11, 30);
  private static final Instant NOON = LAST.atTime(12, 0).toInstant(ZoneOffset.UTC);
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final YearMonth DECEMBER = YearMonth.of(2026, 12);

  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private final LinkClickCounter counter = new LinkClickCounter();

  @BeforeEach
  void open() throws PersistenceException {
    context.create().resource(Repository.ROOT, "jcr:primaryType", "sling:Folder");
    context.resourceResolver().commit();
  }

  private Repository repository() {
    return new Repository(
        Objects.requireNonNull(context.getService(ResourceResolverFactory.class)));
  }

  private LinkClicks clicks(String instance) {
    return new LinkClicks(repository(), instance);
  }

  private LinkClickFlush flush(String instance, LocalDate day) {
    Instant noon = day.atTime(12, 0).toInstant(ZoneOffset.UTC);
    return new LinkClickFlush(counter, clicks(instance), Clock.fixed(noon, ZoneOffset.UTC));
  }

  private void click(String post, int times) {
    for (int i = 0; i < times; i++) {
      counter.add(post);
    }
  }

  @Test
  void addsInstancesAndMinutesUpAndKeepsDaysApart() {
    click(POST, 2);
    flush("one", LAST).run();
    click(POST, 3);
    click(OTHER, 1);
    flush("two", LAST).run();
    click(POST, 4);
    flush("one", LAST.plusDays(1)).run();

    assertEquals(
        Map.of(LAST, 5L, LAST.plusDays(1), 4L), clicks("reader").days(POST, NOVEMBER, DECEMBER));
    assertEquals(Map.of(POST, 9L, OTHER, 1L), clicks("reader").sums(NOVEMBER, DECEMBER));
    assertEquals(Map.of(POST, 4L), clicks("reader").sums(DECEMBER, DECEMBER));
  }

  @Test
  void whatIsCountedWhenTheInstanceStopsIsNotLost() {
    click(POST, 7);
    BundleContext bundles = context.bundleContext();
    LinkClickFlush flush =
        new LinkClickFlush(bundles, counter, clicks("one"), Clock.fixed(NOON, ZoneOffset.UTC));
    Stops.ofSomeBundle(bundles);
    assertEquals(Map.of(), clicks("reader").sums(NOVEMBER, NOVEMBER), "another bundle stops");
    Stops.ofTheCms(bundles);
    assertEquals(Map.of(POST, 7L), clicks("reader").sums(NOVEMBER, NOVEMBER));
    assertTrue(counter.take().isEmpty(), "nothing is left to be written twice");

    click(POST, 1);
    flush.leave(bundles);
    assertEquals(Map.of(POST, 8L), clicks("reader").sums(NOVEMBER, NOVEMBER));
    click(POST, 1);
    Stops.ofTheCms(bundles);
    assertEquals(Map.of(POST, 1L), counter.take(), "who left is told no more");
  }

  @Test
  void keepsTheClicksThatTheRepositoryRefused() throws PersistenceException {
    Resource root = context.resourceResolver().getResource(Repository.ROOT);
    context.resourceResolver().delete(Objects.requireNonNull(root));
    context.resourceResolver().commit();
    click(POST, 3);
    flush("one", LAST).run();
    click(POST, 1);
    assertEquals(Map.of(POST, 4L), counter.take());
  }

  @Test
  void noTwoInstancesWriteTheSameNode() {
    click(POST, 1);
    flush("one", LAST).run();
    click(POST, 1);
    flush("two", LAST).run();
    context.resourceResolver().refresh();
    for (String instance : new String[] {"one", "two"}) {
      String path =
          Repository.ROOT + "/clicks/" + instance + "/links/2026/11/" + POST.substring(0, 2);
      Long[] days =
          Objects.requireNonNull(context.resourceResolver().getResource(path))
              .getValueMap()
              .get(POST, new Long[0]);
      assertEquals(1L, days[29], path);
    }
  }

  @Test
  void aMonthOfTenThousandPostsIsNoMoreThan256Nodes() {
    for (int i = 0; i < 10_000; i++) {
      counter.add(Keys.post("toy", "page-" + i, "1"));
    }
    flush("one", LAST).run();
    context.resourceResolver().refresh();
    Resource month =
        context.resourceResolver().getResource(Repository.ROOT + "/clicks/one/links/2026/11");
    int nodes = 0;
    for (Resource pack : Objects.requireNonNull(month).getChildren()) {
      nodes += pack.getName().length() == 2 ? 1 : 0;
    }
    assertTrue(nodes <= 256, "nodes of a month: " + nodes);
    assertEquals(10_000, clicks("reader").sums(NOVEMBER, NOVEMBER).size());
  }
}
