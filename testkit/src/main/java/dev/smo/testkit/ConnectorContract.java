// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.smo.connector.Delivery;
import dev.smo.connector.Limits;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciler;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Retractor;
import dev.smo.connector.Shape;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.outbound.NotSentException;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the engine relies on, rule by rule; docs/connector-contract.md gives the reasons. Extend it
 * for a connector, with a fake of its network. Rules about what a connector need not have are
 * skipped where it does not have it.
 */
public abstract class ConnectorContract extends ServerRules {
  @Test
  void r01PublishedNamesThePostAndItsAddress() throws Exception {
    RemotePost post = published(publish("first"));
    assertFalse(post.id().isBlank(), "no id");
    assertTrue(post.permalink().isAbsolute(), "no permalink: " + post.permalink());
    assertEquals(1, network.posts().size());
  }

  @Test
  void r02TooManyCallsAreDeferredAsLongAsTheNetworkAsks() throws Exception {
    network.failNext(new Fault.RateLimited(Duration.ofSeconds(120)));
    Outcome.Deferred deferred = assertInstanceOf(Outcome.Deferred.class, publish("first"));
    long seconds = deferred.after().toSeconds();
    assertTrue(seconds >= 110 && seconds <= 130, "waits " + seconds + " s instead of 120");
    assertEquals(List.of(), network.posts());
  }

  @Test
  void r03ConnectionRefusedIsCertainlyNotSent() throws Exception {
    network.refuseConnections();
    try {
      assertInstanceOf(Outcome.Deferred.class, publish("first"));
    } catch (NotSentException e) {
      return;
    }
  }

  @Test
  void r04ServerErrorIsUnknown() throws Exception {
    for (int status : new int[] {500, 502, 503}) {
      network.failNext(new Fault.ServerError(status));
      assertUnknown();
    }
  }

  @Test
  void r05LostAnswerIsUnknown() throws Exception {
    network.failNext(new Fault.Lost(), new Fault.HalfAnswered());
    assertUnknown();
    assertUnknown();
  }

  @Test
  void r06TimeOutIsUnknown() throws Exception {
    impatient(Duration.ofSeconds(1));
    network.failNext(new Fault.Stalled());
    assertUnknown();
  }

  @Test
  void r07RefusedTokenIsUnauthorised() throws Exception {
    network.failNext(new Fault.Unauthorised());
    assertInstanceOf(Outcome.Unauthorised.class, publish("first"));
  }

  @Test
  void r08RefusedPostIsRejectedForTheNetworksReason() throws Exception {
    network.failNext(new Fault.Invalid("Words like these are not welcome"));
    Outcome.Rejected rejected = assertInstanceOf(Outcome.Rejected.class, publish("first"));
    assertTrue(rejected.reason().contains("not welcome"), rejected.reason());
  }

  @Test
  void r09OnePublishIsOneCallToCreate() throws Exception {
    published(publish("first"));
    assertEquals(1, network.creations());
    network.failNext(new Fault.ServerError(500), new Fault.Lost(), new Fault.Cut());
    for (int call = 2; call <= 4; call++) {
      publishWhateverComes("call " + call);
      assertEquals(call, network.creations(), "repeated by itself");
    }
  }

  @Test
  void r10SameDeliveryTwiceIsOnePost() throws Exception {
    assumeTrue(idempotent(), "not idempotent");
    network.failNext(new Fault.Lost());
    publishWhateverComes("first");
    RemotePost second = published(publish(delivery("first", 2)));
    RemotePost third = published(publish(delivery("first", 3)));
    assertEquals(1, network.posts().size());
    assertEquals(second, third);
  }

  @Test
  void r11SecretsNeverShow() throws Exception {
    List<Fault> faults =
        List.of(
            new Fault.RateLimited(Duration.ofSeconds(9)),
            new Fault.ServerError(500),
            new Fault.Unauthorised(),
            new Fault.Invalid("Token " + SECRET + " may not do this"),
            new Fault.Lost(),
            new Fault.Garbled());
    try (Output output = Output.capture()) {
      published(publish("first"));
      for (Fault fault : faults) {
        network.failNext(fault);
        String said = publishWhateverComes("second");
        assertFalse(leaks(said), () -> "secret in what became of " + fault);
      }
      assertFalse(leaks(output.text()), "secret in the log");
    }
  }

