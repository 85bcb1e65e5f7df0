// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.youtube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Authorization;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.SignInRequest;
import dev.smo.connector.Verification;
import dev.smo.connectors.FaultTable;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import dev.smo.testkit.FakeGrants;
import dev.smo.testkit.Fault;
import dev.smo.testkit.Pkce;
import dev.smo.testkit.youtube.FakeVideo;
import dev.smo.testkit.youtube.FakeYouTube;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Comments are answered in the name of the channel, once. */
class YouTubeAnswersTest extends YouTubeScene {
  private static final URI REDIRECT = URI.create("https://cms.example.org/bin/smo/signin");

  private final FakeVideo video = youtube.video(ID);
  private final String ann = video.comment("@ann", "When do you open?", Instant.EPOCH);

  private static Connection.Builder account() {
    return Connection.builder("museum-videos", "youtube")
        .setting("channel", FakeYouTube.CHANNEL)
        .application(
            Application.of(
                Map.of("clientId", FakeGrants.CLIENT), Map.of("clientSecret", Secret.of(KEY))));
  }

  private Connection signedIn() {
    return account()
        .secret("token", Secret.of(youtube.grants().token()))
        .secret("refresh", Secret.of(youtube.grants().refresh()))
        .build();
  }

  private Delivery answer(String to, String words, Connection connection) {
    Post post = Post.builder(words).inReplyTo(VideoAddress.comment(ID, to)).build();
    return Delivery.builder("delivery-1", connection, post).started(clock.instant()).build();
  }

  private RemotePost published(String to, String words) throws Exception {
    Outcome outcome = watcher.publish(answer(to, words, signedIn()));
    return assertInstanceOf(Outcome.Published.class, outcome).post();
  }

  @Test
  void anAnswerStandsBelowItsCommentAndCostsFiftyUnits() throws Exception {
    RemotePost out = published(ann, "At nine <3");
    assertEquals("At nine <3", youtube.posts().get(0).text());
    assertTrue(out.id().startsWith(ann + "."), out.id());
    assertEquals(
        "https://www.youtube.com/watch?v=" + ID + "&lc=" + out.id(), out.permalink().toString());
    assertEquals(50, youtube.used());
  }

  @Test
  void anAnswerToAnAnswerStandsBelowTheSameComment() throws Exception {
    String bob = video.reply(ann, "@bob", "On Mondays, too?", Instant.EPOCH);
    assertTrue(published(bob, "Never").id().startsWith(ann + "."));
  }

  @Test
  void whoHasNotSignedInIsToldBeforeAndNoConnectionStops() {
    Connection key = account().secret("key", Secret.of(KEY)).build();
    RemotePost comment = VideoAddress.comment(ID, ann);
    IOException said = assertThrows(IOException.class, () -> watcher.opening(comment, key));
    assertTrue(String.valueOf(said.getMessage()).startsWith("Sign in on Google"));
    Outcome outcome = assertThrowsNothing(() -> watcher.publish(answer(ann, "At nine", key)));
    assertInstanceOf(Outcome.Rejected.class, outcome);
    assertEquals(0, youtube.calls().size());
  }

  private interface Call {
    Outcome make() throws Exception;
  }

