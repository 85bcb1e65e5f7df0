// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Outcome;
import dev.smo.request.PlannedPost;
import dev.smo.request.PostRequest;
import dev.smo.request.Standing;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sling.event.jobs.consumer.JobConsumer.JobResult;
import org.junit.jupiter.api.Test;

/** Whoever asks for posts hears at once and later what becomes of them. */
class RequestTest extends OnePage {
  private static final Duration A_WHILE = Duration.ofSeconds(20);
  private static final List<String> TOY = List.of("toy");

  private PlannedPost ask(PostRequest request) {
    List<PlannedPost> posts = smo.syndication().request(request);
    assertEquals(1, posts.size(), "one post for one connection: " + posts);
    return posts.get(0);
  }

  private PlannedPost now(PlannedPost post) {
    return smo.syndication().posts(List.of(post.id())).get(0);
  }

  @Test
  void aRequestIsPlannedAtOnceAndItsPostFollowedUntilItIsOut() {
    PlannedPost post = ask(PostRequest.of(page).connections(TOY));
    assertEquals("toy", post.connection());
    assertEquals(page, post.path());
    assertEquals("SCHEDULED", post.state());
    assertEquals(Standing.OPEN, post.standing());
    assertEquals(Optional.empty(), post.permalink());
    smo.pass(A_WHILE);
    assertEquals(Standing.OUT, now(post).standing());
    assertEquals(Optional.of(URI.create("https://toy.test/1")), now(post).permalink());
  }

  @Test
  void whoAsksAgainIsToldWhereThePostStandsAndNothingIsPostedTwice() {
    PlannedPost first = ask(PostRequest.of(page).connections(TOY));
    smo.pass(A_WHILE);
    PlannedPost again = ask(PostRequest.of(page).connections(TOY));
    assertEquals(first.id(), again.id());
    assertEquals(Standing.OUT, again.standing());
    assertEquals(1, smo.network.posts.size());
  }

  @Test
  void withoutConnectionsThePolicyDecides() {
    assertEquals("toy", ask(PostRequest.of(page)).connection());
    smo.policy(Map.of("enabled", false));
    assertEquals(List.of(), smo.syndication().request(PostRequest.of(page)));
  }

  @Test
  void aPageOrAConnectionThatIsNotThereIsRefusedAndNothingIsPlanned() {
    assertTrue(refused(PostRequest.of("/content/nowhere").connections(TOY)).contains("nowhere"));
    assertTrue(refused(PostRequest.of("opening").connections(TOY)).contains("repository path"));
    assertEquals(
        "There is no connection nobody.",
        refused(PostRequest.of(page).connections(List.of("toy", "nobody"))));
    assertEquals(List.of(), smo.posts(page), "not even for the connection that is there");
  }

  private String refused(PostRequest request) {
    return assertThrows(IllegalArgumentException.class, () -> smo.syndication().request(request))
        .getMessage();
  }

  @Test
  void aPostThatIsInNoLedgerIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> smo.syndication().posts(List.of("0".repeat(64))));
  }

  @Test
  void aRequestMayWantApprovalThatThePolicyDoesNotAskFor() {
    PlannedPost post = ask(PostRequest.of(page).connections(TOY).approval(true));
    assertEquals(Standing.WAITING, post.standing());
    smo.pass(A_WHILE);
    assertEquals(0, smo.network.calls.size());
    smo.decisions.approve(post.id(), "ada");
    assertEquals(
        Standing.OPEN,
        ask(PostRequest.of(page).connections(TOY).approval(true)).standing(),
        "who was asked and said yes is not asked again");
    smo.pass(A_WHILE);
    assertEquals(Standing.OUT, now(post).standing());
  }

  @Test
  void approvalIsAskedForAPostThatIsOnItsWayAlready() {
    smo.publish(page);
    assertEquals(
        Standing.WAITING, ask(PostRequest.of(page).connections(TOY).approval(true)).standing());
  }

  @Test
  void aJobMayWantApprovalToo() {
    smo.tell(Map.of("path", page, "connections", "toy", "approval", "true"));
    assertEquals("AWAITING_APPROVAL", smo.post(page).state().name());
    assertEquals(JobResult.CANCEL, smo.tell(Map.of("path", page, "approval", "perhaps")));
  }

  @Test
  void aRequestNamesItsTime() {
    PlannedPost post =
        ask(
            PostRequest.of(page)
                .connections(TOY)
                .at(smo.clock.instant().plus(Duration.ofHours(2))));
    smo.pass(Duration.ofMinutes(119));
    assertEquals(Standing.OPEN, now(post).standing());
    smo.pass(Duration.ofMinutes(2));
    assertEquals(Standing.OUT, now(post).standing());
  }

  @Test
  void whatDoesNotGoOutSaysWhy() {
    smo.network.next.add((delivery, network) -> new Outcome.Rejected("Text is too long."));
    PlannedPost failed = ask(PostRequest.of(page).connections(TOY));
    smo.pass(A_WHILE);
    assertEquals(Standing.FAILED, now(failed).standing());
    assertEquals("Text is too long.", now(failed).reason());

    String shy = smo.page("shy", "Shy");
    smo.set(shy + "/jcr:content/smo", Map.of("doNotShare", true));
    PlannedPost skipped = ask(PostRequest.of(shy).connections(TOY));
    assertEquals(Standing.SKIPPED, skipped.standing());
    assertEquals("The author chose not to share this page.", skipped.reason());

    PlannedPost cancelled = ask(PostRequest.of(smo.page("off", "Off")).connections(TOY));
    smo.decisions.cancel(cancelled.id(), "ada");
    assertEquals(Standing.CALLED_OFF, now(cancelled).standing());
  }
}
