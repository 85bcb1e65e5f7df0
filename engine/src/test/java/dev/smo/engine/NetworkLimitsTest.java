// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connections.Account;
import dev.smo.connector.Connector;
import dev.smo.connector.Field;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.connector.ServerLimits;
import dev.smo.connector.Shape;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.fixture.OakSite;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.TextFormat;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a network asks for and takes decides how a post is sent, and whether. */
@ExtendWith(SlingContextExtension.class)
class NetworkLimitsTest {
  private static final Duration A_WHILE = Duration.ofSeconds(20);

  private final SlingContext context = OakSite.context();
  private Installation smo;

  @BeforeEach
  void install() {
    smo = new Installation(context);
  }

  @AfterEach
  void end() {
    smo.close();
  }

  private static Limits.Builder limits(int most) {
    return Limits.builder(most, String::length);
  }

  private void template(String text, Object... more) {
    Map<String, Object> policy =
        new java.util.HashMap<>(
            Map.of("enabled", true, "connections", new String[] {"toy"}, "text", text));
    for (int i = 0; i < more.length; i += 2) {
      policy.put((String) more[i], more[i + 1]);
    }
    smo.policy(policy);
  }

  private PostRecord published(String page) {
    smo.publish(page);
    smo.pass(A_WHILE);
    return smo.post(page);
  }

  private Post sent(String title) {
    PostRecord post = published(smo.page("opening", title));
    assertEquals(State.SENT, post.state(), () -> post.text(Key.REASON));
    return smo.network.posts.get(0);
  }

  @ParameterizedTest
  @CsvSource({"HTML, a &lt;b&gt; &amp; c", "MARKDOWN, a \\<b\\> & c", "LITTLE_TEXT, a \\<b\\> & c"})
  void wordsAreEscapedWhenSentAndCountedEscaped(TextFormat format, String escaped) {
    template("a <b> & c");
    smo.network.limits = limits(escaped.length()).format(format).linkBeside().build();
    Post post = sent("Hours");
    assertEquals(escaped, post.text());
    assertEquals("a <b> & c", smo.ledger.find(post(0)).orElseThrow().text(Key.TEXT));
  }

  @ParameterizedTest
  @CsvSource({"HTML", "MARKDOWN", "LITTLE_TEXT"})
  void wordsThatFitOnlyUnescapedAreCut(TextFormat format) {
    template("{title}");
    smo.network.limits = limits(20).format(format).linkBeside().build();
    Post post = sent("(((<<<((((<<<<((((");
    assertTrue(post.text().length() <= 20, post.text());
  }

  private String post(int call) {
    return smo.network.calls.get(call).id();
  }

  @Test
  void aLinkBesideTheWordsIsNotInThem() {
    template("{title} {url}");
    smo.network.limits = limits(10).linkBeside().build();
    Post post = sent("Hours");
    assertEquals("Hours", post.text());
    assertEquals(Optional.of(URI.create(smo.site.url() + "/opening.html")), post.link());
  }

  @Test
  void aLinkInTheWordsIsNamedToo() {
    template("{title} {url}");
    Post post = sent("Hours");
    assertEquals("Hours " + post.link().orElseThrow(), post.text());
  }

  @Test
  void aNetworkThatTakesNoWordsGetsNone() {
    template("{title} {url}");
    smo.network.limits = limits(0).linkBeside().build();
    assertEquals("", sent("Hours").text());
  }

  @Test
  void moreHashtagsThanTheNetworkLikesAreLeftOut() {
    template("{title} {tags}");
    smo.network.limits = limits(500).maxHashtags(2).linkBeside().build();
    String page = smo.page("opening", "Hours");
    smo.set(page + "/jcr:content", Map.of("tags", new String[] {"Winter", "Summer", "Spring"}));
    published(page);
    assertEquals("Hours #Winter #Summer", smo.network.posts.get(0).text());
    assertEquals(List.of("Winter", "Summer"), smo.network.posts.get(0).hashtags());
  }

  @Test
  void anIncompleteConnectionIsRefusedAtPlanning() {
    smo.network.described =
        Network.builder("toy", "Toy")
            .connectionFields(Field.of(Field.Kind.TEXT, "board", "Board").required())
            .build();
    PostRecord post = published(smo.page("opening", "Hours"));
    assertEquals(State.FAILED, post.state());
    assertEquals("The connection toy is incomplete. Board is missing.", post.text(Key.REASON));
    assertEquals(0, smo.network.calls.size());
  }