  private static Outcome assertThrowsNothing(Call call) {
    try {
      return call.make();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void nothingElseIsPosted() throws Exception {
    Post post = Post.builder("A page").build();
    Outcome outcome = watcher.publish(Delivery.builder("d", signedIn(), post).build());
    assertInstanceOf(Outcome.Rejected.class, outcome);
    assertEquals(0, youtube.calls().size());
  }

  @Test
  void aLostAnswerIsFoundAndOneThatIsNotOutIsNotThere() throws Exception {
    video.reply(ann, "@bob", "At nine", clock.instant());
    Delivery delivery = answer(ann, "At nine", signedIn());
    assertInstanceOf(Reconciliation.NotThere.class, watcher.find(delivery), "bob said it");
    youtube.failNext(new Fault.Lost());
    assertThrows(IOException.class, () -> watcher.publish(delivery));
    assertInstanceOf(Reconciliation.Found.class, watcher.find(delivery));
    assertEquals(1, youtube.posts().size());
    youtube.failAlways(new Fault.ServerError(503));
    assertInstanceOf(Reconciliation.AskLater.class, watcher.find(delivery));
  }

  @Test
  void refusalsAreToldApart() throws Exception {
    assertInstanceOf(
        Outcome.Rejected.class, watcher.publish(answer("Ugknobody", "At nine", signedIn())));
    video.takesComments(false);
    assertInstanceOf(Outcome.Rejected.class, watcher.publish(answer(ann, "At nine", signedIn())));
    Connection old = signedIn().toBuilder().secret("token", Secret.of("ended")).build();
    assertInstanceOf(Outcome.Unauthorised.class, watcher.publish(answer(ann, "At nine", old)));
    assertInstanceOf(
        Outcome.Rejected.class, watcher.publish(answer(ann, "x".repeat(10_001), signedIn())));
    youtube.leave(49);
    Outcome used = watcher.publish(answer(ann, "At nine", signedIn()));
    Duration pause = assertInstanceOf(Outcome.Deferred.class, used).after();
    assertEquals(Instant.parse("2026-11-24T08:00:00Z"), clock.instant().plus(pause));
    youtube.failNext(new Fault.ServerError(500));
    assertInstanceOf(Outcome.Unknown.class, watcher.publish(answer(ann, "At nine", signedIn())));
    assertEquals(0, youtube.posts().size());
  }

  @Test
  void eachAnswerIsThereOnceOverABadNetwork() throws Exception {
    youtube.leave(1_000_000);
    youtube.listLate(VideoAnswers.LATE.minusMinutes(1));
    try (FaultTable table = new FaultTable(youtube, clock)) {
      YouTubeWatcher over = watcher(table.outbound(), clock, youtube);
      RemotePost comment = VideoAddress.comment(ID, ann);
      FaultTable.Result result = table.answers("YouTube's answers", over, signedIn(), comment);
      assertTrue(result.people() <= FaultTable.POSTS / 4, result::toString);
    }
  }

  @Test
  void anAnswerIsTakenBackTwiceWithoutHarm() throws Exception {
    RemotePost out = published(ann, "At nine");
    for (int time = 1; time <= 2; time++) {
      assertInstanceOf(Outcome.Published.class, watcher.retract(out, signedIn()));
      assertEquals(0, youtube.posts().size());
    }
  }

  @Test
  void signingInGrantsWhatReadsAndAnswersAndNamesTheChannel() throws Exception {
    String verifier = "verifier-of-at-least-43-characters-as-rfc-7636-has-it";
    SignInRequest request =
        SignInRequest.builder(account().build(), REDIRECT)
            .state("state")
            .proof(Secret.of(verifier), Pkce.challenge(verifier))
            .build();
    String code = youtube.grants().agree(watcher.address(request));
    var granted = assertInstanceOf(Authorization.Granted.class, watcher.redeem(code, request));
    Connection open = account().secrets(granted.secrets()).build();
    assertEquals(FakeYouTube.CHANNEL, watcher.accounts(open).get(0).settings().get("channel"));
    var valid = assertInstanceOf(Verification.Valid.class, watcher.verify(open));
    assertEquals("Museum", valid.account());
    video.views(7);
    assertEquals(1, watcher.engagement(List.of(VideoAddress.of(ID)), open).size());
    var renewed = assertInstanceOf(Authorization.Granted.class, watcher.authorize(open));
    assertFalse(renewed.secrets().isEmpty());
    Connection other = open.toBuilder().setting("channel", "UCnobody-is-here-1234567").build();
    assertInstanceOf(
        Verification.Invalid.class,
        watcher.verify(other.toBuilder().secrets(renewed.secrets()).build()));
  }

  @Test
  void anApiKeyNeedsNoRenewal() throws Exception {
    Connection key = account().secret("key", Secret.of(KEY)).build();
    var granted = assertInstanceOf(Authorization.Granted.class, watcher.authorize(key));
    assertEquals(KEY, granted.secrets().get("key").open());
    assertEquals(0, youtube.calls().size());
    assertInstanceOf(Authorization.Refused.class, watcher.authorize(account().build()));
  }
}
