// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.ledger.PageAway;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostRightsTest {
  private static PostRecord of(String page) {
    return PostRecord.draft("0".repeat(64), State.SENT).with(Key.PATH, page);
  }

  @Test
  void eachPageIsAskedAboutOnce() {
    List<String> asked = new ArrayList<>();
    PostRights rights =
        new PostRights(
            false, page -> asked.add(page) && page.equals("/a"), page -> asked.add("w " + page));
    for (int i = 0; i < 3; i++) {
      assertTrue(rights.sees(of("/a")));
      assertFalse(rights.sees(of("/b")));
      assertTrue(rights.decides(of("/a")));
    }
    assertEquals(List.of("/a", "/b", "w /a"), asked);
  }

  @Test
  void ofAPageThatIsGoneOnlyAdministratorsSeeThePosts() {
    PostRecord gone = PageAway.REMOVED.from(of("/a"), Instant.EPOCH);
    assertFalse(new PostRights(false, page -> true, page -> true).sees(gone));
    assertFalse(new PostRights(false, page -> true, page -> true).decides(gone));
    assertTrue(new PostRights(true, page -> false, page -> false).sees(gone));
  }
}
