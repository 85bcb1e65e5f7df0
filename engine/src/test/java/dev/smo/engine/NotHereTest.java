// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.ledger.Again;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.schedule.When;
import dev.smo.syndication.PostPreviews;
import dev.smo.syndication.SyndicationRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A page that is never posted to one of the connections that its policy names. */
class NotHereTest extends OnePage {
  private static final String WHY = "The author chose not to post this page to toy.";

  private void never(boolean said) {
    smo.set(page + "/jcr:content/smo/without", Map.of("toy", String.valueOf(said)));
  }

  private PostRecord post() {
    return smo.post(page);
  }

  @Test
  void itIsSkippedWhenItIsPublishedAndGoesElsewhere() {
    smo.connect("other");
    smo.policy(Map.of("enabled", true, "connections", new String[] {"toy", "other"}));
    never(true);
    smo.publish(page);
    smo.pass(Duration.ofMinutes(1));
    assertEquals(1, smo.network.posts.size());
    PostRecord skipped =
        smo.posts(page).stream()
            .filter(post -> post.text(Key.CONNECTION).equals("toy"))
            .findFirst()
            .orElseThrow();
    assertEquals(State.SKIPPED, skipped.state());
    assertEquals(WHY, skipped.text(Key.REASON));
  }

  @Test
  void itIsSaidBefore() {
    never(true);
    PostPreviews.Plan plan =
        smo.rehearsal()
            .of(
                Objects.requireNonNull(context.resourceResolver().getResource(page)),
                smo.pages
                    .read(Objects.requireNonNull(context.resourceResolver().getResource(page)))
                    .orElseThrow());
    assertEquals("not-here", plan.posts().get(0).fate().code());
  }

  @Test
  void oneThatIsOnItsWayIsHeldBackAtOnceAndGoesWhenItIsAskedForAgain() {
    smo.ask(
        SyndicationRequest.of(
                page,
                List.of("toy"),
                "",
                Optional.of(When.parse("after 1 hour")),
                /* approval= */ false)
            .askedBy("ada"));
    never(true);
    smo.exclude(page, "toy");
    assertEquals(State.SKIPPED, post().state());
    assertEquals(WHY, post().text(Key.REASON));
    never(false);
    smo.pass(Duration.ofHours(2));
    assertEquals(0, smo.network.posts.size(), "nothing goes by itself");
    smo.publish(page);
    smo.pass(Duration.ofHours(2));
    assertEquals(1, smo.network.posts.size());
  }

  @Test
  void itIsNotPostedAgainAfterThat() {
    smo.posting("againDays", 1, "againTimes", 3);
    smo.publish(page);
    smo.pass(Duration.ofMinutes(1));
    assertEquals(1, smo.network.posts.size());
    never(true);
    smo.clock.pass(Duration.ofDays(2));
    smo.rounds();
    smo.rounds();
    smo.pass(Duration.ofMinutes(1));
    assertEquals(1, smo.network.posts.size());
    assertEquals(0, Again.of(post()).left());
    assertTrue(post().text(Key.REASON).endsWith(WHY), post().text(Key.REASON));
  }
}
