// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connections.Account;
import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Editor;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.delivery.Decisions;
import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The account of a connection becomes another while posts are on their way, or out. */
class AccountTest extends OnePage {
  private static final Duration A_WHILE = Duration.ofSeconds(20);

  private final NamedToy network = new NamedToy();

  /** A network that tells whose account a connection is: that of the user in its settings. */
  private static final class NamedToy extends ToyNetwork implements Verifier, Editor {
    private int asked;
    private boolean tells = true;
    private String handle = "";
    private Runnable whenAsked = () -> {};

    @Override
    public Verification verify(Connection connection) {
      asked++;
      whenAsked.run();
      String user = connection.setting("user").orElse("");
      return tells
          ? new Verification.Valid(
              "@" + user + handle, URI.create("https://toy.test/@" + user), Optional.empty())
          : new Verification.Invalid("The token may not read.");
    }

    @Override
    public Outcome edit(RemotePost post, Delivery delivery) {
      return new Outcome.Published(post);
    }
  }

  @BeforeEach
  void connect() {
    context.registerService(Connector.class, network, Map.of("service.ranking", 10));
    signIn("ann");
  }

  private void signIn(String user) {
    smo.connections.save(new Account.Form("toy", "toy", "", "", Map.of("user", user), Map.of()));
  }

  private void losingTheAnswer() {
    network.next.add(
        (delivery, there) -> {
          there.execute(delivery);
          throw new IOException("connection reset");
        });
    smo.publish(page);
    smo.pass(Duration.ofSeconds(5));
    assertEquals(State.UNKNOWN, smo.post(page).state());
  }

  private void assertNamesBoth(String reason) {
    assertTrue(reason.contains("@ann (https://toy.test/@ann)"), reason);
    assertTrue(reason.contains("@bob (https://toy.test/@bob)"), reason);
  }

