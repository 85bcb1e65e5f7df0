// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.fixture.SlingRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.wrappers.ResourceResolverWrapper;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SlingContextExtension.class)
class WebmentionServletTest {
  private static final String SOURCE = "https://jane.example/reply";
  private static final String TARGET = "https://museum.example/clock.html";

  private final SlingContext context = WebmentionSite.context();
  private WebmentionSite stage;
  private WebmentionServlet servlet;
  private Optional<String> forwarded = Optional.empty();
  private String page;

  @BeforeEach
  void open() throws Exception {
    stage =
        new WebmentionSite(context, URI.create("https://museum.example"), Map.of("receive", true));
    page = stage.page("clock");
    servlet = servlet(WebmentionSite.engine());
  }

  private WebmentionServlet servlet(WebmentionIntake intake) {
    return new WebmentionServlet(
        new Addressees(stage.repository, stage.pages),
        new Backlog(stage.jobManager(), stage.clock),
        intake,
        new RateLimit(3));
  }

  private MockSlingHttpServletResponse post(Map<String, Object> form) throws Exception {
    return post(form, context.resourceResolver());
  }

  private MockSlingHttpServletResponse post(Map<String, Object> form, ResourceResolver sender)
      throws Exception {
    SlingRequest request = new SlingRequest(sender, context.bundleContext());
    forwarded.ifPresent(value -> request.setHeader(ForwardJob.FORWARDED, value));
    request.setMethod("POST");
    request.setParameterMap(form);
    MockSlingHttpServletResponse response = new MockSlingHttpServletResponse();
    servlet.service(request, response);
    return response;
  }

  private MockSlingHttpServletResponse post(String source, String target) throws Exception {
    return post(Map.of("source", source, "target", target));
  }

  private void refuses(String source, String target) throws Exception {
    MockSlingHttpServletResponse response = post(source, target);
    assertEquals(400, response.getStatus(), source + " " + target);
    assertTrue(response.getOutputAsString().endsWith(".\n"), response.getOutputAsString());
    assertEquals(List.of(), stage.jobs);
  }

  @Test
  void aNoticeForALivePageBecomesAJob() throws Exception {
    MockSlingHttpServletResponse response = post(SOURCE, TARGET + "?utm_source=feed#top");
    assertEquals(202, response.getStatus());
    assertEquals(
        List.of(
            Notice.of(SOURCE, TARGET).topic("dev/smo/webmention/receive")
                + " {source="
                + SOURCE
                + ", target="
                + TARGET
                + "?utm_source=feed}"),
        stage.jobs);
  }

  @ParameterizedTest
  @ValueSource(strings = {"übung (neu).html", "%C3%BCbung%20(neu).html", "übung%20(neu).html"})
  void aTargetWithLettersOfItsLanguageIsRead(String name) throws Exception {
    stage.page("übung (neu)");
    String target = TARGET.replaceFirst("[^/]*$", "") + name;
    assertEquals(
        name.contains(" ") ? 400 : 202, post(SOURCE, target).getStatus(), "a blank is none");
  }