  @Test
  void r12ReconcilerFindsWhatIsOut() throws Exception {
    Reconciler reconciler = having(Reconciler.class);
    network.failNext(new Fault.Lost());
    publishWhateverComes("first");
    Reconciliation.Found found =
        assertInstanceOf(Reconciliation.Found.class, reconciler.find(delivery("first", 1)));
    assertEquals(1, network.posts().size());
    if (idempotent()) {
      assertEquals(published(publish("first")).id(), found.post().id());
    }
  }

  @Test
  void r13ReconcilerSaysNotThereForWhatIsNotOut() throws Exception {
    Reconciler reconciler = having(Reconciler.class);
    published(publish("other"));
    network.failNext(new Fault.Cut());
    publishWhateverComes("first");
    assertInstanceOf(Reconciliation.NotThere.class, reconciler.find(delivery("first", 1)));
  }

  @Test
  void r14ReconcilerDoesNotGuess() throws Exception {
    Reconciler reconciler = having(Reconciler.class);
    for (Fault fault :
        List.of(
            new Fault.ServerError(502),
            new Fault.Unauthorised(),
            new Fault.Cut(),
            new Fault.Garbled())) {
      network.failAlways(fault);
      try {
        Reconciliation said = reconciler.find(delivery("first", 1));
        boolean open =
            said instanceof Reconciliation.CannotTell || said instanceof Reconciliation.AskLater;
        assertTrue(open, () -> said + " after " + fault);
      } catch (IOException e) {
        // Counts as AskLater.
      }
    }
  }

  @Test
  void r29WhoCannotBeAskedNowIsAskedLater() throws Exception {
    Reconciler reconciler = having(Reconciler.class);
    for (Fault fault : List.of(new Fault.ServerError(503), new Fault.ServerError(500))) {
      network.failAlways(fault);
      try {
        Reconciliation said = reconciler.find(delivery("first", 1));
        assertInstanceOf(Reconciliation.AskLater.class, said, fault.toString());
      } catch (IOException e) {
        // Counts as AskLater.
      }
    }
    network.failAlways(new Fault.RateLimited(Duration.ofSeconds(120)));
    Reconciliation said = reconciler.find(delivery("first", 1));
    long pause = assertInstanceOf(Reconciliation.AskLater.class, said).after().toSeconds();
    assertTrue(pause >= 110 && pause <= 130, "waits " + pause + " s instead of 120");
  }

  @Test
  void r15RetractingTwiceIsHarmless() throws Exception {
    Retractor retractor = having(Retractor.class);
    RemotePost post = published(publish("first"));
    published(publish("other"));
    for (int time = 1; time <= 2; time++) {
      published(retractor.retract(post, connection()));
      assertEquals(1, network.posts().size());
    }
  }

  @Test
  void r16LimitsCallNobody() {
    Limits limits = connector.limits(connection());
    assertTrue(limits.maxLength(Shape.TEXT) == 0 || limits.fits("short", Shape.TEXT));
    assertEquals(List.of(), network.calls());
  }

  @Test
  void r17TextAtTheLimitIsTakenAndLongerTextIsRejected() throws Exception {
    published(publish("first"));
    Limits limits = connector.limits(connection());
    assumeTrue(
        limits.takes(Shape.TEXT) && limits.maxLength(Shape.TEXT) > 0, "takes no words alone");
    for (String unit : List.of("a", "ä", "e\u0301", "\uD83D\uDC69\u200D\uD83D\uDE80")) {
      String longest = longest(limits, unit);
      Delivery fits = delivery(longest, Post.builder(longest).build(), 1);
      published(publish(fits));
      String over = longest + unit;
      Outcome outcome = publish(delivery(over, Post.builder(over).build(), 1));
      assertInstanceOf(Outcome.Rejected.class, outcome, "one more than fits");
    }
  }

  @Test
  void r18VerifierTellsGoodFromBadWithoutPosting() throws Exception {
    Verifier verifier = having(Verifier.class);
    var valid = assertInstanceOf(Verification.Valid.class, verifier.verify(connection()));
    if (followers().isPresent()) {
      assertEquals(followers(), valid.followers(), "followers of the account");
    }
    network.failAlways(new Fault.Unauthorised());
    assertInstanceOf(Verification.Invalid.class, verifier.verify(connection()));
    network.failAlways(new Fault.ServerError(502));
    try {
      assertInstanceOf(Verification.Unreachable.class, verifier.verify(connection()));
    } catch (IOException e) {
      // Counts as Unreachable.
    }
    assertEquals(0, network.creations());
  }

  @Test
  void r19AnswerThatCannotBeReadIsUnknown() throws Exception {
    network.failNext(new Fault.Garbled());
    assertUnknown();
  }
}
