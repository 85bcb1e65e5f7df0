// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.connections.Account;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stored connections of networks on which no program posts, or that are over. */
class UnpostedNetworkTest extends OnePage {
  @ParameterizedTest
  @CsvSource({
    "youtube, 'YouTube has no posts with links for programs, only videos.'",
    "googleplus, 'Google+ closed in 2019, without a successor.'",
    "acme-board, No connector for acme-board is running."
  })
  void aConnectionOfANetworkWithoutPostsSaysWhy(String network, String why) throws Exception {
    smo.connections.save(new Account.Form("other", network, "", "", Map.of(), Map.of()));
    smo.policy(Map.of("enabled", true, "connections", new String[] {"other"}, "text", "{title}"));
    smo.publish(page);
    smo.pass(Duration.ofSeconds(20));
    assertEquals(why, smo.post(page).text(Key.REASON));
    assertEquals(State.PLANNED, smo.post(page).state());
    assertEquals(List.of(), smo.network.posts);
  }
}