  @Test
  void aConnectionWithoutTheAddressThatItNeedsIsRefusedAtPlanning() {
    smo.network.described =
        Network.builder("toy", "Toy").endpoint(Network.Endpoint.MANDATORY).build();
    PostRecord post = published(smo.page("opening", "Hours"));
    assertEquals(State.FAILED, post.state());
    assertEquals(
        "The connection toy is incomplete. The address of the server is missing.",
        post.text(Key.REASON));
    assertEquals(0, smo.network.calls.size());
  }

  @Test
  void aConnectionThatBecameIncompleteIsRefusedBeforeSendingAndWorksWhenItIsWhole() {
    template("{title} {url}", "delayMinutes", 30L);
    String page = smo.page("opening", "Hours");
    assertEquals(State.SCHEDULED, published(page).state());
    smo.network.described =
        Network.builder("toy", "Toy")
            .connectionFields(Field.of(Field.Kind.TEXT, "board", "Board").required())
            .build();
    smo.pass(Duration.ofHours(1));
    assertEquals(State.SCHEDULED, smo.post(page).state());
    assertTrue(smo.post(page).text(Key.REASON).endsWith("Board is missing."));
    assertEquals(0, smo.network.calls.size());

    smo.connections.save(new Account.Form("toy", "toy", "", "", Map.of("board", "b"), Map.of()));
    smo.lanes().resume("toy");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void aCaptionIsShorterThanAText() {
    template("{title} {url}", "picture", "image");
    smo.network.limits =
        limits(500)
            .maxLength(Shape.IMAGES, 40)
            .images(List.of("image/jpeg"), 1_000_000, 2000)
            .linkBeside()
            .build();
    String title = "A title that is much longer than any caption may be";
    String page = smo.page("opening", title);
    smo.publish(page);
    assertEquals(title, smo.post(page).text(Key.TEXT), "no picture, so no caption");
    smo.set(page + "/jcr:content", Map.of("sling:thumbnail", "/p.jpg"));
    smo.publish(page);
    String caption = smo.post(page).text(Key.TEXT);
    assertTrue(caption.length() <= 40 && caption.startsWith("A title"), caption);
  }

  @Test
  void aNetworkOfPicturesGetsNoPostWithoutOne() {
    smo.network.limits =
        limits(100).images(List.of("image/jpeg"), 1_000_000, 2000).onlyWithPicture().build();
    PostRecord post = published(smo.page("opening", "Hours"));
    assertEquals(State.FAILED, post.state());
    assertTrue(post.text(Key.REASON).contains("no post without a picture"));
    assertEquals(0, smo.network.calls.size());
  }

  /** A page whose post waits in words of more than 30 characters, for a network that took them. */
  private String waiting(Object... policy) {
    takes(200);
    template("{title}", policy);
    String page = smo.page("opening", "A title that is longer than thirty characters");
    published(page);
    return page;
  }

  private void takes(int most) {
    smo.network.limits = limits(most).linkBeside().build();
  }

  @Test
  void wordsThatTheNetworkTakesNoMoreAreFittedAgainBeforeSending() {
    String page = waiting("delayMinutes", 30L);
    takes(30);
    smo.pass(Duration.ofHours(1));
    PostRecord post = smo.post(page);
    assertEquals(State.SENT, post.state(), () -> post.text(Key.REASON));
    assertEquals(1, smo.network.calls.size(), "refused once before it fitted");
    String words = smo.network.posts.get(0).text();
    assertTrue(words.length() <= 30 && words.startsWith("A title that"), words);
    assertEquals(words, post.text(Key.TEXT), "the record says something else than what is out");
  }

  @Test
  void aLinkThatDoesNotFitAloneFailsAndSaysHowMuchIsTooMuch() {
    template("{title} {url}", "delayMinutes", 30L);
    String page = smo.page("opening", "A title of some length");
    published(page);
    smo.network.limits = limits(10).build();
    smo.pass(Duration.ofHours(1));
    assertEquals(State.FAILED, smo.post(page).state());
    assertTrue(
        smo.post(page).text(Key.REASON).matches(".* takes 10, \\d+ too many. Make them shorter."));
    assertEquals(0, smo.network.calls.size());
  }

  @Test
  void wordsThatAPersonWroteAreNotCutButFail() throws Exception {
    String page = waiting("delayMinutes", 30L);
    String id = smo.post(page).id();
    String words = "What a person wrote, and wants to say in full";
    smo.editor().change(id, words, Map.of(), smo.decisions.reader(id, "ada"));
    takes(30);
    smo.pass(Duration.ofHours(1));
    assertEquals(State.FAILED, smo.post(page).state());
    assertEquals(words, smo.post(page).text(Key.TEXT));
    assertEquals(0, smo.network.calls.size());
  }

  @Test
  void wordsFittedAgainThatWereApprovedMustBeApprovedAnew() {
    String page = waiting("approval", true);
    smo.decisions.approve(smo.post(page).id(), "ada");
    takes(30);
    smo.pass(A_WHILE);
    assertEquals(State.AWAITING_APPROVAL, smo.post(page).state());
    assertEquals(0, smo.network.calls.size(), "nobody approved these words");
    smo.decisions.approve(smo.post(page).id(), "ada");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
    assertTrue(smo.network.posts.get(0).text().length() <= 30);
  }

  @Test
  void whatTheNetworkRefusesAndThenSaysIsTooLongIsFittedAgain() {
    smo.network.next.add(
        (delivery, toy) -> {
          takes(30);
          return new Outcome.Rejected("Too long.");
        });
    String page = waiting();
    PostRecord post = smo.post(page);
    assertEquals(State.SENT, post.state(), () -> post.text(Key.REASON));
    assertEquals(2, smo.network.calls.size());
    assertTrue(smo.network.posts.get(0).text().length() <= 30);
  }

  @Test
  void wordsThatMayBeOutAreNotMadeAnew() {
    smo.network.described =
        Network.builder("toy", "Toy").idempotentFor(Duration.ofHours(1)).build();
    smo.network.canTell = false;
    smo.network.next.add(
        (delivery, toy) -> {
          toy.execute(delivery);
          takes(30);
          throw new IOException("reset");
        });
    String page = waiting();
    smo.pass(Duration.ofHours(3));
    assertEquals(1, smo.network.calls.size(), "sent once more, in other words");
    assertEquals(State.NEEDS_ATTENTION, smo.post(page).state());
  }

  @Test
  void whatTheNetworkRefusesForAnotherReasonFailsAtOnce() {
    smo.network.next.add((delivery, toy) -> new Outcome.Rejected("Unknown language."));
    assertEquals(State.FAILED, smo.post(waiting()).state());
    assertEquals(1, smo.network.calls.size());
  }

  /** A network whose servers each take something else. */
  private static final class Servers extends ToyNetwork implements ServerLimits, Verifier {
    private int most = 30;
    private int asked;
    private boolean down;

    @Override
    public Limits limits(Connection connection) {
      return limits(connection.setting(KEPT).map(Integer::parseInt).orElse(500));
    }

    private static Limits limits(int most) {
      return NetworkLimitsTest.limits(most).linkBeside().build();
    }

    @Override
    public String readLimits(Connection connection) throws IOException {
      asked++;
      if (down) {
        throw new IOException("connection refused");
      }
      return String.valueOf(most);
    }

    @Override
    public Verification verify(Connection connection) {
      return new Verification.Valid("@ann", URI.create("https://toy.test/@ann"), Optional.empty());
    }
  }

  private Servers servers() {
    Servers servers = new Servers();
    context.registerService(Connector.class, servers, Map.of("service.ranking", 10));
    return servers;
  }

  private void assertFits(int most, String page) {
    PostRecord post = smo.post(page);
    assertEquals(State.SCHEDULED, post.state(), () -> post.text(Key.REASON));
    int length = post.text(Key.TEXT).length();
    assertTrue(length > 0 && length <= most, () -> length + " characters were planned");
  }

  @Test
  void whatAServerTakesIsAskedBeforeTheFirstPostIsPlannedAndKeptOverARestart() {
    Servers servers = servers();
    String page = waiting("delayMinutes", 30L);
    assertFits(30, page);
    smo.restart();
    String second = smo.page("second", "Another title that is longer than thirty characters");
    published(second);
    assertFits(30, second);
    assertEquals(1, servers.asked, "what is kept is asked again");
  }

  @Test
  void whatATestOfTheConnectionFindsIsWhatIsPlannedBy() {
    Servers servers = servers();
    waiting("delayMinutes", 30L);
    servers.most = 20;
    smo.trial().check(smo.connections.find("toy").orElseThrow());
    smo.restart();
    String second = smo.page("second", "Another title that is longer than thirty characters");
    published(second);
    assertFits(20, second);
  }

  @Test
  void whereTheServerCannotBeAskedThePostIsPlannedAndTheServerAskedLater() {
    Servers servers = servers();
    servers.down = true;
    String page = waiting("delayMinutes", 30L);
    smo.publish(page);
    assertEquals(State.SCHEDULED, smo.post(page).state());
    assertEquals(1, servers.asked, "who cannot be asked is not waited for each time");
    servers.down = false;
    smo.pass(Duration.ofMinutes(11));
    smo.publish(page);
    assertFits(30, page);
  }
}
