// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.connector.Delivery;
import dev.smo.connector.Editor;
import dev.smo.connector.Field;
import dev.smo.connector.Field.Kind;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.delivery.Decisions;
import dev.smo.fixture.OakSite;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.syndication.PostPreview;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a network lets choose for a post, from page and policy to the network. */
@ExtendWith(SlingContextExtension.class)
class OptionsTest {
  private static final Duration A_WHILE = Duration.ofSeconds(20);

  private final SlingContext context = OakSite.context();
  private final Choosy network = new Choosy();
  private Installation smo;
  private String page;

  /** Takes fewer words where there is a warning, and lets posts be edited. */
  private static final class Choosy extends ToyNetwork implements Editor {
    final List<Post> edits = new ArrayList<>();

    @Override
    public Limits limits(Connection connection, Map<String, String> options) {
      int warning = options.getOrDefault("warning", "").length();
      return Limits.builder(200 - warning, Limits::graphemes).maxThread(3).build();
    }

    @Override
    public Outcome edit(RemotePost post, Delivery delivery) {
      edits.add(delivery.post());
      return new Outcome.Published(post);
    }
  }

  @BeforeEach
  void install() {
    smo = new Installation(context, network);
    page = smo.page("opening", "Hours");
    describe(
        Field.of(Kind.TEXT, "warning", "Content warning").pattern(Pattern.compile("[^<>]+")),
        Field.of(Kind.CHOICE, "audience", "Audience")
            .choices(new Field.Choice("all", "All"), new Field.Choice("few", "Few"))
            .byDefault("all"));
  }

  @AfterEach
  void end() {
    smo.close();
  }

  private void describe(Field... fields) {
    network.described = Network.builder("toy", "Toy").postFields(fields).build();
  }

  private void policy(String... options) {
    policy(Map.of("options", options));
  }

  private void policy(Map<String, Object> more) {
    Map<String, Object> policy =
        new HashMap<>(
            Map.of(
                "enabled", true, "connections", new String[] {"board"}, "text", "{title} {url}"));
    policy.putAll(more);
    smo.connect("board");
    smo.policy(policy);
  }

  private void author(Map<String, Object> options) {
    smo.set(page + "/jcr:content/smo/options", options);
  }

  private PostRecord published() {
    smo.publish(page);
    smo.pass(A_WHILE);
    return smo.post(page);
  }

  private Map<String, String> sent() {
    assertEquals(State.SENT, published().state(), () -> smo.post(page).text(Key.REASON));
    return network.posts.get(0).options();
  }

  @Test
  void whereNobodyChoosesTheDefaultCounts() {
    assertEquals(Map.of("audience", "all"), sent());
  }

  @Test
  void theSiteChoosesForAConnectionBeforeItsNetwork() {
    policy("toy.warning=Spoilers", "toy.audience=few", "board.audience=all", "other.x=y");
    assertEquals(Map.of("audience", "all", "warning", "Spoilers"), sent());
  }

  @Test
  void theAuthorChoosesBeforeTheSite() {
    policy("board.audience=all", "board.warning=Spoilers");
    author(Map.of("toy.audience", "few", "board.warning", "Snow", "board.unknown", "x"));
    assertEquals(Map.of("audience", "few", "warning", "Snow"), sent());
    assertEquals(sent(), smo.post(page).options());
  }

  @Test
  void eachPartOfAThreadHasThem() {
    policy(Map.of("text", "One\n---\nTwo {url}", "options", new String[] {"toy.audience=few"}));
    sent();
    Post second = network.posts.get(0).thread().get(0);
    assertEquals(Map.of("audience", "few"), second.options());
  }

  @Test
  void whatIsMissingFailsThePostBeforeAnythingIsSentAndIsPutRightAtThePage() {
    describe(Field.of(Kind.TEXT, "community", "Community").help("Where it goes.").required());
    PostRecord failed = published();
    assertEquals(State.FAILED, failed.state());
    assertEquals("Community is missing.", failed.text(Key.REASON));
    assertEquals(List.of(), network.calls);

    author(Map.of("toy.community", "boats"));
    smo.decisions.retry(failed.id(), Decisions.Seen.NOT_SAID, "ada");
    smo.pass(Duration.ofMinutes(2));
    assertEquals(Map.of("community", "boats"), network.posts.get(0).options());
  }

  @Test
  void whatDoesNotFitTheFieldFailsThePostByItsLabel() {
    author(Map.of("toy.audience", "nobody"));
    assertEquals(
        "Audience must be one of the values that there are to choose from.",
        published().text(Key.REASON));
    assertEquals(State.FAILED, smo.post(page).state());
  }

  @Test
  void whatTheNetworkNoLongerTakesFailsThePostBeforeItIsSent() {
    policy("toy.audience=few");
    smo.publish(page);
    describe(Field.of(Kind.CHOICE, "audience", "Audience").choices(new Field.Choice("all", "All")));
    smo.pass(A_WHILE);
    assertEquals(State.FAILED, smo.post(page).state());
    assertEquals(List.of(), network.calls);
  }

  @Test
  void anOptionOfThePolicyThatIsNoneFailsThePostAndIsNamed() {
    policy("toy.audiance=few");
    assertEquals(
        "The policy has an option that Toy does not know: audiance.", published().text(Key.REASON));
  }

  @Test
  void aLineOfThePolicyThatIsNoOptionFailsThePostAndIsNamed() {
    policy("audience few");
    assertEquals(
        "The policy's option 'audience few' is not written as connection.option=value.",
        published().text(Key.REASON));
  }

  @Test
  void wordsLeaveRoomForWhatCountsWithThem() {
    policy(Map.of("text", "{title} {description} {url}"));
    smo.set(page + "/jcr:content", Map.of("jcr:description", "word ".repeat(100)));
    author(Map.of("toy.warning", "w".repeat(90)));
    sent();
    int length = network.posts.get(0).text().length();
    assertEquals(true, length <= 110 && length > 80, "length " + length);
  }

  @Test
  void anOptionThatChangedAfterApprovalIsApprovedAgain() {
    policy(Map.of("approval", true, "delayMinutes", 60));
    smo.publish(page);
    smo.decisions.approve(smo.post(page).id(), "ada");
    author(Map.of("toy.audience", "few"));
    smo.publish(page);
    assertEquals(State.AWAITING_APPROVAL, smo.post(page).state());
    assertEquals(Map.of("audience", "few"), smo.post(page).options());
  }

  @Test
  void theyStayWhenTheWordsOfAPostThatIsOutChange() throws Exception {
    author(Map.of("toy.warning", "Snow"));
    sent();
    String id = smo.post(page).id();
    smo.editor().edit(id, "New", smo.decisions.reader(id, "ada"));
    assertEquals(Map.of("audience", "all", "warning", "Snow"), network.edits.get(0).options());
  }

  @Test
  void thePreviewShowsWhatCountsAndWhatWouldWithoutThePagesWord() {
    policy("board.audience=few");
    author(Map.of("board.audience", "all", "toy.warning", "Snow"));
    PostPreview post =
        smo.rehearsal()
            .of(
                context.resourceResolver().getResource(page),
                smo.pages.read(context.resourceResolver().getResource(page)).orElseThrow())
            .posts()
            .get(0);
    assertEquals(Map.of("audience", "all", "warning", "Snow"), post.options().chosen());
    assertEquals(Map.of("audience", "few", "warning", "Snow"), post.options().inherited());
  }
}
