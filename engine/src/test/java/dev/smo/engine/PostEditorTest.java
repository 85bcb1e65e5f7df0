// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Authorization;
import dev.smo.connector.Authorizer;
import dev.smo.connector.Delivery;
import dev.smo.connector.Editor;
import dev.smo.connector.Limits;
import dev.smo.connector.Outcome;
import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.fixture.OakSite;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import dev.smo.post.TextFormat;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Posts that are out and get other words. */
@ExtendWith(SlingContextExtension.class)
class PostEditorTest {
  private static final RemotePost NEW = new RemotePost("toy-1b", URI.create("https://toy.test/1b"));

  private final SlingContext context = OakSite.context();
  private final Editing network = new Editing();
  private Installation smo;
  private PostRecord post;

  private static final class Editing extends ToyNetwork implements Editor, Authorizer {
    final List<Delivery> edits = new ArrayList<>();
    final Deque<Behaviour> nextEdit = new ArrayDeque<>();

    @Override
    public Outcome edit(RemotePost remote, Delivery delivery)
        throws IOException, InterruptedException {
      edits.add(delivery);
      Behaviour behaviour = nextEdit.poll();
      return behaviour == null ? new Outcome.Published(remote) : behaviour.on(delivery, this);
    }

    @Override
    public Authorization authorize(Connection connection) {
      return Authorization.Granted.of(Map.of("session", Secret.of("s")), Optional.empty());
    }
  }

  @BeforeEach
  void install() {
    smo = new Installation(context, network);
    String page = smo.page("opening", "Hours");
    smo.publish(page);
    smo.pass(Duration.ofSeconds(20));
    post = smo.post(page);
    assertEquals(State.SENT, post.state());
  }

  @AfterEach
  void end() {
    smo.close();
  }

  private PostRecord edit(String text) throws InterruptedException {
    return smo.editor().edit(post.id(), text, smo.decisions.reader(post.id(), "ada"));
  }

  private String refusal(String text) {
    String reason = assertThrows(NotPossibleException.class, () -> edit(text)).getMessage();
    PostRecord after = smo.ledger.find(post.id()).orElseThrow();
    assertEquals(post.text(Key.TEXT), after.text(Key.TEXT));
    assertEquals(post.attempts(), after.attempts());
    assertEquals("", after.text(Key.DECIDED_BY));
    return reason;
  }

  @Test
  void theNewWordsAreOutAndInTheLedgerWithWhoDecided() throws Exception {
    network.nextEdit.add((delivery, toy) -> new Outcome.Published(NEW));
    PostRecord edited = edit("Closed on #Monday " + post.text(Key.LINK));
    assertEquals("Closed on #Monday " + post.text(Key.LINK), edited.text(Key.TEXT));
    assertEquals(List.of("Monday"), edited.texts(Key.HASHTAGS));
    assertEquals(Optional.of(NEW), edited.remote());
    assertEquals("ada", edited.text(Key.DECIDED_BY));
    assertEquals(State.SENT, edited.state());
    assertEquals(2, edited.attempts().size());
    assertEquals("edited", edited.attempts().get(1).outcome());
    assertEquals("changed by ada", edited.attempts().get(1).reason());
    assertEquals(
        Optional.of(edited.text(Key.TEXT)), smo.ledger.find(post.id()).map(p -> p.text(Key.TEXT)));
    Delivery delivery = network.edits.get(0);
    assertEquals(post.id(), delivery.id());
    assertEquals(List.of("Monday"), delivery.post().hashtags());
    assertEquals(post.uri(Key.LINK), delivery.post().link());
    assertEquals(1, network.posts.size(), "nothing is posted");
  }

  @Test
  void aLinkThatIsNotInTheNewWordsIsNoneOfThePost() throws Exception {
    edit("Closed");
    assertEquals(Optional.empty(), network.edits.get(0).post().link());
  }

  @Test
  void newWordsAreEscapedAsTheNetworkReadsThem() throws Exception {
    network.limits = Limits.builder(200, String::length).format(TextFormat.HTML).build();
    edit("<b>");
    assertEquals("&lt;b&gt;", network.edits.get(0).post().text());
  }