  @Test
  void theAccountIsOnTheRecordBeforeTheNetworkIsCalled() {
    List<String> accounts = new ArrayList<>();
    network.next.add(
        (delivery, there) -> {
          accounts.add(smo.post(page).text(Key.ACCOUNT));
          return new Outcome.Published(there.execute(delivery));
        });
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(List.of("https://toy.test/@ann @ann"), accounts);
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void whatMayBeOutOnOneAccountIsNeitherSoughtNorSentOnAnother() {
    losingTheAnswer();
    signIn("bob");
    smo.pass(Duration.ofHours(2));
    PostRecord post = smo.post(page);
    assertEquals(State.NEEDS_ATTENTION, post.state());
    assertNamesBoth(post.text(Key.REASON));
    assertEquals(0, network.inquiries);
    assertEquals(1, network.calls.size());
  }

  @Test
  void aNetworkThatKnowsTheIdOnOneAccountIsNotGivenItForAnother() {
    network.described = Network.builder("toy", "Toy").idempotentFor(Duration.ofHours(1)).build();
    losingTheAnswer();
    network.canTell = false;
    smo.connections.save(
        new Account.Form("toy", "toy", "", "", Map.of("user", "ann", "color", "red"), Map.of()));
    network.next.add((delivery, there) -> new Outcome.Deferred(Duration.ofMinutes(5), "busy"));
    smo.pass(Duration.ofMinutes(1));
    assertEquals(State.SCHEDULED, smo.post(page).state());
    signIn("bob");
    smo.pass(Duration.ofMinutes(20));
    assertEquals(State.NEEDS_ATTENTION, smo.post(page).state());
    assertNamesBoth(smo.post(page).text(Key.REASON));
    assertEquals(1, network.posts.size());
  }

  @Test
  void whatIsOutOnOneAccountIsNotTakenBackOnAnother() {
    smo.publish(page);
    smo.pass(A_WHILE);
    signIn("bob");
    smo.decisions.retract(smo.post(page).id(), "carl");
    smo.pass(A_WHILE);
    PostRecord post = smo.post(page);
    assertEquals(State.SENT, post.state());
    assertTrue(post.flag(Key.ATTENTION));
    assertNamesBoth(post.text(Key.REASON));
    assertEquals(List.of(), network.retracted);
  }

  @Test
  void wordsThatAreOutOnOneAccountAreNotChangedOnAnother() {
    smo.publish(page);
    smo.pass(A_WHILE);
    signIn("bob");
    PostRecord post = smo.post(page);
    NotPossibleException refused =
        assertThrows(
            NotPossibleException.class,
            () -> smo.editor().edit(post.id(), "Other", smo.decisions.reader(post.id(), "carl")));
    assertNamesBoth(refused.getMessage());
  }

  @Test
  void whatWaitsGoesToTheAccountThatTheConnectionIsThen() {
    network.next.add((delivery, there) -> new Outcome.Deferred(Duration.ofMinutes(5), "busy"));
    smo.publish(page);
    smo.pass(A_WHILE);
    signIn("bob");
    smo.pass(Duration.ofMinutes(10));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals("https://toy.test/@bob @bob", smo.post(page).text(Key.ACCOUNT));
  }

  @Test
  void anAccountThatGotAnotherNameIsTheSame() {
    smo.publish(page);
    smo.pass(A_WHILE);
    network.handle = "-of-acme";
    smo.restart();
    smo.decisions.retract(smo.post(page).id(), "carl");
    smo.pass(A_WHILE);
    assertEquals(State.RETRACTED, smo.post(page).state());
  }

  @Test
  void aNetworkThatDoesNotTellTheAccountIsPostedToAllTheSame() {
    network.tells = false;
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
    assertTrue(smo.post(page).text(Key.ACCOUNT).contains("which the network did not tell"));
  }

  @Test
  void whereTheNetworkDidNotTellTheAccountNobodyElseIsAskedOrPostedTo() {
    network.tells = false;
    losingTheAnswer();
    network.tells = true;
    signIn("bob");
    smo.pass(Duration.ofHours(2));
    assertEquals(State.NEEDS_ATTENTION, smo.post(page).state());
    assertEquals(1, network.posts.size(), "or it is on two accounts");
    assertTrue(smo.post(page).text(Key.REASON).contains("was entered anew"));
  }

  @Test
  void whereTheNetworkTellsTheAccountOnlyLaterThePostIsFoundAllTheSame() {
    network.tells = false;
    losingTheAnswer();
    network.tells = true;
    smo.pass(Duration.ofHours(2));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(1, network.posts.size());
  }

  @Test
  void whatWasApprovedForOneAccountDoesNotGoOutOnAnother() {
    smo.posting("approval", true);
    smo.publish(page);
    String id = smo.post(page).id();
    Decisions.Reader read = smo.decisions.reader(id, "eve");
    signIn("bob");
    smo.decisions.approve(id, read);
    smo.pass(A_WHILE);
    assertEquals(0, network.posts.size(), "eve read it as one of ann's");
    assertEquals(State.AWAITING_APPROVAL, smo.post(page).state());
    assertTrue(smo.post(page).text(Key.REASON).contains("may be another account"));
    smo.decisions.approve(id, "eve");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void planningAgainAfterTheAccountChangedAsksForAnotherApproval() {
    smo.posting("approval", true);
    smo.publish(page);
    String id = smo.post(page).id();
    Decisions.Reader read = smo.decisions.reader(id, "eve");
    signIn("bob");
    smo.publish(page);
    assertThrows(NotPossibleException.class, () -> smo.decisions.approve(id, read), "read before");
  }

  @Test
  void aPostWithAnAccountWaitsForANetworkThatDoesNotTellWhichOneItIs() {
    smo.publish(page);
    smo.pass(A_WHILE);
    network.tells = false;
    smo.restart();
    smo.decisions.retract(smo.post(page).id(), "carl");
    smo.pass(A_WHILE);
    assertEquals(List.of(), network.retracted);
    network.tells = true;
    smo.pass(Duration.ofMinutes(10));
    assertEquals(State.RETRACTED, smo.post(page).state());
  }

  @Test
  void aNetworkIsAskedOnceForTheAccountOfManyPosts() {
    smo.publish(page);
    smo.publish(smo.page("second", "Second"));
    smo.publish(smo.page("third", "Third"));
    smo.pass(A_WHILE);
    assertEquals(3, network.posts.size());
    assertEquals(1, network.asked);
  }

  @Test
  void withoutAWordOfTheNetworkAnotherAddressIsAnotherAccount() {
    ToyNetwork silent = new ToyNetwork();
    context.registerService(Connector.class, silent, Map.of("service.ranking", 20));
    smo.publish(page);
    smo.pass(A_WHILE);
    smo.connections.save(
        new Account.Form("toy", "toy", "", "https://other.test", Map.of("user", "ann"), Map.of()));
    smo.decisions.retract(smo.post(page).id(), "carl");
    smo.pass(A_WHILE);
    assertEquals(List.of(), silent.retracted);
    assertTrue(smo.post(page).flag(Key.ATTENTION));
  }

  @Test
  void aNetworkThatTakesLongToTellNothingIsLeftAloneForAMinuteAfterThat() {
    network.tells = false;
    network.whenAsked = () -> smo.clock.pass(Duration.ofSeconds(40));
    smo.publish(page);
    smo.clock.pass(A_WHILE);
    smo.work();
    assertEquals(State.SENT, smo.post(page).state());
    String other = smo.page("other", "Other");
    smo.publish(other);
    smo.clock.pass(Duration.ofSeconds(30));
    smo.work();
    assertEquals(State.SENT, smo.post(other).state());
    assertEquals(1, network.asked);
  }
}
