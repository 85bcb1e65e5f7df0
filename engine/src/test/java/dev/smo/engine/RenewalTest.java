// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.smo.connections.Account;
import dev.smo.connector.Authorization;
import dev.smo.connector.Authorizer;
import dev.smo.connector.Limits;
import dev.smo.connector.Outcome;
import dev.smo.fixture.OakSite;
import dev.smo.lanes.LaneClaims;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import dev.smo.request.PostRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.version.VersionManager;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A network whose sessions end. */
@ExtendWith(SlingContextExtension.class)
class RenewalTest {
  private static final String CONNECTION = "/var/smo/connections/toy";
  private static final Duration A_WHILE = Duration.ofSeconds(20);

  private final SlingContext context = OakSite.context();
  private final AtomicInteger logins = new AtomicInteger();
  private final Deque<Authorization> next = new ArrayDeque<>();
  private Runnable whileAsked = () -> {};
  private boolean unreachable;
  private boolean firstSessionEnded;
  private Installation smo;

  @BeforeEach
  void install() {
    smo = new Installation(context, new Renewing());
  }

  private final class Renewing extends ToyNetwork implements Authorizer {
    @Override
    public Authorization authorize(Connection connection) throws IOException {
      if (unreachable) {
        throw new IOException("no route");
      }
      logins.incrementAndGet();
      whileAsked.run();
      return RenewalTest.this.next.isEmpty() ? granted() : RenewalTest.this.next.poll();
    }

    @Override
    public Outcome retract(RemotePost post, Connection connection) {
      String session = connection.secret("session").orElseThrow().open();
      return firstSessionEnded && session.equals("session-1")
          ? new Outcome.Unauthorised("ExpiredToken")
          : super.retract(post, connection);
    }
  }

  @AfterEach
  void end() {
    smo.close();
  }

  private Authorization granted() {
    return Authorization.Granted.of(
        Map.of("session", Secret.of("session-" + logins.get())),
        Optional.of(smo.clock.instant().plus(Duration.ofHours(2))));
  }

  private String session(int call) {
    return smo.network.calls.get(call).connection().secret("session").orElseThrow().open();
  }

  @Test
  void severalPostsShareOneSession() {
    for (int i = 0; i < 3; i++) {
      smo.publish(smo.page("p" + i, "Page " + i));
    }
    smo.pass(A_WHILE);
    assertEquals(3, smo.network.posts.size());
    assertEquals(1, logins.get());
  }

