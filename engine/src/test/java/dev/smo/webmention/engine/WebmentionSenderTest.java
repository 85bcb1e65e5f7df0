// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.host.PageEvent;
import dev.smo.host.PageEvent.Kind;
import dev.smo.webmention.WebmentionSite;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From a publication to notices at other sites, on real sockets. */
@ExtendWith(SlingContextExtension.class)
class WebmentionSenderTest {
  private final SlingContext context = WebmentionSite.context();
  private final Neighbour ours = new Neighbour();
  private final Neighbour theirs = new Neighbour();
  private WebmentionSite stage;
  private WebmentionSender sender;
  private String page;

  @BeforeEach
  void open() throws Exception {
    stage = new WebmentionSite(context, ours.uri(""), Map.of("send", true, "mostLinks", 3));
    page = stage.page("clock");
    sender = sender();
    theirs.takesWebmentions("/post", 202);
  }

  @AfterEach
  void close() {
    ours.close();
    theirs.close();
  }

  private WebmentionSender sender() {
    return new WebmentionSender(
        stage.repository,
        stage.pages,
        new SentWebmentions(stage.repository),
        Neighbour.outbound(ours, theirs),
        stage.clock);
  }

  private void shows(String words) {
    ours.shows("/clock.html", "<article><p>" + words + "</p></article>");
  }

  private String link(String path) {
    return "<a href='" + theirs.uri(path) + "'>a</a>";
  }

  private String notice(String path) {
    return ours.uri("/clock.html") + " " + theirs.uri(path);
  }

  @Test
  void aPublishedPageTellsWhomItLinksTo() throws Exception {
    shows("See " + link("/post") + " and " + link("/post") + " and " + link("/none"));
    assertTrue(sender.tell(page));
    assertEquals(List.of(notice("/post")), theirs.notices());
  }

  @Test
  void aPageThatIsNestedTooDeepTellsNobodyAndIsNotTriedForEver() throws Exception {
    ours.shows("/clock.html", "<div>".repeat(10_000) + link("/post"));
    assertTrue(sender.tell(page));
    assertEquals(List.of(), theirs.notices());
  }

  @Test
  void aLinkedPageThatIsNestedTooDeepTakesNoWebmentions() throws Exception {
    theirs.shows("/deep", "<div>".repeat(300) + "<a rel=webmention href=/mentions>here</a>");
    shows("See " + link("/deep") + " and " + link("/post"));
    assertTrue(sender.tell(page), "looking again would tell no more");
    assertEquals(List.of(notice("/post")), theirs.notices());
  }

  @Test
  void publishingAgainTellsNobodyUnlessSomethingChanged() throws Exception {
    shows("See " + link("/post"));
    sender.tell(page);
    assertTrue(sender().tell(page), "what was told is remembered over a restart");
    assertEquals(1, theirs.notices().size());

    shows("Do see " + link("/post"));
    sender.tell(page);
    assertEquals(List.of(notice("/post"), notice("/post")), theirs.notices());
  }

  @Test
  void aLinkThatIsTakenOutIsToldOnceMore() throws Exception {
    shows("See " + link("/post"));
    sender.tell(page);
    shows("See nothing");
    assertTrue(sender.tell(page));
    assertTrue(sender.tell(page));
    assertEquals(2, theirs.notices().size());
    assertTrue(new SentWebmentions(stage.repository).of(page).isEmpty(), "nothing is kept of it");
  }

  @Test
  void aPageThatGoesAwayIsToldOnceStrangersDoNotSeeItAnyMore() throws Exception {
    shows("See " + link("/post"));
    sender.tell(page);
    stage.set(page + "/jcr:content", Map.of("sling:published", false));
    assertFalse(sender.tell(page), "strangers still see it");
    assertEquals(1, theirs.notices().size());

    ours.hides("/clock.html");
    assertTrue(sender.tell(page));
    assertEquals(List.of(notice("/post"), notice("/post")), theirs.notices());
    assertTrue(sender.tell(page));
    assertEquals(2, theirs.notices().size());
  }

