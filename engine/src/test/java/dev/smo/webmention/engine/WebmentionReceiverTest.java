// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.host.PageSource;
import dev.smo.html.TurningClock;
import dev.smo.identity.PageIdentity;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.outbound.http.RawServer;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Moderation;
import dev.smo.reactions.store.Reaction;
import dev.smo.reactions.store.Reaction.Kind;
import dev.smo.webmention.Addressees;
import dev.smo.webmention.Notice;
import dev.smo.webmention.WebmentionSite;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sling.event.jobs.consumer.JobConsumer.JobResult;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a notice to a reaction in the store, with sources on real sockets, some of them hostile. */
@ExtendWith(SlingContextExtension.class)
class WebmentionReceiverTest {
  private static final String TARGET = "https://museum.example/clock.html";

  private final SlingContext context = WebmentionSite.context();
  private final Neighbour jane = new Neighbour();
  private WebmentionSite stage;
  private String page;

  @BeforeEach
  void open() throws Exception {
    stage =
        new WebmentionSite(context, URI.create("https://museum.example"), Map.of("receive", true));
    page = stage.page("clock");
  }

  @AfterEach
  void close() {
    jane.close();
  }

  private boolean receive(String path) throws Exception {
    return receive(Neighbour.outbound(jane), Notice.of(jane.uri(path).toString(), TARGET));
  }

  private boolean receive(Outbound outbound, Notice notice) throws Exception {
    Addressees addressees = new Addressees(stage.repository, stage.pages);
    return new WebmentionReceiver(addressees, stage.reactions, outbound, stage.clock)
        .receive(notice);
  }

  private static String reply(String words) {
    return "<div class=h-entry><a class='u-in-reply-to' href='%s'>re</a><p class=e-content>%s</p>"
            .formatted(TARGET, words)
        + "<a class='p-author h-card' href='https://jane.example'>Jane</a></div>";
  }

  private void receive(Notice notice) throws Exception {
    receive(Neighbour.outbound(jane), notice);
  }

  private Reaction only() {
    List<KeptReaction> kept = stage.reactionsTo(page);
    assertEquals(1, kept.size(), kept::toString);
    return kept.get(0).reaction();
  }

  @Test
  void aReplyWaitsForAPerson() throws Exception {
    jane.shows("/reply", reply("Mine too"));
    assertTrue(receive("/reply"));

    assertEquals(
        new Reaction(
            "webmention",
            jane.uri("/reply").toString(),
            Kind.REPLY,
            "Jane",
            "https://jane.example/",
            "Mine too",
            jane.uri("/reply").toString(),
            stage.clock.instant()),
        only());
    assertEquals(Moderation.PENDING, stage.reactionsTo(page).get(0).moderation());
  }

  @Test
  void whatChangesAtItsSourceChangesHere() throws Exception {
    jane.shows("/reply", reply("Mine too"));
    receive("/reply");
    jane.shows("/reply", reply("Not mine"));
    assertTrue(receive("/reply"));
    assertEquals("Not mine", only().text());
  }

  @Test
  void whatIsGoneAtItsSourceGoesHere() throws Exception {
    for (int status : List.of(404, 410)) {
      jane.shows("/reply", reply("Mine too"));
      receive("/reply");
      only();
      jane.answers("GET", "/reply", status, "", "");
      assertTrue(receive("/reply"));
      assertEquals(List.of(), stage.reactionsTo(page), "after HTTP " + status);
    }
  }

