// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.delivery.Decisions.Seen;
import dev.smo.ledger.Again;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.jcr.Session;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Posts whose page moves to a site that has nothing to do with their account. */
class AnotherSiteTest extends OnePage {
  private static final String OTHER = "/content/other/en";
  private static final Duration A_WHILE = Duration.ofMinutes(2);

  @BeforeEach
  void makeAnother() throws Exception {
    context.create().resource("/content/other", "jcr:primaryType", "sling:Site");
    context
        .create()
        .resource(
            OTHER,
            new HashMap<>(context.resourceResolver().getResource(Installation.SITE).getValueMap()));
    context.resourceResolver().commit();
    smo.set(page + "/jcr:content", Map.of("jcr:lastModifiedBy", "author"));
  }

  private void movesTo(String path) throws Exception {
    context.resourceResolver().refresh();
    Session session =
        Objects.requireNonNull(context.resourceResolver().adaptTo(Session.class), "a session");
    session.move(page, path);
    session.save();
    page = path;
    smo.publish(page);
  }

  private PostRecord planned(Object... policy) {
    smo.posting(policy);
    smo.publish(page);
    return smo.post(page);
  }

  private PostRecord now(PostRecord post) {
    return smo.ledger.find(post.id()).orElseThrow();
  }

  @Test
  void whatWaitsForFourEyesStillWaitsForThemAndIsForAdministrators() throws Exception {
    PostRecord post = planned("fourEyes", true, "text", "{title}");
    movesTo(OTHER + "/opening");
    PostRecord moved = now(post);
    assertEquals(page, moved.text(Key.PATH));
    assertTrue(moved.needsFourEyes(), "a move drops no approval");
    assertTrue(smo.decisions.isOfAnotherSite(moved), "who writes there does not decide");
    String refused =
        assertThrows(NotPossibleException.class, () -> smo.decisions.approve(post.id(), "author"))
            .getMessage();
    assertTrue(refused.startsWith("Four eyes"), refused);
    smo.pass(A_WHILE);
    assertEquals(State.AWAITING_APPROVAL, now(post).state());
    assertEquals(0, smo.network.calls.size());
  }

  @Test
  void whoSavesWordsWithThePageThereIsNotAmongTheFourEyes() throws Exception {
    PostRecord post = planned("fourEyes", true, "text", "{title}");
    movesTo(OTHER + "/opening");
    smo.set(page + "/jcr:content/smo", Map.of("text", "Buy", "wordsBy", new String[] {"ada"}));
    smo.publish(page);
    assertTrue(now(post).text(Key.TEXT).startsWith("Buy"), now(post).text(Key.TEXT));
    String refused =
        assertThrows(NotPossibleException.class, () -> smo.decisions.approve(post.id(), "ada"))
            .getMessage();
    assertTrue(refused.startsWith("Four eyes"), refused);
  }

  @Test
  void whereOnlyTheOtherSiteWantsApprovalItIsWanted() throws Exception {
    PostRecord post = planned("delayMinutes", 600, "text", "{title}");
    assertEquals(State.SCHEDULED, post.state());
    context
        .create()
        .resource(
            "/conf/other/sling:configs/smo/syndication", Map.of("enabled", true, "approval", true));
    smo.set("/content/other", Map.of("sling:configRef", "/conf/other"));
    movesTo(OTHER + "/opening");
    PostRecord moved = now(post);
    assertTrue(moved.lacksApproval(), "a move drops no approval");
    assertTrue(smo.decisions.isOfAnotherSite(moved), "who writes there does not decide");
  }

  @Test
  void whatNobodyApprovedInTimeIsStillToBeApproved() throws Exception {
    PostRecord post = planned("approval", true, "approvalHours", 1, "text", "{title}");
    smo.pass(Duration.ofHours(2));
    assertEquals(State.HELD, now(post).state());
    movesTo(OTHER + "/opening");
    smo.pass(A_WHILE);
    assertEquals(State.AWAITING_APPROVAL, now(post).state());
    assertEquals(0, smo.network.calls.size());
  }

  @Test
  void backAtItsSiteAllIsAsItWas() throws Exception {
    PostRecord post = planned("approval", true, "text", "{title}");
    movesTo(OTHER + "/opening");
    movesTo(Installation.SITE + "/opening");
    assertFalse(smo.decisions.isOfAnotherSite(now(post)));
    smo.posting("text", "{title}");
    smo.publish(page);
    assertFalse(now(post).flag(Key.MUST_APPROVE), "it follows the policy of its site again");
  }

  private void isOutAndRepeated() {
    PostRecord post = planned("fourEyes", true, "text", "{title}");
    smo.decisions.approve(post.id(), "ada");
    smo.pass(A_WHILE);
    smo.decisions.repeat(post.id(), Again.asked(1, 3, "", 0, "ada"));
  }

  @Test
  void whatSomebodyWantedRepeatedIsNotPostedFromThere() throws Exception {
    isOutAndRepeated();
    movesTo(OTHER + "/opening");
    smo.clock.pass(Duration.ofDays(2));
    smo.rounds();
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.posts.size());
    assertEquals(
        "Not posted again: The page is at another site, whose policy does not name the connection.",
        smo.post(page).text(Key.REASON));
  }

  @Test
  void whatAnAdministratorPostsAgainIsApprovedAsAtItsSite() throws Exception {
    isOutAndRepeated();
    movesTo(OTHER + "/opening");
    String out = smo.post(page).id();
    PostRecord next = smo.decisions.again(out, Seen.NOT_SAID, smo.decisions.reader(out, "admin"));
    assertTrue(next.needsFourEyes(), "four eyes of the site to which the account belongs");
    assertTrue(smo.decisions.isOfAnotherSite(next));
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.posts.size());
  }
}
