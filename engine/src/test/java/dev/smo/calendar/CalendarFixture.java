// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import dev.smo.connections.Connections;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.fixture.ContentPageSource;
import dev.smo.fixture.TestClock;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.repository.Keys;
import java.time.Instant;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;

/** A calendar of posts that stand in the ledger as a test puts them there. */
final class CalendarFixture {
  final TestClock clock = new TestClock();
  final ConsoleFixture console;
  final Connections connections;
  final CalendarServlet servlet;

  CalendarFixture(SlingContext context) throws Exception {
    console = new ConsoleFixture(context);
    connections = new Connections(console.repository, null, clock);
    servlet =
        new CalendarServlet(
            console.tokens,
            console.ledger,
            new Calendars(console.ledger, connections, new ContentPageSource(), clock),
            console.decisions,
            new Sites(console.repository));
  }

  /** Puts a post into the ledger. */
  PostRecord post(String name, String page, State state, String at) {
    return console.ledger.add(draft(name, page, state, Instant.parse(at)));
  }

  static PostRecord draft(String name, String page, State state, Instant at) {
    return PostRecord.draft(Keys.post("tiny-en", page, name), state)
        .with(Key.PAGE, page.substring(page.lastIndexOf('/') + 1))
        .with(Key.PATH, page)
        .with(Key.CONNECTION, "tiny-en")
        .with(Key.NETWORK, "tiny")
        .with(Key.EDITION, name)
        .with(Key.TITLE, "Title of " + name)
        .with(Key.TEXT, "Words of " + name)
        .with(Key.ZONE, "Europe/Berlin")
        .with(Key.PLANNED, Instant.parse("2026-10-01T00:00:00Z"))
        .with(Key.SCHEDULED, at);
  }
}
