// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import static dev.smo.endpoint.ConsoleFixture.OURS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.endpoint.PostRights;
import dev.smo.fixture.ContentPageSource;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.repository.Repository;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.sling.api.resource.LoginException;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a month of ten thousand posts costs. */
@ExtendWith(SlingContextExtension.class)
class CalendarSizeTest {
  private static final int MANY = 10_000;
  private static final LocalDate FIRST = LocalDate.of(2026, 12, 1);
  private static final LocalDate LAST = LocalDate.of(2026, 12, 31);

  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);

  /** Counts the records that are read. */
  private static final class Counting extends Ledger {
    int read;

    Counting(CalendarFixture calendar) {
      super(calendar.console.repository);
    }

    @Override
    public List<PostRecord> day(LocalDate day) {
      List<PostRecord> posts = super.day(day);
      read += posts.size();
      return posts;
    }
  }

  /** Keeps what many additions write until it is told to commit, because each commit takes time. */
  private static final class Batch extends Repository {
    private final ResourceResolver resolver;

    Batch(ResourceResolverFactory factory) throws LoginException {
      super(factory);
      resolver =
          factory.getServiceResourceResolver(
              Map.of(ResourceResolverFactory.SUBSERVICE, Repository.SUBSERVICE));
    }

    @Override
    public <T> T commit(Work<T> work) {
      try {
        return work.apply(resolver);
      } catch (PersistenceException e) {
        throw new IllegalStateException(e);
      }
    }

    void end() throws PersistenceException {
      resolver.commit();
      resolver.close();
    }
  }

  private static void fill(ResourceResolverFactory factory) throws Exception {
    Batch batch = new Batch(factory);
    Ledger ledger = new Ledger(batch);
    Duration step = Duration.ofDays(31).dividedBy(MANY);
    Instant at = FIRST.atStartOfDay(ZoneOffset.UTC).toInstant();
    for (int i = 0; i < MANY; i++) {
      ledger.add(
          CalendarFixture.draft("p" + i, OURS, State.SCHEDULED, at.plus(step.multipliedBy(i)))
              .with(Key.PAGE, "page-" + i % 500));
    }
    batch.end();
  }

  @Test
  void aMonthOfTenThousandPostsIsReadOnceAndAnsweredLikeASmallOne() throws Exception {
    CalendarFixture calendar = new CalendarFixture(context);
    fill(context.getService(ResourceResolverFactory.class));
    Counting ledger = new Counting(calendar);
    Calendars calendars =
        new Calendars(ledger, calendar.connections, new ContentPageSource(), calendar.clock);
    PostRights rights = new PostRights(true, page -> true, page -> true);

    CalendarView month =
        calendars.show(query(FIRST, LAST, 0), List.of(), rights, context.resourceResolver());

    assertEquals(MANY, ledger.read, "each record is read once");
    assertEquals(MANY, month.days().stream().mapToInt(CalendarDay::count).sum());
    assertEquals(
        31 * CalendarQuery.USUAL,
        month.days().stream().mapToInt(day -> day.entries().size()).sum());
    String answer = new ObjectMapper().writeValueAsString(month);
    assertTrue(answer.length() < 250_000, "the answer has " + answer.length() + " characters");

    ledger.read = 0;
    CalendarView day =
        calendars.show(query(FIRST, FIRST, 300), List.of(), rights, context.resourceResolver());
    assertTrue(ledger.read < 330, ledger.read + " records are read for one day");
    assertEquals(CalendarQuery.USUAL, day.days().get(0).entries().size());
    assertEquals("Title of p300", day.days().get(0).entries().get(0).title());
  }

  private static CalendarQuery query(LocalDate from, LocalDate to, int skip) {
    Span span = new Span(from, to, ZoneOffset.UTC);
    return new CalendarQuery(span, CalendarFilter.ALL, CalendarQuery.USUAL, skip);
  }
}
