// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.delivery.Decisions.Seen;
import dev.smo.ledger.Archive;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.syndication.SaidBefore;
import dev.smo.syndication.SyndicationRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose words four eyes must see that stand with a page, and from when on they are nobody's. */
class WordsApprovalTest extends CorrectedPage {
  private static final Duration A_WHILE = Duration.ofSeconds(30);

  @BeforeEach
  void wantFourEyes() {
    smo.posting("fourEyes", true);
  }

  /** Somebody saves words with the page; empty: takes them away. */
  private void writes(String user, String place, String words) throws Exception {
    context.resourceResolver().refresh();
    Resource content =
        Objects.requireNonNull(
            context.resourceResolver().getResource(page + "/jcr:content"), "the page");
    SaidBefore before = SaidBefore.of(content);
    ModifiableValueMap texts =
        Objects.requireNonNull(
            ResourceUtil.getOrCreateResource(
                    context.resourceResolver(),
                    content.getPath() + "/smo/texts",
                    Map.<String, Object>of(),
                    null,
                    false)
                .adaptTo(ModifiableValueMap.class));
    if (words.isEmpty()) {
      texts.remove(place);
    } else {
      texts.put(place, words);
    }
    before.note(content, user);
    context.resourceResolver().commit();
  }

  private void refuses(String edition, String user) {
    String why =
        assertThrows(
                NotPossibleException.class,
                () -> smo.decisions.approve(edition(edition).id(), user),
                user + " wrote words that nobody else approved")
            .getMessage();
    assertTrue(why.startsWith("Four eyes must see"), why);
  }

  private void goesOut(String edition, String approver) {
    smo.decisions.approve(edition(edition).id(), approver);
    smo.pass(A_WHILE);
    assertEquals(State.SENT, edition(edition).state());
  }

  private PostRecord again(String edition) throws Exception {
    String id = edition(edition).id();
    return smo.decisions.again(id, Seen.NOT_SAID, smo.decisions.reader(id, "root"));
  }

  @Test
  void whoseWordsWentOutApprovesTheNextOnesAfterTheirOwnWereTakenAway() throws Exception {
    writes("ann", "toy", "Ann says {url}");
    smo.publish(page);
    refuses("1", "ann");
    goesOut("1", "bob");
    writes("bob", "toy", "");
    writes("bob", "toy", "Bob says {url}");
    again("1");
    refuses("2", "bob");
    goesOut("2", "ann");
  }

  @Test
  void whatComesBackByAVersionOfThePageIsOfWhoWroteIt() throws Exception {
    writes("ann", "toy", "Ann's evil {url}");
    writes("bob", "toy", "Good {url}");
    smo.publish(page);
    goesOut("1", "cyd");
    smo.set(page + "/jcr:content/smo", Map.of("wordsBy", new String[] {"ann"}));
    smo.set(page + "/jcr:content/smo/texts", Map.of("toy", "Ann's evil {url}"));
    again("1");
    refuses("2", "ann");
  }

  @Test
  void whoApprovedTheirOwnBeforeFourEyesWereWantedHasNotBeenFourEyes() throws Exception {
    smo.posting("approval", true, "when", "after 2 hours");
    writes("ann", "toy", "Ann says {url}");
    smo.publish(page);
    smo.decisions.approve(edition("1").id(), "ann");
    smo.posting("fourEyes", true, "when", "after 2 hours");
    smo.publish(page);
    assertEquals(State.AWAITING_APPROVAL, edition("1").state());
    refuses("1", "ann");
    smo.decisions.approve(edition("1").id(), "bob");
    assertEquals(State.SCHEDULED, edition("1").state());
  }

  @Test
  void whoWroteWordsThatWereRefusedDoesNotApproveThemInTheNextPost() throws Exception {
    smo.publish(page);
    String id = edition("1").id();
    smo.editor().change(id, "Ann's words", Map.of(), smo.decisions.reader(id, "ann"));
    smo.editor().change(id, "Ann's words.", Map.of(), smo.decisions.reader(id, "bob"));
    smo.decisions.reject(id, "cyd");
    again("1");
    refuses("2", "ann");
    refuses("2", "bob");
  }

  @Test
  void whoAskedForAPostInOwnWordsThatWasRefusedDoesNotApproveThemInTheNextPost() throws Exception {
    smo.ask(
        SyndicationRequest.of(page, List.of("toy"), "Ann's own {url}", Optional.empty(), false)
            .askedBy("ann"));
    smo.decisions.reject(edition("1").id(), "bob");
    again("1");
    refuses("2", "ann");
  }

  @Test
  void whoSavesTheSameWordsOnceMoreMayApproveThem() throws Exception {
    writes("ann", "toy", "Ann says {url}");
    writes("bob", "toy", "Ann says {url}");
    smo.publish(page);
    goesOut("1", "bob");
  }

  @Test
  void wordsThatNobodyElseApprovedKeepWhoWroteThem() throws Exception {
    smo.posting();
    writes("ann", "toy", "Ann says {url}");
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(State.SENT, edition("1").state(), "nobody had to see it");
    smo.posting("fourEyes", true);
    writes("bob", "toy", "Ann says, and Bob {url}");
    again("1");
    refuses("2", "ann");
    refuses("2", "bob");
    goesOut("2", "cyd");
  }

  @Test
  void wordsForAllThatComeForthAreStillOfWhoWroteThem() throws Exception {
    smo.set(page + "/jcr:content/smo", Map.of("text", "Ann says to all {url}"));
    writes("ann", "toy", "Ann says {url}");
    smo.publish(page);
    goesOut("1", "bob");
    writes("bob", "toy", "");
    again("1");
    assertTrue(edition("2").text(Key.TEXT).startsWith("Ann says to all"));
    refuses("2", "ann");
    refuses("2", "bob");
  }

  @Test
  void whoWroteWordsThatAreTakenFromThePageStillDoesNotApproveThePostThatHasThem()
      throws Exception {
    writes("ann", "toy", "Ann says {url}");
    smo.publish(page);
    String id = edition("1").id();
    smo.editor().change(id, "Ann says: Bob agrees", Map.of(), smo.decisions.reader(id, "bob"));
    writes("ann", "toy", "");
    smo.publish(page);
    assertEquals("Ann says: Bob agrees", edition("1").text(Key.TEXT));
    refuses("1", "ann");
    refuses("1", "bob");
  }

  @Test
  void whatIsErasedOfAPersonIsNoLongerAmongThoseWhoWroteIt() throws Exception {
    writes("ann", "toy", "Ann says {url}");
    smo.publish(page);
    assertEquals(1, edition("1").texts(Key.WORDS_BY).size());
    new Archive(smo.repository).forget(edition("1").id(), "ann");
    assertEquals("erased", edition("1").texts(Key.WORDS_BY).get(0));
  }
}
