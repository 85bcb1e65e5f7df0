// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connections.Account;
import dev.smo.fixture.OakSite;
import dev.smo.health.ConnectionsCheck;
import dev.smo.host.Cipher;
import dev.smo.lanes.Lane;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.Secret;
import java.time.Duration;
import java.util.Map;
import org.apache.felix.hc.api.Result;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two nodes of a cluster on one repository, each with a key of its own, and a connection that was
 * typed in on the first.
 */
@ExtendWith(SlingContextExtension.class)
class OtherKeyTest {
  private static final Duration TWO_DAYS = Duration.ofDays(2);

  private final SlingContext context = OakSite.context();
  private final NodeKey key = new NodeKey();
  private Installation smo;

  /** The key of the node whose turn it is. */
  private static final class NodeKey implements Cipher {
    private String node = "first";

    @Override
    public String encrypt(Secret secret) {
      return node + ":" + new StringBuilder(secret.open()).reverse();
    }

    @Override
    public Secret decrypt(String stored) {
      if (!stored.startsWith(node + ":")) {
        throw new IllegalArgumentException("not encrypted with the key of this node");
      }
      return Secret.of(new StringBuilder(stored.substring(node.length() + 1)).reverse().toString());
    }
  }

  @BeforeEach
  void start() {
    smo = new Installation(context, new ToyNetwork(), key);
    Map<String, Secret> token = Map.of("token", Secret.of("hunter2"));
    smo.connections.save(new Account.Form("typed", "toy", "", "", Map.of(), token));
    smo.posting("connections", new String[] {"typed"});
  }

  @AfterEach
  void end() {
    smo.close();
  }

  private void on(String node) {
    key.node = node;
  }

  @Test
  void aPageThatIsPlannedOnANodeWithAnotherKeyIsPostedByTheOneThatHasIt() {
    on("second");
    String page = smo.page("opening", "Hours");
    smo.publish(page);
    smo.pass(TWO_DAYS);

    assertEquals(State.PLANNED, smo.post(page).state());
    assertTrue(
        smo.post(page).text(Key.REASON).contains("another key"), smo.post(page).text(Key.REASON));

    on("first");
    smo.takePassedLanes();
    smo.pass(Duration.ofMinutes(10));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(1, smo.network.posts.size());
  }

  @Test
  void aNodeWithAnotherKeyNeitherStopsALaneNorClaimsItNorFailsItsPosts() {
    String page = smo.page("opening", "Hours");
    smo.publish(page);
    on("second");
    smo.pass(TWO_DAYS);

    Lane lane = smo.lanes().find("typed");
    assertEquals(Lane.Standing.OPEN, lane.standing(smo.clock.instant()));
    assertTrue(smo.lanes().claims().isPassed("typed"));
    assertEquals(0, smo.network.calls.size());

    on("first");
    smo.takePassedLanes();
    assertEquals(State.SENT, smo.post(page).state());
    assertFalse(smo.lanes().claims().isPassed("typed"));
  }

  @Test
  void aLaneThatWasPassedOnIsNotTakenByANodeThatLacksTheKeyItself() {
    String page = smo.page("opening", "Hours");
    smo.publish(page);
    on("second");
    smo.pass(Duration.ofHours(1));
    smo.takePassedLanes();

    assertEquals(0, smo.network.calls.size());
    assertTrue(smo.lanes().claims().isPassed("typed"));
  }

  @Test
  void theHealthCheckNamesTheConnectionThatThisNodeCannotOpenAndNoSecret() {
    on("second");

    Result result = new ConnectionsCheck(smo.connections, smo.trial(), smo.lanes()).execute();

    assertEquals(Result.Status.CRITICAL, result.getStatus());
    assertTrue(result.toString().contains("typed posts nothing from this node"), result::toString);
    assertFalse(result.toString().contains("hunter2"), result::toString);
  }
}
