// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connections.Account;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.connector.Price;
import dev.smo.connector.Shape;
import dev.smo.delivery.Decisions;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.schedule.Rhythm;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What holds a post back whose time has come. The tests begin on a Monday at nine. */
class DepartureTest extends OnePage {
  private static final Duration A_WHILE = Duration.ofSeconds(20);

  private void rhythm(Map<String, String> texts) {
    smo.connections.save(
        new Account.Form("toy", "toy", "", "", Map.of(), Map.of(), Optional.of(Rhythm.of(texts))));
  }

  private void until(String time) {
    smo.clock.pass(Duration.between(smo.clock.instant(), Instant.parse(time)));
  }

  private PostRecord published(String path) {
    smo.publish(path);
    smo.pass(A_WHILE);
    return smo.post(path);
  }

  private Optional<Instant> at(String time) {
    return Optional.of(Instant.parse(time));
  }

  @Test
  void aPostIsPlannedAroundTheQuietHoursOfPolicyAndConnection() {
    rhythm(Map.of("quietHours", "12:00-14:00"));
    smo.posting("zone", "UTC", "quietHours", "8:00-12:00");
    assertEquals(at("2026-11-23T14:00:00Z"), published(page).time(Key.DUE));
    assertEquals(0, smo.network.calls.size());
    smo.pass(Duration.ofHours(6));
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void aPostThatIsLateAfterADowntimeWaitsForTheEndOfQuietHours() {
    rhythm(Map.of("quietHours", "22:00-7:00"));
    smo.posting("zone", "UTC", "when", "2026-11-23 21:00");
    smo.publish(page);
    until("2026-11-23T23:30:00Z");
    smo.restart();
    smo.pass(A_WHILE);
    PostRecord post = smo.post(page);
    assertEquals(0, smo.network.calls.size());
    assertEquals(at("2026-11-24T07:00:00Z"), post.time(Key.DUE));
    assertEquals("Quiet hours until 2026-11-24 07:00 (UTC).", post.text(Key.REASON));
    until("2026-11-24T07:00:00Z");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void aPostThatIsTriedAgainIsNotTriedInQuietHours() {
    smo.posting("zone", "UTC", "quietHours", "9:01-12:00");
    smo.network.next.add((delivery, toy) -> new Outcome.Deferred(Duration.ofMinutes(5), "Later."));
    assertEquals(1, published(page).attempt());
    smo.pass(Duration.ofMinutes(60));
    assertEquals(1, smo.network.calls.size());
    assertEquals(at("2026-11-23T12:00:00Z"), smo.post(page).time(Key.DUE));
  }

  @Test
  void quietHoursThatAConnectionGetsLaterHoldWhatIsPlanned() {
    smo.posting("zone", "UTC", "delayMinutes", 60);
    smo.publish(page);
    rhythm(Map.of("quietHours", "10:00-11:30"));
    smo.pass(Duration.ofMinutes(80));
    assertEquals(at("2026-11-23T11:30:00Z"), smo.post(page).time(Key.DUE));
    assertEquals(0, smo.network.calls.size());
  }

  @Test
  void aPersonsOwnTimeInQuietHoursIsAfterThem() {
    rhythm(Map.of("quietHours", "22:00-7:00"));
    smo.posting("zone", "Europe/Berlin");
    smo.tell(Map.of("path", page, "connections", "toy", "at", "2026-11-23 23:00"));
    assertEquals(at("2026-11-24T06:00:00Z"), smo.post(page).time(Key.SCHEDULED));
    assertEquals("2026-11-23 23:00", smo.post(page).text(Key.WISHED_AT));
  }

  @Test
  void theDayInAPostIsThatOfTheSite() {
    smo.posting("zone", "Pacific/Auckland", "text", "{date} {url}");
    smo.pass(Duration.ofHours(6));
    String late = smo.page("late", "Late");
    smo.publish(late);
    String text = smo.post(late).text(Key.TEXT);
    assertTrue(text.startsWith("November 24, 2026"), text);
  }

  @Test
  void aPostThatIsTooLateIsHeldAndSaysSo() {
    smo.posting("zone", "UTC", "lateHours", 2);
    smo.publish(page);
    until("2026-11-23T11:30:00Z");
    smo.pass(A_WHILE);
    PostRecord post = smo.post(page);
    assertEquals(State.HELD, post.state());
    assertEquals(
        "Its time was 2026-11-23 09:00 (UTC), and it is too late for it to go by itself. Send it,"
            + " or cancel it.",
        post.text(Key.REASON));
    assertEquals(0, smo.network.calls.size());
    smo.decisions.retry(post.id(), Decisions.Seen.NOT_SAID, "ada");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void aPostThatIsLateButNotTooLateGoes() {
    smo.posting("zone", "UTC", "lateHours", 2);
    smo.publish(page);
    until("2026-11-23T10:30:00Z");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void whatIsOverTheCapGoesOnTheNextDay() {
    rhythm(Map.of("dailyCap", "1", "quietHours", "22:00-7:00"));
    smo.posting("zone", "UTC");
    String second = smo.page("second", "Second");
    String third = smo.page("third", "Third");
    assertEquals(State.SENT, published(page).state());
    PostRecord post = published(second);
    assertEquals(State.SCHEDULED, post.state());
    assertEquals("The cap of 1 posts a day is reached.", post.text(Key.REASON));
    assertEquals(at("2026-11-24T07:00:00Z"), post.time(Key.DUE));
    assertEquals(at("2026-11-24T07:00:00Z"), published(third).time(Key.DUE));
    until("2026-11-24T07:00:00Z");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(second).state());
    assertEquals(at("2026-11-25T07:00:00Z"), smo.post(third).time(Key.DUE));
    assertEquals(2, smo.network.posts.size());
  }

  @Test
  void theDayOfTheCapEndsWhenTheClockOnTheWallSaysSo() {
    rhythm(Map.of("dailyCap", "1"));
    smo.posting("zone", "Pacific/Auckland");
    String second = smo.page("second", "Second");
    published(page);
    assertEquals(at("2026-11-23T11:00:00Z"), published(second).time(Key.DUE));
  }

  @Test
  void whatTookASlotAndIsOverTheCapTakesTheNextDaysSlot() {
    rhythm(Map.of("dailyCap", "1", "slots", "daily 10:00, 11:00"));
    smo.posting("zone", "UTC", "when", "next free slot");
    String second = smo.page("second", "Second");
    smo.publish(page);
    smo.publish(second);
    until("2026-11-23T10:00:00Z");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
    until("2026-11-23T11:00:00Z");
    smo.pass(A_WHILE);
    assertEquals(at("2026-11-24T10:00:00Z"), smo.post(second).time(Key.SLOT));
    assertEquals(at("2026-11-24T10:00:00Z"), smo.post(second).time(Key.DUE));
  }

  @Test
  void whatMayBeOutCountsForTheCap() {
    rhythm(Map.of("dailyCap", "1"));
    smo.posting("zone", "UTC");
    smo.network.next.add((delivery, toy) -> new Outcome.Unknown("No answer."));
    String second = smo.page("second", "Second");
    assertEquals(State.UNKNOWN, published(page).state());
    assertEquals(at("2026-11-24T00:00:00Z"), published(second).time(Key.DUE));
  }

  @Test
  void whatItsNetworkRefusedDoesNotCountForTheCap() {
    rhythm(Map.of("dailyCap", "1"));
    smo.posting("zone", "UTC");
    smo.network.next.add((delivery, toy) -> new Outcome.Rejected("Rude."));
    String second = smo.page("second", "Second");
    assertEquals(State.FAILED, published(page).state());
    assertEquals(State.SENT, published(second).state());
  }

  @Test
  void postsThatCostMoreThanTheBudgetGoInTheNextMonth() {
    Price price = Price.of("0.20", "USD");
    smo.network.described =
        Network.builder("toy", "Toy").price(Shape.TEXT, price).price(Shape.LINK, price).build();
    rhythm(Map.of("monthlyBudget", "0.50 USD"));
    smo.posting("zone", "UTC");
    for (int i = 0; i < 2; i++) {
      assertEquals(State.SENT, published(smo.page("paid" + i, "Paid " + i)).state());
      smo.pass(Duration.ofDays(1));
    }
    PostRecord post = published(page);
    assertEquals("0.20 USD", post.text(Key.PRICE));
    assertEquals("The budget of 0.50 USD a month is spent.", post.text(Key.REASON));
    assertEquals(at("2026-12-01T00:00:00Z"), post.time(Key.DUE));
    until("2026-12-01T00:00:00Z");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void aNetworkWithoutPricesIsWithinEveryBudget() {
    rhythm(Map.of("monthlyBudget", "0 USD"));
    smo.posting("zone", "UTC");
    assertEquals(State.SENT, published(page).state());
  }

  @Test
  void aZoneThatThereIsNotFailsThePostAndSaysWhatIsRight() {
    smo.posting("zone", "Mars/Base");
    PostRecord post = published(page);
    assertEquals(State.FAILED, post.state());
    assertTrue(post.text(Key.REASON).startsWith("There is no time zone \"Mars/Base\""));
  }

  @Test
  void whatTheCapPutOffIsNotTooLateOnTheNextDay() {
    rhythm(Map.of("dailyCap", "1"));
    smo.posting("zone", "UTC", "lateHours", 2);
    String second = smo.page("second", "Second");
    published(page);
    assertEquals(at("2026-11-24T00:00:00Z"), published(second).time(Key.DUE));
    until("2026-11-24T00:00:00Z");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(second).state());
  }

  @Test
  void theNextDaysSlotIsNotTooLate() {
    rhythm(Map.of("dailyCap", "1", "slots", "daily 10:00, 11:00"));
    smo.posting("zone", "UTC", "when", "next free slot", "lateHours", 2);
    String second = smo.page("second", "Second");
    smo.publish(page);
    smo.publish(second);
    until("2026-11-23T10:00:00Z");
    smo.pass(Duration.ofMinutes(61));
    until("2026-11-24T10:00:00Z");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(second).state());
  }

  @Test
  void howLateAPostMayBeIsCountedFromTheTimeToWhichItWasPutOff() {
    rhythm(Map.of("dailyCap", "1"));
    smo.posting("zone", "UTC", "lateHours", 2);
    String second = smo.page("second", "Second");
    published(page);
    published(second);
    until("2026-11-24T02:30:00Z");
    smo.pass(A_WHILE);
    assertEquals(State.HELD, smo.post(second).state());
  }

  @Test
  void otherQuietHoursThatLeaveNoTimeBesideTheOldOnesCountAlone() {
    rhythm(Map.of("quietHours", "0:00-12:00"));
    smo.posting("zone", "UTC");
    assertEquals(at("2026-11-23T12:00:00Z"), published(page).time(Key.DUE));
    rhythm(Map.of("quietHours", "12:00-24:00"));
    until("2026-11-23T12:00:00Z");
    smo.pass(A_WHILE);
    assertEquals(at("2026-11-24T00:00:00Z"), smo.post(page).time(Key.DUE));
    until("2026-11-24T00:00:00Z");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void aCrashBeforeTheCallDoesNotLetAPostGoInQuietHours() {
    smo.posting("zone", "UTC", "quietHours", "9:30-12:00", "delayMinutes", 5);
    smo.publish(page);
    smo.ledger.update(
        smo.post(page).id(), post -> post.to(State.QUEUED, "").with(Key.DUE, smo.clock.instant()));
    until("2026-11-23T10:00:00Z");
    smo.restart();
    smo.pass(A_WHILE);
    assertEquals(0, smo.network.calls.size());
    assertEquals(at("2026-11-23T12:00:00Z"), smo.post(page).time(Key.DUE));
    until("2026-11-23T12:00:00Z");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
  }

  private void priced(String budget) {
    Price price = Price.of("0.20", "USD");
    smo.network.described =
        Network.builder("toy", "Toy").price(Shape.TEXT, price).price(Shape.LINK, price).build();
    rhythm(Map.of("monthlyBudget", budget));
  }

  @Test
  void aPostThatCostsMoreThanAllOfTheBudgetIsHeldAndDoesNotMoveOnFromMonthToMonth() {
    priced("0.10 USD");
    smo.posting("zone", "UTC");
    PostRecord post = published(page);
    assertEquals(State.HELD, post.state());
    assertEquals(
        "It costs 0.20 USD, and the budget is 0.10 USD a month. Raise it and send the post, or"
            + " cancel it.",
        post.text(Key.REASON));
    assertEquals(0, smo.network.calls.size());
    priced("5 USD");
    smo.decisions.retry(post.id(), Decisions.Seen.NOT_SAID, "ada");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void eachPartOfAThreadIsPaidOfTheBudget() {
    smo.network.limits = Limits.builder(200, Limits::graphemes).maxThread(3).build();
    priced("0.50 USD");
    smo.posting("zone", "UTC", "text", "{title}\n---\n{url}");
    assertEquals(2, published(page).parts().size());
    assertEquals(State.SENT, smo.post(page).state());
    PostRecord second = published(smo.page("second", "Second"));
    assertEquals("The budget of 0.50 USD a month is spent.", second.text(Key.REASON));
  }

  @Test
  void partsOfAThreadCostByWhatIsInThem() {
    smo.network.limits = Limits.builder(200, Limits::graphemes).maxThread(4).build();
    smo.network.described =
        Network.builder("toy", "Toy")
            .price(Shape.LINK, Price.of("0.200", "USD"))
            .price(Shape.TEXT, Price.of("0.015", "USD"))
            .build();
    smo.posting("zone", "UTC", "text", "{title} {url}\n---\nWarm\n---\nTickets at example.com");
    assertEquals("0.415 USD", published(page).cost(), "link, plain, bare domain");
    smo.posting("zone", "UTC", "text", "{title}\n---\nWarm\n---\n{url}");
    assertEquals("0.230 USD", published(smo.page("second", "Second")).cost(), "link at the end");
  }

  @Test
  void whatIsRepeatedAndMayBeOutCountsForTheCap() {
    rhythm(Map.of("dailyCap", "1"));
    smo.posting("zone", "UTC");
    String second = smo.page("second", "Second");
    smo.publish(page);
    smo.ledger.update(
        smo.post(page).id(),
        post ->
            post.with(Key.STARTED, smo.clock.instant())
                .with(Key.REPEAT_UNTIL, smo.clock.instant().plus(Duration.ofHours(2)))
                .with(Key.DUE, smo.clock.instant().plus(Duration.ofHours(1))));
    assertEquals(at("2026-11-24T00:00:00Z"), published(second).time(Key.DUE));
  }
}
