// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.smo.connections.Account;
import dev.smo.connector.Field;
import dev.smo.connector.Field.Kind;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.delivery.Decisions;
import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.request.PostRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Posts that are not out yet and get other words. */
class WaitingPostsTest extends OnePage {
  private PostRecord post;

  @BeforeEach
  void waitForApproval() {
    smo.network.limits = Limits.builder(200, Limits::graphemes).maxThread(2).build();
    smo.network.described =
        Network.builder("toy", "Toy")
            .postFields(
                Field.of(Kind.CHOICE, "audience", "Audience")
                    .choices(new Field.Choice("all", "All"), new Field.Choice("few", "Few"))
                    .byDefault("all"),
                Field.of(Kind.TEXT, "warning", "Content warning"))
            .build();
    policy("approval", true);
    smo.publish(page);
    post = smo.post(page);
    assertEquals(State.AWAITING_APPROVAL, post.state());
  }

  private void policy(String name, Object value) {
    smo.posting("text", "{title} {url}", name, value);
  }

  private PostRecord change(String words, Map<String, String> options) throws InterruptedException {
    return smo.editor().change(post.id(), words, options, smo.decisions.reader(post.id(), "ada"));
  }

  private String refusal(String words, Map<String, String> options) {
    PostRecord before = smo.post(page);
    String reason =
        assertThrows(NotPossibleException.class, () -> change(words, options)).getMessage();
    assertEquals(before.parts(), smo.post(page).parts());
    assertEquals(before.options(), smo.post(page).options());
    return reason;
  }

  @Test
  void theNewWordsAndOptionsGoOut() throws Exception {
    PostRecord changed =
        change("Closed on #Monday " + post.text(Key.LINK), Map.of("audience", "few"));
    assertEquals(State.AWAITING_APPROVAL, changed.state());
    assertEquals("changed by ada", changed.text(Key.REASON));
    assertEquals(List.of("Monday"), changed.texts(Key.HASHTAGS));
    smo.decisions.approve(post.id(), "bob");
    smo.pass(Duration.ofSeconds(20));
    assertEquals("Closed on #Monday " + post.text(Key.LINK), smo.network.posts.get(0).text());
    assertEquals(post.uri(Key.LINK), smo.network.posts.get(0).link());
    assertEquals(Map.of("audience", "few"), smo.network.posts.get(0).options());
  }

  @Test
  void planningThePageAgainKeepsThem() throws Exception {
    change("Mine " + post.text(Key.LINK), Map.of("warning", "Snow"));
    smo.set(page + "/jcr:content", Map.of("jcr:title", "Other hours"));
    smo.publish(page);
    PostRecord again = smo.post(page);
    assertEquals("Mine " + post.text(Key.LINK), again.text(Key.TEXT));
    assertEquals(Map.of("audience", "all", "warning", "Snow"), again.options());
    assertEquals("Other hours", again.text(Key.TITLE), "what the gate looks for");
    assertEquals(State.AWAITING_APPROVAL, again.state());
  }

  @Test
  void aPageThatWasNotToBeSharedForAWhileKeepsThem() throws Exception {
    change("Mine", Map.of("audience", "few"));
    smo.set(page + "/jcr:content/smo", Map.of("doNotShare", true));
    smo.publish(page);
    assertEquals(State.SKIPPED, smo.post(page).state());
    smo.set(page + "/jcr:content/smo", Map.of("doNotShare", false));
    smo.publish(page);
    assertEquals(State.AWAITING_APPROVAL, smo.post(page).state());
    assertEquals("Mine", smo.post(page).text(Key.TEXT));
    assertEquals(Map.of("audience", "few"), smo.post(page).options());
  }

  @Test
  void theirLinkStaysWhileThePagesOwnWordsCannotBeMade() throws Exception {
    String words = "Mine " + post.text(Key.LINK);
    change(words, Map.of());
    smo.set(page + "/jcr:content/smo", Map.of("doNotShare", true));
    smo.publish(page);
    policy("options", new String[] {"toy.colour=red"});
    smo.set(page + "/jcr:content/smo", Map.of("doNotShare", false));
    smo.publish(page);
    assertEquals(State.FAILED, smo.post(page).state());
    smo.decisions.retry(post.id(), Decisions.Seen.NOT_SAID, "ada");
    smo.pass(Duration.ofSeconds(20));
    assertEquals(List.of(words), smo.network.posts.stream().map(Post::text).toList());
  }

