// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.ledger.Again;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages that are posted again, by policy or because somebody asks for it. */
class AgainTest extends OnePage {
  private static final Duration A_WHILE = Duration.ofSeconds(20);

  private void publish(Object... policy) {
    smo.posting(policy);
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.posts.size());
  }

  private void days(int days) {
    smo.clock.pass(Duration.ofDays(days));
    smo.rounds();
    smo.rounds();
    smo.pass(A_WHILE);
  }

  private PostRecord first() {
    return edition("1");
  }

  private PostRecord edition(String number) {
    return smo.posts(page).stream()
        .filter(post -> post.text(Key.EDITION).equals(number))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aPageIsPostedAgainInWordsOfItsOwnAsOftenAsThePolicySays() {
    publish(
        "text", "{title} {url}", "againDays", 60, "againTimes", 2, "againText", "Still: {title}");
    days(59);
    assertEquals(1, smo.network.posts.size());
    days(2);
    assertEquals(2, smo.network.posts.size());
    assertTrue(smo.network.posts.get(1).text().startsWith("Still: Hours"));
    days(59);
    assertEquals(2, smo.network.posts.size(), "the distance counts from the last one");
    days(2);
    assertEquals(3, smo.network.posts.size());
    days(400);
    assertEquals(3, smo.network.posts.size());
    assertEquals(
        List.of("1", "2", "3"),
        smo.posts(page).stream()
            .map(post -> post.text(Key.EDITION))
            .sorted(Comparator.naturalOrder())
            .toList());
  }

  @Test
  void anEditionIsPostedOnceThoughTheRepositoryForgotThatItWasPlanned() {
    publish("againDays", 60, "againTimes", 1);
    days(61);
    assertEquals(2, smo.network.posts.size());
    smo.ledger.update(first().id(), Again.byPolicy(60, 5)::on);
    days(1);
    days(61);
    assertEquals(2, smo.network.posts.size());
    assertEquals(2, smo.posts(page).size());
  }

  @ParameterizedTest
  @CsvSource({
    "sling:published, false",
    "noindex, true",
  })
  void aPageThatIsNotForThePublicIsNotPostedAgain(String property, boolean value) {
    publish("againDays", 60);
    smo.set(page + "/jcr:content", Map.of(property, value));
    days(61);
    days(2);
    assertEquals(1, smo.network.posts.size());
    assertEquals(1, smo.posts(page).size());
  }

  @Test
  void aPageIsNotPostedAgainPastItsEnd() {
    publish("againDays", 60);
    smo.set(
        page + "/jcr:content",
        Map.of("expires", smo.clock.instant().plus(Duration.ofDays(60)).toString()));
    days(61);
    assertEquals(1, smo.posts(page).size());
  }

  @Test
  void aPageThatIsPublicAgainIsPostedAgainThen() {
    publish("againDays", 60);
    smo.set(page + "/jcr:content", Map.of("sling:published", false));
    days(61);
    smo.set(page + "/jcr:content", Map.of("sling:published", true));
    days(2);
    assertEquals(2, smo.network.posts.size());
  }

  @Test
  void aPageThatHasNotChangedForLongIsNotPostedAgain() {
    publish("againDays", 60, "againFreshDays", 30);
    days(61);
    assertEquals(1, smo.network.posts.size());
    assertEquals(
        "Not posted again: The page has not changed for 30 days.", first().text(Key.REASON));
    smo.set(page + "/jcr:content", Map.of("jcr:lastModified", Date.from(smo.clock.instant())));
    days(61);
    assertEquals(1, smo.posts(page).size());
  }

  @Test
  void aPageThatHasChangedIsPostedAgain() {
    publish("againDays", 60, "againFreshDays", 30);
    smo.clock.pass(Duration.ofDays(50));
    smo.set(page + "/jcr:content", Map.of("jcr:lastModified", smo.clock.instant().toString()));
    days(11);
    assertEquals(2, smo.network.posts.size());
  }

  @Test
  void aPolicyThatDoesNotAskForItAnyMoreIsHeard() {
    publish("againDays", 60);
    smo.posting();
    days(61);
    assertEquals(1, smo.posts(page).size());
    assertEquals("again-over", last(first()));
  }

  @Test
  void aRemovedPageIsNotPostedAgain() {
    publish("againDays", 60);
    String id = first().id();
    smo.remove(page, /* told= */ false);
    days(61);
    assertEquals(1, smo.network.posts.size());
    assertTrue(Again.at(smo.ledger.find(id).orElseThrow()).isEmpty());
  }

  @Test
  void whatWasTakenBackIsNotPostedAgain() {
    publish("againDays", 60);
    smo.decisions.retract(first().id(), "ann");
    smo.pass(A_WHILE);
    days(61);
    assertEquals(1, smo.network.posts.size());
  }

  @Test
  void anAuthorAsksForItAndCallsItOff() {
    publish();
    smo.decisions.repeat(first().id(), Again.asked(10, 5, "Once more: {title}", 0, "ann"));
    days(11);
    assertEquals(2, smo.network.posts.size());
    PostRecord second = edition("2");
    assertTrue(second.text(Key.TEXT).startsWith("Once more: Hours"));
    assertEquals("ann", second.text(Key.WISHED_BY));
    smo.decisions.repeat(second.id(), Again.asked(10, 0, "", 0, "bob"));
    days(30);
    assertEquals(2, smo.network.posts.size());
    assertEquals("repeat", last(edition("2")));
  }

  @Test
  void whereSomebodyMustApproveEachEditionIsApproved() {
    publish("againDays", 60);
    smo.posting("againDays", 60, "approval", true);
    days(61);
    assertEquals(State.AWAITING_APPROVAL, edition("2").state());
  }

  @Test
  void aDistanceOfNothingIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Again.asked(0, 1, "", 0, "ann"));
    assertThrows(IllegalArgumentException.class, () -> Again.asked(1, 101, "", 0, "ann"));
    assertThrows(IllegalArgumentException.class, () -> Again.asked(1, 1, "", -1, "ann"));
  }

  @Test
  void aPageIsPostedAgainThoughItsSiteCouldNotBeSeenWhenItWasDue() {
    publish("againDays", 60);
    smo.clock.pass(Duration.ofDays(61));
    String elsewhere = smo.rename(Installation.SITE, "elsewhere");
    smo.rounds();
    smo.rename(elsewhere, "en");
    days(1);
    assertEquals(2, smo.network.posts.size());
  }

  private static String last(PostRecord post) {
    return post.history().get(post.history().size() - 1).what();
  }

  @Test
  void anEditionThatCannotBePlannedIsTriedAgainLaterSoThatItStopsNoOther() {
    publish("againDays", 60);
    smo.ledger.update(first().id(), post -> post.with(Key.EDITION, "first"));
    days(61);
    Instant next = Again.at(smo.posts(page).get(0)).orElseThrow();
    assertTrue(next.isAfter(smo.clock.instant()), next::toString);
  }

  @Test
  void aPageIsNotPostedAgainOnAConnectionThatThePolicyNamesNoMore() {
    publish("againDays", 60);
    smo.connect("other");
    smo.posting("againDays", 60, "connections", new String[] {"other"});
    days(61);
    assertEquals(1, smo.network.posts.size());
    assertEquals(
        "Not posted again: The policy does not ask for it any more.", first().text(Key.REASON));
  }
}