  /** Session, page, pictures and call, and session and call again, each as long as it may take. */
  @Test
  void aLaneStaysClaimedForAsLongAsOnePostMayTake() {
    smo.posting("text", "{title}", "picture", "image", "images", "all");
    smo.network.limits =
        Limits.builder(200, Limits::graphemes)
            .images(List.of("image/jpeg"), 1_000_000, 2000)
            .maxImages(3)
            .build();
    String page = smo.page("first", "First");
    URI picture = URI.create(smo.site.url() + "/first.jpg");
    smo.site.illustrate("/first.html", picture, PublicSite.jpeg());
    smo.set(page + "/jcr:content/smo", Map.of("images", new String[] {picture.toString()}));
    whileAsked = () -> smo.clock.pass(Duration.ofSeconds(44));
    smo.site.whenAsked = () -> smo.clock.pass(Duration.ofSeconds(29));
    smo.network.next.add(
        (delivery, toy) -> {
          smo.clock.pass(Duration.ofSeconds(119));
          return new Outcome.Unauthorised("ExpiredToken");
        });
    smo.network.next.add(
        (delivery, toy) -> {
          smo.clock.pass(Duration.ofSeconds(119));
          Instant until = smo.clock.instant().plusSeconds(60);
          LaneClaims.Worker other =
              new LaneClaims.Worker("another-instance", "its-run", "its-claim");
          assertFalse(smo.lanes().claims().claim("toy", other, until));
          return new Outcome.Published(toy.execute(delivery));
        });
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state(), () -> smo.post(page).text(Key.REASON));
    assertEquals(2, smo.network.posts.get(0).images().size());
  }

  @Test
  void whatAFaultyConnectorThrowsIsToldWithoutTheSession() {
    smo.network.next.add(
        (delivery, toy) -> {
          throw new IllegalArgumentException("No address: https://toy.test/?token=session-1");
        });
    String page = smo.page("first", "First");
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(
        "The connector is faulty: No address: https://toy.test/?token=***",
        smo.post(page).attempts().get(0).reason());
  }

  @Test
  void aSessionIsRenewedShortlyBeforeItEnds() {
    smo.publish(smo.page("first", "First"));
    smo.pass(A_WHILE);
    smo.clock.pass(Duration.ofMinutes(116));
    smo.publish(smo.page("second", "Second"));
    smo.pass(A_WHILE);
    assertEquals(2, logins.get());
    assertEquals("session-2", session(1));
  }

  @Test
  void aSessionThatTheNetworkRefusesIsRenewedOnceAndThePostGoes() {
    smo.network.next.add((delivery, network) -> new Outcome.Unauthorised("ExpiredToken"));
    String page = smo.page("first", "First");
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(2, smo.post(page).attempts().size());
    assertEquals(1, smo.network.posts.size());
    assertEquals("session-2", session(1));
  }

  @Test
  void aSessionThatIsRefusedEvenWhenNewStopsItsConnection() {
    smo.network.next.add((delivery, network) -> new Outcome.Unauthorised("Suspended"));
    smo.network.next.add((delivery, network) -> new Outcome.Unauthorised("Suspended"));
    String page = smo.page("first", "First");
    smo.publish(page);
    smo.pass(Duration.ofMinutes(10));
    assertEquals(State.SCHEDULED, smo.post(page).state());
    assertEquals(Optional.of("Suspended"), smo.lanes().obstacle("toy"));
    assertEquals(2, smo.network.calls.size());
  }

  @Test
  void aRefusedLogInStopsItsConnectionWithItsReasonBeforeAnyCall() {
    next.add(new Authorization.Refused("Wrong app password."));
    String page = smo.page("first", "First");
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(State.SCHEDULED, smo.post(page).state());
    assertEquals("Wrong app password.", smo.post(page).text(Key.REASON));
    assertEquals(Optional.of("Wrong app password."), smo.lanes().obstacle("toy"));
    assertEquals(0, smo.network.calls.size());
  }

  @Test
  void aNetworkThatCannotBeReachedForTheLogInIsTriedAgain() {
    unreachable = true;
    String page = smo.page("first", "First");
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(State.SCHEDULED, smo.post(page).state());
    unreachable = false;
    smo.pass(Duration.ofMinutes(2));
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void aRenewedSessionThatCannotBeCommittedIsNotUsedForACall() throws Exception {
    VersionManager versions = versions();
    whileAsked = () -> checkedIn(versions, /* in= */ true);
    String page = smo.page("first", "First");
    smo.publish(page);
    smo.pass(Duration.ofSeconds(5));
    assertEquals(State.SCHEDULED, smo.post(page).state());
    assertEquals(0, smo.network.calls.size());

    checkedIn(versions, /* in= */ false);
    whileAsked = () -> {};
    smo.pass(Duration.ofMinutes(3));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals("session-1", session(0), "the network may have taken back the one before");
    assertEquals(1, logins.get());
  }

  @Test
  void aRenewedSessionThatCouldNotBeCommittedIsNotForAConnectionThatWasEnteredAnew()
      throws Exception {
    VersionManager versions = versions();
    whileAsked = () -> checkedIn(versions, /* in= */ true);
    String page = smo.page("first", "First");
    smo.publish(page);
    smo.pass(Duration.ofSeconds(5));
    checkedIn(versions, /* in= */ false);
    whileAsked = () -> {};
    smo.connections.save(
        new Account.Form("toy", "toy", "", "https://new.test", Map.of(), Map.of()));
    smo.pass(Duration.ofMinutes(3));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals("session-2", session(0));
  }

  @Test
  void aConnectionThatChangesWhileItsSessionIsRenewedIsOpenedAnew() {
    whileAsked =
        () ->
            smo.connections.save(
                new Account.Form("toy", "toy", "", "https://new.test", Map.of(), Map.of()));
    String page = smo.page("first", "First");
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals("session-2", session(0));
  }

  @Test
  void takingAThreadBackRenewsTheSessionOnce() {
    smo.network.next.add(
        (delivery, network) -> {
          RemotePost first = network.execute(delivery);
          delivery.progress().partDone(1, first, "");
          for (int part = 2; part <= 3; part++) {
            URI address = URI.create("https://toy.test/part-" + part);
            delivery.progress().partDone(part, new RemotePost("part-" + part, address), "");
          }
          return new Outcome.Published(first);
        });
    smo.network.limits = Limits.builder(200, Limits::graphemes).maxThread(3).build();
    String page = smo.page("first", "First");
    smo.syndication()
        .request(PostRequest.of(page).connections(List.of("toy")).text("1\n---\n2\n---\n3"));
    smo.pass(A_WHILE);
    firstSessionEnded = true;
    smo.decisions.retract(smo.post(page).id(), "ada");
    smo.pass(A_WHILE);
    assertEquals(State.RETRACTED, smo.post(page).state());
    assertEquals(List.of("part-3", "part-2", "toy-1"), smo.network.retracted);
    assertEquals(2, logins.get());
  }

  private VersionManager versions() throws RepositoryException {
    Session session = context.resourceResolver().adaptTo(Session.class);
    session.refresh(false);
    session.getNode(CONNECTION).addMixin("mix:versionable");
    session.save();
    return session.getWorkspace().getVersionManager();
  }

  private static void checkedIn(VersionManager versions, boolean in) {
    try {
      if (in) {
        versions.checkin(CONNECTION);
      } else {
        versions.checkout(CONNECTION);
      }
    } catch (RepositoryException e) {
      throw new IllegalStateException(e);
    }
  }
}