  @Test
  void aDeletedFolderTellsOfThePagesThatWereInIt() throws Exception {
    shows("See " + link("/post"));
    sender.tell(page);
    stage.delete(page);
    ours.hides("/clock.html");

    WebmentionTrigger publications = new WebmentionTrigger(sender, stage.jobManager());
    publications.heard(new PageEvent(Kind.REMOVED, WebmentionSite.SITE));
    assertEquals(List.of("dev/smo/webmention/send {path=" + page + "}"), stage.jobs);
    assertTrue(sender.tell(page));
    assertEquals(2, theirs.notices().size());
  }

  @Test
  void aPageThatIsNotPublicYetIsWaitedFor() throws Exception {
    assertFalse(sender.tell(page));
    shows("See " + link("/post"));
    assertTrue(sender.tell(page));
    assertEquals(1, theirs.notices().size());
  }

  @Test
  void aReceiverThatFailsIsTriedAgainLaterAndLaterAndThenLeft() throws Exception {
    theirs.takesWebmentions("/post", 503);
    shows("See " + link("/post"));
    assertFalse(sender.tell(page));
    assertFalse(sender.tell(page));
    assertEquals(1, theirs.notices().size(), "not before its pause is over");

    for (int minutes : List.of(1, 2, 4, 8)) {
      stage.clock.pass(Duration.ofMinutes(minutes).minusSeconds(1));
      assertFalse(sender.tell(page));
      stage.clock.pass(Duration.ofSeconds(1));
      sender.tell(page);
    }
    assertTrue(sender.tell(page));
    assertEquals(WebmentionCalls.MOST_TRIES, theirs.notices().size());
  }

  @Test
  void aReceiverThatRefusesIsNotAskedAgainUntilThePageChanges() throws Exception {
    theirs.takesWebmentions("/post", 400);
    shows("See " + link("/post"));
    assertTrue(sender.tell(page));
    assertTrue(sender.tell(page));
    assertEquals(1, theirs.notices().size());
    shows("See again " + link("/post"));
    assertTrue(sender.tell(page));
    assertEquals(2, theirs.notices().size());
    shows("See nothing");
    assertTrue(sender.tell(page));
    assertEquals(2, theirs.notices().size(), "it never knew of the link");
  }

  @Test
  void navigationAndOurOwnComponentsAndOurOwnSiteAreNotMeant() throws Exception {
    theirs.takesWebmentions("/a", 202);
    ours.takesWebmentions("/own.html", 202);
    ours.shows(
        "/clock.html",
        "<nav>%1$s</nav><article><nav>%1$s</nav><div class='x cmp-smo-reactions'>%1$s</div>"
                .formatted(link("/a"))
            + "<a href='/own.html'>own</a><a href='mailto:a@b.example'>m</a>"
            + link("/post")
            + "</article><footer>"
            + link("/a")
            + "</footer>");
    assertTrue(sender.tell(page));
    assertEquals(List.of(notice("/post")), theirs.notices());
    assertEquals(List.of(), ours.notices());
  }

  @Test
  void aLinkIsToldAsItStandsInThePage() throws Exception {
    theirs.takesWebmentions("/post?b=2&a=%C3%BC", 202);
    shows("See <a href='" + theirs.uri("/post?b=2&amp;a=%C3%BC#there") + "'>x</a>");
    sender.tell(page);
    assertEquals(1, theirs.notices().size());
    assertTrue(
        theirs.requests().stream().anyMatch(r -> r.contains("b%3D2%26a%3D%25C3%25BC%23there")));
  }

  @Test
  void noMoreLinksThanThePolicyAllows() throws Exception {
    shows(link("/1") + link("/2") + link("/3") + link("/4"));
    assertTrue(sender.tell(page));
    assertEquals(3, theirs.requests().size());
  }

  @Test
  void withoutAPolicyNothingIsTold() throws Exception {
    stage.set("/conf/site/sling:configs/smo/webmention", Map.of("send", false));
    shows("See " + link("/post"));
    assertTrue(sender.tell(page));
    new WebmentionTrigger(sender, stage.jobManager()).heard(new PageEvent(Kind.PUBLISHED, page));
    assertEquals(List.of(), theirs.requests());
    assertEquals(List.of(), stage.jobs);
  }

  @Test
  void anEventThatCannotBeQueuedIsToldAgain() {
    WebmentionTrigger deaf = new WebmentionTrigger(sender, WebmentionSite.fullJobManager());
    PageEvent event = new PageEvent(Kind.PUBLISHED, page);
    assertThrows(IllegalStateException.class, () -> deaf.heard(event));
  }
}