  @Test
  void whatIsRefusedAtItsSourceIsLookedAtAgainAndNothingIsLost() throws Exception {
    jane.shows("/reply", reply("Mine too"));
    receive("/reply");
    for (int status : List.of(401, 403, 451)) {
      // Firewalls answer so to servers, and anybody may ask for a look while one does.
      jane.answers("GET", "/reply", status, "", "");
      assertFalse(receive("/reply"), "after HTTP " + status);
      assertEquals("Mine too", only().text(), "after HTTP " + status);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {TARGET + "?x=1", "http://museum.example/clock.html", TARGET + "#top"})
  void anotherSpellingOfTheTargetTakesNothingAway(String spelling) throws Exception {
    jane.shows("/reply", reply("Mine too"));
    jane.answers(
        "GET", "/feed", 200, "Content-Type: application/json", "{\"a\":[\"" + TARGET + "\"]}");
    jane.answers("GET", "/text", 200, "Content-Type: text/plain", "see " + TARGET + ", now");
    for (String source : List.of("/reply", "/feed", "/text")) {
      receive(source);
      receive(Notice.of(jane.uri(source).toString(), spelling));
    }
    assertEquals(3, stage.reactionsTo(page).size(), "the sources still link to the page");
    jane.shows("/reply", "<a href='https://museum.example/other.html'>another</a>");
    receive(Notice.of(jane.uri("/reply").toString(), spelling));
    assertEquals(2, stage.reactionsTo(page).size(), "that one links to the page no more");
  }

  @ParameterizedTest
  @ValueSource(strings = {TARGET + "?x=1", "http://museum.example/clock.html"})
  void aReplyThatLinksByAnotherSpellingTooStaysAReply(String spelling) throws Exception {
    jane.shows("/reply", reply("Mine too, see <a href='" + spelling + "'>here</a>"));
    receive("/reply");
    KeptReaction kept = stage.reactionsTo(page).get(0);
    stage.reactions.change(
        kept.page(), kept.id(), one -> one.moderated(Moderation.APPROVED, "ada"));

    receive(Notice.of(jane.uri("/reply").toString(), spelling));
    assertEquals(Kind.REPLY, only().kind());
    assertEquals(Moderation.APPROVED, stage.reactionsTo(page).get(0).moderation());
    assertEquals(1, stage.reactions.shown(kept.page()).approved().size());
  }

  @Test
  void aMentionOfOnePageIsNoReplyThoughItsSourceAnswersAnother() throws Exception {
    String other = "https://museum.example/other.html";
    stage.page("other");
    jane.shows("/reply", reply("Mine too, see <a href='" + other + "'>here</a>"));
    receive(Notice.of(jane.uri("/reply").toString(), other));
    assertEquals(
        List.of(Kind.MENTION),
        stage.reactionsTo(WebmentionSite.SITE + "/other").stream()
            .map(one -> one.reaction().kind())
            .toList());
  }

  @Test
  void aSourceOfMoreLinksThanAreFollowedLosesNothing() throws Exception {
    jane.shows("/reply", reply("Mine too"));
    receive("/reply");
    StringBuilder many = new StringBuilder();
    for (int i = 0; i <= SourceDocument.MOST_LINKS; i++) {
      many.append("<a href='https://museum.example/").append(i).append("'>x</a>");
    }
    jane.shows("/reply", many + reply("Mine too"));
    receive(Notice.of(jane.uri("/reply").toString(), TARGET + "?x=1"));
    only();
  }

  @Test
  void linksThatTakeTooLongToLookAtLoseNothing() throws Exception {
    jane.shows("/reply", reply("Mine too"));
    receive("/reply");
    StringBuilder slow = new StringBuilder();
    for (int i = 0; i < SourceDocument.MOST_LINKS; i++) {
      slow.append("<a href='https://museum.example/").append(i).append("'>x</a>");
    }
    jane.shows("/reply", slow.toString());
    AtomicInteger lookedAt = new AtomicInteger();
    PageSource host =
        (PageSource)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {PageSource.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("at")) {
                    lookedAt.incrementAndGet();
                    stage.clock.pass(Duration.ofSeconds(1));
                  }
                  return method.invoke(stage.pages, arguments);
                });
    Notice notice = Notice.of(jane.uri("/reply").toString(), TARGET);
    new WebmentionReceiver(
            new Addressees(stage.repository, host),
            stage.reactions,
            Neighbour.outbound(jane),
            stage.clock)
        .receive(notice);
    only();
    assertTrue(lookedAt.get() < 10, () -> lookedAt + " addresses were looked at for one notice");
    jane.shows("/reply", "<a href='https://museum.example/1'>x</a>");
    receive("/reply");
    assertEquals(List.of(), stage.reactionsTo(page), "few links are looked at to the end");
  }

  @Test
  void aPageThatClaimsTheIdentityOfAnotherGetsAndDeletesNothingThere() throws Exception {
    jane.shows("/reply", reply("Mine too"));
    receive("/reply");
    String other = stage.page("thief");
    context
        .create()
        .resource(
            other + "/jcr:content/smo",
            Map.of("jcr:primaryType", "nt:unstructured", "id", PageIdentity.first(page)));
    context.resourceResolver().commit();
    String stolen = "https://museum.example/thief.html";
    receive(Neighbour.outbound(jane), Notice.of(jane.uri("/reply").toString(), stolen));
    only();
    jane.shows("/other", reply("To the thief").replace(TARGET, stolen));
    receive(Neighbour.outbound(jane), Notice.of(jane.uri("/other").toString(), stolen));
    assertEquals("Mine too", only().text());
    assertEquals(1, stage.reactionsTo(other).size());
  }

  @Test
  void aLinkThatIsTakenOutTakesTheReactionWithIt() throws Exception {
    jane.shows("/reply", reply("Mine too"));
    receive("/reply");
    jane.shows("/reply", "<p>I changed my mind about " + TARGET);
    assertTrue(receive("/reply"));
    assertEquals(List.of(), stage.reactionsTo(page), "an address in the text is no link");
  }

  @Test
  void aSourceThatFailsIsLookedAtAgainAndNothingIsLost() throws Exception {
    jane.shows("/reply", reply("Mine too"));
    receive("/reply");
    jane.answers("GET", "/reply", 503, "", "");
    assertFalse(receive("/reply"));
    only();
  }

  @Test
  void aPageWithoutMicroformatsIsAMentionWithItsTitle() throws Exception {
    jane.shows("/list", "<title>Nice\nclocks</title><img src='" + TARGET + "'>");
    receive("/list");
    assertEquals(Kind.MENTION, only().kind());
    assertEquals("Nice clocks", only().text());
    assertEquals("localhost", only().author());
  }

  @Test
  void jsonAndTextMayMentionToo() throws Exception {
    jane.answers(
        "GET", "/a", 200, "Content-Type: application/feed+json", "{\"a\":[\"" + TARGET + "\"]}");
    jane.answers("GET", "/b", 200, "Content-Type: text/plain", "see " + TARGET + " now");
    jane.answers("GET", "/c", 200, "Content-Type: application/json", "[".repeat(100_000));
    jane.answers("GET", "/d", 200, "Content-Type: image/svg+xml", "<a href='" + TARGET + "'/>");
    for (String path : List.of("/a", "/b", "/c", "/d")) {
      assertTrue(receive(path));
    }
    assertEquals(2, stage.reactionsTo(page).size());
  }

  @Test
  void anAddressThatOnlyBeginsLikeThePagesIsAnotherOne() throws Exception {
    jane.shows("/other", "<a href='" + TARGET + "l'>x</a><a href='" + TARGET + "?p=1'>y</a>");
    assertTrue(receive("/other"));
    assertEquals(List.of(), stage.reactionsTo(page));
  }

  @Test
  void aRedirectOfTheSourceIsFollowedAndTheSourceStaysTheKey() throws Exception {
    jane.answers("GET", "/short", 301, "Location: /reply", "");
    jane.shows("/reply", reply("Mine too"));
    receive("/short");
    assertEquals(jane.uri("/short").toString(), only().key());
  }

  @Test
  void aRedirectIntoThePrivateNetworkIsNotFollowed() throws Exception {
    try (Neighbour inside = new Neighbour()) {
      inside.shows("/secret", reply("From inside"));
      jane.answers("GET", "/trap", 302, "Location: " + inside.uri("/secret"), "");
      assertFalse(receive("/trap"));
      assertEquals(List.of(), inside.requests());
      assertEquals(List.of(), stage.reactionsTo(page));
    }
  }

  @Test
  void aRedirectInCirclesEnds() throws Exception {
    jane.answers("GET", "/round", 302, "Location: /round", "");
    assertFalse(receive("/round"));
    assertEquals(6, jane.requests().size());
  }

  @Test
  void aSourceWithoutAnEndIsLeftAtOneMegabyte() throws Exception {
    byte[] some = "<p>more and more</p>".repeat(1000).getBytes(StandardCharsets.US_ASCII);
    int[] sent = {0};
    try (RawServer endless =
        new RawServer(
            (request, socket) -> {
              var out = socket.getOutputStream();
              out.write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n".getBytes("US-ASCII"));
              for (; sent[0] < 100 << 20; sent[0] += some.length) {
                out.write(some);
              }
            })) {
      Notice notice = Notice.of(endless.uri("/").toString(), TARGET);
      assertFalse(receive(HttpOutbound.allowing(endless.host()), notice));
      assertTrue(sent[0] < 50 << 20, "the whole of it was read");
    }
  }

  @Test
  void aSourceOfThirtySixThousandNestedEntriesIsRefusedAndNothingIsLost() throws Exception {
    jane.shows("/reply", reply("Mine too"));
    receive("/reply");
    String nested = "<div class=\"h-feed h-entry\">".repeat(36_000) + reply("Deep");
    jane.shows("/reply", nested);
    Notice notice = Notice.of(jane.uri("/reply").toString(), TARGET);
    SourceVerdict finding =
        new SourceCheck(Neighbour.outbound(jane), stage.clock).of(notice, address -> false);
    assertEquals(new SourceVerdict.Refused("its HTML is nested deeper than 200 elements"), finding);
    assertTrue(receive("/reply"), "looking again would tell no more");
    assertEquals("Mine too", only().text());
  }

  @Test
  void aSourceThatABusyMachineParsesTooSlowlyIsLookedAtAgain() throws Exception {
    jane.shows("/reply", reply("Mine too"));
    Notice notice = Notice.of(jane.uri("/reply").toString(), TARGET);
    assertEquals(
        new SourceVerdict.Unclear("its HTML takes longer than 5 s to parse"),
        new SourceCheck(Neighbour.outbound(jane), new TurningClock(10_000))
            .of(notice, address -> false));
  }

  @Test
  void scriptsAreOnlyTextAndBadAddressesAreLeftOut() throws Exception {
    jane.shows(
        "/evil",
        "<div class=h-entry><a class='u-in-reply-to' href='%s'></a>".formatted(TARGET)
            + "<a class='u-url' href='javascript:alert(1)'></a>"
            + "<p class=e-content>&lt;script>alert(1)&lt;/script><script>alert(2)</script></div>");
    receive("/evil");
    assertEquals("<script>alert(1)</script>", only().text());
    assertEquals(jane.uri("/evil").toString(), only().url());
  }

  @Test
  void aPageThatTakesNoneAnyMoreKeepsWhatItHasAndTakesNothingNew() throws Exception {
    stage.set(page + "/jcr:content", Map.of("sling:published", false));
    jane.shows("/reply", reply("Mine too"));
    assertTrue(receive("/reply"));
    assertEquals(List.of(), jane.requests());
    assertEquals(List.of(), stage.reactionsTo(page));
  }

  @Test
  void aDateInTheFutureIsNow() throws Exception {
    jane.shows(
        "/future", reply("Soon").replace("<p", "<time class=dt-published>2999-01-01</time><p"));
    receive("/future");
    assertEquals(stage.clock.instant(), only().at());
  }

  @Test
  void theJobThatCarriesNonsenseIsCancelled() {
    ReceiveJob job =
        new ReceiveJob(
            new WebmentionReceiver(
                new Addressees(stage.repository, stage.pages),
                stage.reactions,
                Neighbour.outbound(jane),
                stage.clock));
    assertEquals(JobResult.CANCEL, job.process(WebmentionSite.job(Map.of("source", "x"))));
    assertEquals(
        JobResult.OK,
        job.process(
            WebmentionSite.job(Map.of("source", jane.uri("/gone").toString(), "target", TARGET))));
  }
}