  @Test
  void aNoticeThatWaitsAlreadyIsNotKeptTwice() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertEquals(202, post(SOURCE, TARGET).getStatus());
    }
    assertEquals(1, stage.jobs.size());
  }

  @Test
  void aNoticeOfASourceAtWhichSomebodyLooksJustNowIsNotLost() throws Exception {
    post(SOURCE, TARGET);
    stage.work();
    assertEquals(202, post(SOURCE, TARGET).getStatus());
    assertEquals(2, stage.jobs.size(), "the source may have changed after it was read");
    assertEquals(202, post(SOURCE, TARGET).getStatus());
    assertEquals(2, stage.jobs.size());
  }

  @Test
  void aNoticeWhoseSourceFailedAndIsTriedAgainIsNotKeptTwice() throws Exception {
    post(SOURCE, TARGET);
    stage.work();
    stage.clock.pass(Duration.ofSeconds(30));
    assertEquals(202, post(SOURCE, TARGET).getStatus());
    assertEquals(1, stage.jobs.size());
  }

  @Test
  void aNoticeCostsOneLookAtTheJobs() throws Exception {
    post(SOURCE, TARGET);
    assertEquals(1, stage.lookUps);
  }

  private void unlimited() {
    servlet =
        new WebmentionServlet(
            new Addressees(stage.repository, stage.pages),
            new Backlog(stage.jobManager(), stage.clock),
            WebmentionSite.engine(),
            new RateLimit(10_000));
  }

  @Test
  void aSenderOfManyHostsFillsNoQueue() throws Exception {
    unlimited();
    for (int i = 0; i < 100; i++) {
      post("https://host" + i + ".spam.example/" + i, TARGET);
    }
    assertEquals(Backlog.MOST_OF_A_SENDER, stage.jobs.size());
    MockSlingHttpServletResponse response = post("https://spam.example/", TARGET);
    assertEquals(429, response.getStatus());
    assertEquals("600", response.getHeader("Retry-After"));
    assertEquals(202, post("https://jane.example/", TARGET).getStatus());
  }

  @Test
  void inventedSendersFillNoQueueAndShutNobodyOut() throws Exception {
    for (int i = 0; i < 1500; i++) {
      post("https://spam" + i + ".example/", TARGET);
    }
    assertEquals(16 * Backlog.MOST, stage.waiting().size());
    stage.work();
    stage.clock.pass(Duration.ofSeconds(30));
    assertEquals(202, post(SOURCE, TARGET).getStatus(), "what failed and pauses gives way");
    stage.queueAgain();
    assertEquals(202, post(SOURCE + 2, TARGET).getStatus(), "what failed and waits gives way");
    assertEquals(16 * Backlog.MOST, stage.waiting().size());
  }

  @Test
  void aFewSendersShutNobodyOutWhoHasTheirShare() throws Exception {
    unlimited();
    String share = Notice.of(SOURCE, TARGET).topic("");
    List<String> spammers =
        IntStream.range(0, 1000)
            .mapToObj(i -> "https://spam" + i + ".example/")
            .filter(source -> Notice.of(source, TARGET).topic("").equals(share))
            .limit(3)
            .toList();
    for (int i = 0; i < Backlog.MOST; i++) {
      assertEquals(202, post(spammers.get(i % 3) + i, TARGET).getStatus());
    }
    assertEquals(202, post(SOURCE, TARGET).getStatus(), "whoever has most gives way");
    assertEquals(Backlog.MOST, stage.waiting().size());
    assertTrue(stage.waiting().get(Backlog.MOST - 1).endsWith(SOURCE), stage.waiting()::toString);
    for (int i = 0; i < Backlog.MOST_OF_A_SENDER; i++) {
      post(SOURCE + i, TARGET);
    }
    long own = stage.waiting().stream().filter(job -> job.contains(SOURCE)).count();
    assertEquals(15, own, "who has as many as the others takes no more from them");
  }

  @Test
  void whatSomebodyLooksAtGivesNoWay() throws Exception {
    for (int i = 0; i < 1500; i++) {
      post("https://spam" + i + ".example/", TARGET);
    }
    stage.work();
    stage.queueAgain();
    stage.work();
    stage.clock.pass(Duration.ofSeconds(29));
    assertEquals(429, post(SOURCE, TARGET).getStatus());
  }

  @Test
  void whatMakesNoSenseIsRefusedInWords() throws Exception {
    refuses(SOURCE, "");
    refuses("", TARGET);
    refuses("ftp://jane.example/x", TARGET);
    refuses("javascript:alert(1)", TARGET);
    refuses("not an address", TARGET);
    refuses("https://user:password@jane.example/", TARGET);
    refuses("https://jane.example/" + "x".repeat(2000), TARGET);
    refuses(TARGET, TARGET);
    assertEquals("The parameter source is missing.\n", post(Map.of()).getOutputAsString());
  }

  @Test
  void aTargetThatIsNoPageOfOursIsRefused() throws Exception {
    refuses(SOURCE, "https://elsewhere.example/clock.html");
    refuses(SOURCE, "https://museum.example/nowhere.html");
  }

  @Test
  void ourOwnPagesAreNoSourceUnlessThePolicySaysSo() throws Exception {
    refuses("https://museum.example/other.html", TARGET);
    stage.set("/conf/site/sling:configs/smo/webmention", Map.of("ownSite", true));
    assertEquals(202, post("https://museum.example/other.html", TARGET).getStatus());
  }

  @Test
  void aPageThatIsNotLiveOrTakesNoneIsRefusedAsIfItWereNotThere() throws Exception {
    String unknown = post(SOURCE, "https://museum.example/nowhere.html").getOutputAsString();
    stage.set(page + "/jcr:content", Map.of("sling:published", false));
    assertEquals(unknown, post(SOURCE, TARGET).getOutputAsString());
    stage.set(page + "/jcr:content", Map.of("sling:published", true));
    stage.set("/conf/site/sling:configs/smo/webmention", Map.of("receive", false));
    assertEquals(unknown, post(SOURCE, TARGET).getOutputAsString());
    assertEquals(List.of(), stage.jobs);
  }

  @Test
  void aFloodFromOneHostIsStopped() throws Exception {
    // A minute may end between two of these, so twice as many are sent.
    int refused = 0;
    for (int i = 0; i < 7; i++) {
      MockSlingHttpServletResponse response = post("https://jane.example/" + i, TARGET);
      if (response.getStatus() == 429) {
        assertEquals("60", response.getHeader("Retry-After"));
        refused++;
      }
    }
    assertTrue(refused > 0);
    assertEquals(202, post("https://ann.example/", TARGET).getStatus());
  }

  @Test
  void whatCannotBeKeptIsNotPromised() throws Exception {
    servlet =
        new WebmentionServlet(
            new Addressees(stage.repository, stage.pages),
            new Backlog(WebmentionSite.fullJobManager(), stage.clock),
            WebmentionSite.engine(),
            new RateLimit(3));
    assertEquals(503, post(SOURCE, TARGET).getStatus());
  }

  @Test
  void nothingIsKeptWhereNobodyWouldEverLookAtIt() throws Exception {
    for (String nowhere : List.of("", "author:4502/bin/smo/webmention")) {
      servlet = servlet(new WebmentionIntake(nowhere, false, null));
      MockSlingHttpServletResponse response = post(SOURCE, TARGET);
      assertEquals(503, response.getStatus());
      assertTrue(response.getOutputAsString().contains("takes no webmentions"));
    }
    assertEquals(List.of(), stage.jobs);
  }

  @Test
  void anAddressToForwardToThatIsNoneIsNotReplacedByTheEngineHere() throws Exception {
    servlet = servlet(new WebmentionIntake("author:4502", false, () -> Notice.TOPIC));
    assertEquals(503, post(SOURCE, TARGET).getStatus());
  }

  @Test
  void aNoticeIsHandedOnWhereTheEngineIsElsewhere() throws Exception {
    servlet = servlet(new WebmentionIntake("https://author.example/x", false, null));
    assertEquals(202, post(SOURCE, TARGET).getStatus());
    assertEquals(
        List.of(
            Notice.of(SOURCE, TARGET).topic("dev/smo/webmention/forward")
                + " {source="
                + SOURCE
                + ", target="
                + TARGET
                + "}"),
        stage.jobs);
  }

  @Test
  void aNoticeThatWasHandedOnIsNotHandedOnAgain() throws Exception {
    servlet = servlet(new WebmentionIntake("https://author.example/x", false, null));
    forwarded = Optional.of("1");
    assertEquals(508, post(SOURCE, TARGET).getStatus());
    assertEquals(List.of(), stage.jobs);
    servlet = servlet(WebmentionSite.engine());
    assertEquals(202, post(SOURCE, TARGET).getStatus());
  }

  @Test
  void aSenderMustBeAbleToReadThePageUnlessPagesArePublicElsewhere() throws Exception {
    Map<String, Object> form = Map.of("source", SOURCE, "target", TARGET);
    assertEquals(400, post(form, blind()).getStatus());
    servlet = servlet(new WebmentionIntake("", true, () -> Notice.TOPIC));
    assertEquals(202, post(form, blind()).getStatus());
  }

  @Test
  void aClosedPageTakesNoneWhereverItIsRead() throws Exception {
    servlet = servlet(new WebmentionIntake("", true, () -> Notice.TOPIC));
    stage.set(page + "/jcr:content", Map.of("closed", true));
    refuses(SOURCE, TARGET);
  }

  /** What a stranger sees of an author instance: nothing. */
  private ResourceResolver blind() {
    return new ResourceResolverWrapper(context.resourceResolver()) {
      @Override
      public Resource getResource(String path) {
        return null;
      }
    };
  }
}
