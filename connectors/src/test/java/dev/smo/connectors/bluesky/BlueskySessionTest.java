// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Authorization;
import dev.smo.connector.Outcome;
import dev.smo.connector.Verification;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import dev.smo.testkit.Fault;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Logging in, and sessions. */
class BlueskySessionTest extends BlueskyFixture {
  @Test
  void asksForASessionBeforeTheFirstPost() throws Exception {
    assertInstanceOf(Outcome.Unauthorised.class, publish(typedIn("app-password"), post().build()));
    assertEquals(0, bluesky.calls().size());
  }

  @Test
  void logsInOnceAndRenewsAfterwards() throws Exception {
    Connection first = loggedIn(typedIn("app-password"));
    Connection second = loggedIn(first);
    assertEquals(
        "[POST /xrpc/com.atproto.server.createSession,"
            + " POST /xrpc/com.atproto.server.refreshSession]",
        bluesky.calls().toString());
    assertInstanceOf(Outcome.Published.class, publish(second, post().build()));
  }

  @Test
  void tellsWhenTheSessionEnds() throws Exception {
    var granted =
        assertInstanceOf(Authorization.Granted.class, connector.authorize(typedIn("app-password")));
    Duration left = Duration.between(Instant.now(), granted.expires().orElseThrow());
    assertTrue(left.toMinutes() >= 118 && left.toMinutes() <= 120, left.toString());
  }

  @Test
  void logsInAgainWhenTheRefreshTokenIsRefused() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    bluesky.refuseRefresh();
    assertInstanceOf(Outcome.Published.class, publish(loggedIn(connection), post().build()));
  }

  @Test
  void doesNotRenewTheSessionOfAnotherHandle() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    Connection other = connection.toBuilder().setting("handle", "other.test").build();
    assertInstanceOf(Authorization.Refused.class, connector.authorize(other));
  }

  @Test
  void doesNotPostInTheSessionOfAnotherHandle() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    Connection other = connection.toBuilder().setting("handle", "other.test").build();
    assertInstanceOf(Outcome.Unauthorised.class, publish(other, post().build()));
    assertInstanceOf(Verification.Invalid.class, connector.verify(other));
    assertEquals(0, bluesky.posts().size());
  }

  @Test
  void aLogInLeavesNothingOfTheSessionBefore() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    bluesky.leaveOutDidDoc();
    Connection before =
        connection.toBuilder()
            .secret("pds", Secret.of("https://pds-of-another.test"))
            .secret("sessionFor", Secret.of("other.test"))
            .build();
    assertInstanceOf(Outcome.Published.class, publish(loggedIn(before), post().build()));
  }

  @Test
  void refusesAWrongPassword() throws Exception {
    assertInstanceOf(Authorization.Refused.class, connector.authorize(typedIn("wrong")));
    assertInstanceOf(Verification.Invalid.class, connector.verify(typedIn("wrong")));
    assertInstanceOf(Verification.Valid.class, connector.verify(typedIn("app-password")));
  }

  @Test
  void logsInLaterWhenThereWereTooManyLogIns() throws Exception {
    bluesky.failAlways(new Fault.RateLimited(Duration.ofSeconds(200)));
    Authorization said = connector.authorize(typedIn("app-password"));
    Duration after = assertInstanceOf(Authorization.Later.class, said).after();
    assertTrue(after.toSeconds() > 190 && after.toSeconds() <= 200, after.toString());
  }

  @Test
  void saysUnauthorisedForASessionThatExpired() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    bluesky.expire();
    assertInstanceOf(Outcome.Unauthorised.class, publish(connection, post().build()));
    assertInstanceOf(Outcome.Published.class, publish(loggedIn(connection), post().build()));
  }
}