  @Test
  void wordsThatAreTooLongAreRefusedWithoutACall() {
    assertEquals(
        "The words count 201 where the network takes 200, 1 too many. Make them shorter.",
        refusal("x".repeat(201)));
    assertEquals(List.of(), network.edits);
  }

  @Test
  void noWordsAreRefused() {
    assertEquals("Say the new words. To delete the post, take it back.", refusal(" \n "));
  }

  @Test
  void aRefusalOfTheNetworkIsToldAndChangesNothing() {
    network.nextEdit.add((delivery, toy) -> new Outcome.Rejected("Too old."));
    assertEquals("The words were not changed: Too old.", refusal("New"));
  }

  @Test
  void aLostAnswerIsToldAndMayBeTriedAgain() throws Exception {
    network.nextEdit.add(
        (delivery, toy) -> {
          throw new IOException("reset");
        });
    assertEquals(
        "It is not known whether the words were changed. Try again. The answer was lost: reset",
        refusal("New"));
    assertEquals("New", edit("New").text(Key.TEXT));
  }

  @Test
  void noRequestIsBegunAfterTheDeadline() {
    network.nextEdit.add(
        (delivery, toy) -> {
          smo.clock.pass(Duration.between(smo.clock.instant(), delivery.deadline()));
          OakSite.outbound(smo.site.url()).send(Request.post(smo.site.url()));
          return new Outcome.Published(NEW);
        });
    assertTrue(refusal("New").endsWith("its time is over"));
  }

  @Test
  void aSessionThatTheNetworkRefusesIsRenewedOnce() throws Exception {
    network.nextEdit.add((delivery, toy) -> new Outcome.Unauthorised("ExpiredToken"));
    assertEquals("New", edit("New").text(Key.TEXT));
    assertEquals(2, network.edits.size());
  }

  @Test
  void aPostThatIsToBeTakenBackIsNotChanged() {
    smo.decisions.retract(post.id(), "ada");
    assertThrows(NotPossibleException.class, () -> edit("New"));
    assertEquals(List.of(), network.edits);
  }

  @Test
  void aNetworkThatCannotChangePostsSaysSo() {
    context.registerService(
        dev.smo.connector.Connector.class, new ToyNetwork(), Map.of("service.ranking", 1));
    assertEquals("This network's posts cannot be changed from here.", refusal("New"));
  }

  private void pictured(boolean own) {
    network.limits =
        Limits.builder(200, Limits::graphemes)
            .images(List.of("image/jpeg"), 1_000_000, 2000)
            .maxImages(3)
            .build();
    smo.posting("picture", "image", "images", "all");
    String page = smo.page("pictured", "Garden");
    if (own) {
      URI hall = URI.create(smo.site.url() + "/hall.jpg");
      smo.site.illustrate("/pictured.html", hall, PublicSite.jpeg());
    }
    smo.site.serve("/roof.jpg", PublicSite.jpeg());
    smo.set(
        page + "/jcr:content/smo", Map.of("images", new String[] {smo.site.url() + "/roof.jpg"}));
    smo.publish(page);
    smo.pass(Duration.ofSeconds(20));
    post = smo.post(page);
    assertEquals(State.SENT, post.state(), () -> post.text(Key.REASON));
  }

  @Test
  void thePicturesOfAPageThatHasNoneOfItsOwnStay() throws Exception {
    pictured(/* own= */ false);
    assertEquals(1, network.posts.get(1).images().size());
    edit("New");
    assertEquals(1, network.edits.get(0).post().images().size());
  }

  @Test
  void noPictureIsTakenOffBecauseItCannotBeReadAgain() {
    pictured(/* own= */ true);
    assertEquals(2, network.posts.get(1).images().size());
    smo.site.serve("/roof.jpg", new byte[] {1});
    assertTrue(refusal("New").startsWith("The post's pictures cannot be read again. "));
    assertEquals(List.of(), network.edits);
  }
}
