// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connections.Account;
import dev.smo.connections.ConnectionChecks;
import dev.smo.connections.Followers;
import dev.smo.connector.Connector;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.environment.Place;
import dev.smo.health.ConnectionsCheck;
import dev.smo.ledger.State;
import dev.smo.post.Connection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.felix.hc.api.Result;
import org.jetbrains.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections are tested before a post shows that they have ended. */
class DailyChecksTest extends OnePage {
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  private final TestedToy network = new TestedToy();

  private static final class TestedToy extends ToyNetwork implements Verifier {
    private int asked;
    private String refuses = "";
    private boolean breaks;
    private @Nullable Instant ends;
    private String profile = "https://toy.test/@ann";
    private OptionalLong followers = OptionalLong.empty();

    @Override
    public Verification verify(Connection connection) {
      asked++;
      if (breaks) {
        throw new IllegalStateException("a fault of the connector");
      }
      return refuses.isEmpty()
          ? new Verification.Valid(
              "@ann", URI.create(profile), Optional.ofNullable(ends), followers)
          : new Verification.Invalid(refuses);
    }
  }

  @BeforeEach
  void connect() {
    context.registerService(Connector.class, network, Map.of("service.ranking", 10));
  }

  private void goOn(Duration span) {
    for (Duration gone = Duration.ZERO; gone.compareTo(span) < 0; gone = gone.plus(HALF_AN_HOUR)) {
      smo.clock.pass(HALF_AN_HOUR);
      smo.checkConnections();
    }
  }

  private Result health() {
    return new ConnectionsCheck(smo.connections, smo.trial(), smo.lanes()).execute();
  }

  @Test
  void eachConnectionIsAskedOnceADay() {
    smo.checkConnections();
    goOn(Duration.ofDays(3));
    assertEquals(4, network.asked);
  }

  @Test
  void anAccessThatEndsIsToldOfFourteenDaysAhead() {
    network.ends = smo.clock.instant().plus(Duration.ofDays(20));
    goOn(Duration.ofDays(5));
    assertEquals(Result.Status.OK, health().getStatus(), health()::toString);
    goOn(Duration.ofDays(2));
    assertEquals(Result.Status.WARN, health().getStatus(), health()::toString);
    assertTrue(health().toString().contains("Sign in again"), health()::toString);
  }

  @Test
  void anAccessThatWasTakenAwayStopsTheConnectionBeforeAPostIsTried() {
    smo.checkConnections();
    network.refuses = "The token was revoked.";
    goOn(Duration.ofHours(25));
    assertTrue(smo.lanes().find("toy").stopped().contains("revoked"), "the lane is not stopped");
    assertTrue(
        smo.lanes().find("toy").stopped().contains("Sign in again"), "nobody knows what to do");
    smo.publish(page);
    smo.pass(HALF_AN_HOUR);
    assertEquals(State.SCHEDULED, smo.post(page).state());
    assertEquals(0, network.calls.size());
  }

  @Test
  void aNetworkThatRefusesForAMomentStopsNothing() {
    network.refuses = "Not now.";
    smo.checkConnections();
    network.refuses = "";
    goOn(Duration.ofDays(2));
    assertEquals("", smo.lanes().find("toy").stopped());
  }

  @Test
  void whatCannotBeTestedStopsNothingThatAPersonLetGo() {
    network.refuses = "Revoked.";
    smo.checkConnections();
    goOn(Duration.ofHours(2));
    assertTrue(smo.lanes().find("toy").stopped().contains("Revoked"), "the lane is not stopped");
    smo.lanes().resume("toy");
    network.breaks = true;
    goOn(Duration.ofHours(3));
    assertEquals("", smo.lanes().find("toy").stopped());
  }

  @Test
  void aFaultOfAConnectorStopsNothingAndKeepsNoOtherFromBeingAsked() {
    network.breaks = true;
    smo.connect("zoo");
    goOn(Duration.ofDays(2));
    assertEquals("", smo.lanes().find("toy").stopped());
    assertTrue(smo.trial().last("zoo").isPresent(), "the second connection was not asked");
  }

  @Test
  void whatWasFoundIsForgottenWhenTheConnectionIsEnteredAnew() {
    smo.checkConnections();
    Optional<ConnectionChecks.Check> found = smo.trial().last("toy");
    assertTrue(found.isPresent());
    smo.connections.save(new Account.Form("toy", "toy", "", "", Map.of("user", "bob"), Map.of()));
    assertEquals(Optional.empty(), smo.trial().last("toy"));
  }

  @Test
  void aCopyAsksNobody() {
    smo.restart("stage", new Place("another machine", "another disk", "another run"));
    int before = network.asked;
    goOn(Duration.ofDays(2));
    assertEquals(before, network.asked);
  }

  private List<Long> followers() {
    return List.copyOf(new Followers(smo.repository).of("toy").values());
  }

  @Test
  void followersAreCountedOnceADayWhereTheNetworkTells() {
    network.followers = OptionalLong.of(100);
    smo.checkConnections();
    network.followers = OptionalLong.of(103);
    goOn(Duration.ofHours(25));
    assertEquals(List.of(100L, 103L), followers());
    assertEquals(103L, smo.trial().last("toy").orElseThrow().result().followers());
    network.followers = OptionalLong.empty();
    goOn(Duration.ofDays(2));
    assertEquals(List.of(100L, 103L), followers(), "a day on which nobody told became a number");
    assertNull(smo.trial().last("toy").orElseThrow().result().followers());
  }

  @Test
  void aConnectionThatIsAnotherAccountBeginsToCountAnew() {
    network.followers = OptionalLong.of(5_000);
    smo.checkConnections();
    network.profile = "https://toy.test/@bob";
    network.followers = OptionalLong.of(3);
    goOn(Duration.ofHours(25));
    assertEquals(List.of(3L), followers());
    network.profile = "https://toy.test/@ann";
    network.followers = OptionalLong.of(5_001);
    goOn(Duration.ofHours(25));
    assertEquals(List.of(5_000L, 5_001L), followers());
  }

  @Test
  void theNumbersOfAConnectionGoWithIt() {
    network.followers = OptionalLong.of(7);
    smo.checkConnections();
    smo.connections.save(new Account.Form("toy", "toy", "", "", Map.of(), Map.of()));
    assertEquals(List.of(7L), followers(), "a new label took them away");
    smo.connections.remove("toy");
    assertEquals(List.of(), followers());
  }
}