  @Test
  void theLinkInThemFollowsThePage() throws Exception {
    change("Mine " + post.text(Key.LINK), Map.of());
    URI moved = URI.create(smo.site.url() + "/moved.html");
    smo.set(page + "/jcr:content", Map.of("canonical", moved.toString()));
    smo.publish(page);
    PostRecord again = smo.post(page);
    assertEquals("Mine " + again.text(Key.LINK), again.text(Key.TEXT));
  }

  @Test
  void whoAsksForThePostInNewWordsHasTheLastWord() throws Exception {
    change("Mine", Map.of());
    smo.syndication()
        .request(PostRequest.of(page).connections(List.of("toy")).text("Newest {url}"));
    assertEquals("Newest " + post.text(Key.LINK), smo.post(page).text(Key.TEXT));
  }

  @Test
  void aPostMayBecomeAThreadAndNoLongerOneThanTheNetworkTakes() throws Exception {
    assertEquals(List.of("One", "Two"), change("One\n---\nTwo", Map.of()).parts());
    assertEquals(
        "The words have 3 parts where the network takes threads of 2. Join some, or leave some"
            + " out.",
        refusal("One\n---\nTwo\n---\nThree", Map.of()));
  }

  @Test
  void whatTheNetworkDoesNotTakeIsRefused() {
    assertEquals(
        "The words count 201 where the network takes 200, 1 too many. Make them shorter.",
        refusal("x".repeat(201), Map.of()));
    assertEquals(
        "Say the new words. To keep the post from going out, cancel it.", refusal(" ", Map.of()));
    assertEquals(
        "Audience must be one of the values that there are to choose from.",
        refusal("New", Map.of("audience", "nobody")));
    assertEquals("Toy has no option colour.", refusal("New", Map.of("colour", "red")));
  }

  @Test
  void anOptionThatIsTakenOffIsAsTheFieldSaysByDefault() throws Exception {
    change("New", Map.of("audience", "few", "warning", "Snow"));
    assertEquals(
        Map.of("audience", "all"), change("New", Map.of("audience", "", "warning", "")).options());
  }

  @Test
  void whatFailedIsChangedAndSentAgain() throws Exception {
    smo.network.next.add((delivery, toy) -> new Outcome.Rejected("Rude."));
    smo.decisions.approve(post.id(), "ada");
    smo.pass(Duration.ofSeconds(20));
    assertEquals(State.FAILED, smo.post(page).state());
    change("Polite", Map.of());
    smo.decisions.retry(post.id(), Decisions.Seen.NOT_SAID, "ada");
    smo.decisions.approve(post.id(), "bob");
    smo.pass(Duration.ofSeconds(20));
    assertEquals("Polite", smo.network.posts.get(0).text());
  }

  @Test
  void aThreadWithAPartOutKeepsItsWords() throws Exception {
    change("One\n---\nTwo", Map.of());
    smo.network.next.add(
        (delivery, toy) -> {
          RemotePost one = new RemotePost("toy-1", URI.create("https://toy.test/1"));
          delivery.progress().partDone(1, one, "");
          return new Outcome.Rejected("No more.");
        });
    smo.decisions.approve(post.id(), "ada");
    smo.pass(Duration.ofSeconds(20));
    assertEquals(State.FAILED, smo.post(page).state());
    assertEquals(
        "A part of this thread is out already; its words stay as they are.",
        refusal("New", Map.of()));
  }

  @Test
  void anotherNetworksAccountThatWasGivenTheIdIsNotUsed() {
    smo.connections.remove("toy");
    smo.connections.save(new Account.Form("toy", "other", "", "", Map.of(), Map.of()));
    String reason = "The connection toy is on another network by now.";
    assertEquals(reason, refusal("New", Map.of()));
    smo.decisions.approve(post.id(), "ada");
    smo.pass(Duration.ofSeconds(20));
    assertEquals(State.FAILED, smo.post(page).state());
    assertEquals(reason, smo.post(page).text(Key.REASON));
    assertEquals(List.of(), smo.network.calls);
  }

  @Test
  void whatIsCancelledStaysAsItIs() {
    smo.decisions.cancel(post.id(), "ada");
    assertEquals("A post that is CANCELLED cannot be changed here.", refusal("New", Map.of()));
  }
}
