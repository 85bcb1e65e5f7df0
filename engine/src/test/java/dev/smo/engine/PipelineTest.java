// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.delivery.Decisions;
import dev.smo.fixture.OakSite;
import dev.smo.host.PageEvent;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.event.jobs.consumer.JobConsumer.JobResult;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From a publication event to the network, on a real Oak and a real socket. */
@ExtendWith(SlingContextExtension.class)
class PipelineTest {
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

  @Test
  void aNewlyPublishedPageIsPostedOnce() {
    String page = smo.page("opening", "Winter opening hours");
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.posts.size());
    assertEquals(
        "Winter opening hours " + smo.site.url() + "/opening.html",
        smo.network.posts.get(0).text());
    PostRecord post = smo.post(page);
    assertEquals(State.SENT, post.state());
    assertEquals("https://toy.test/1", post.text(Key.PERMALINK));
    assertEquals("published", post.attempts().get(0).outcome());
  }

  @Test
  void thePictureThatIsDrawnForAPageIsThereBeforeTheGateAsksForItAndGoesIntoThePost() {
    String page = smo.page("opening", "Winter opening hours");
    smo.set("/conf/site/sling:configs/smo/picture", Map.of("mode", "missing"));
    Resource resource = Objects.requireNonNull(context.resourceResolver().getResource(page));
    URI picture =
        smo.pictures.of(resource, smo.pages.read(resource).orElseThrow()).orElseThrow().url();
    String hash = picture.getPath().replaceFirst(".*\\.([0-9a-f]{32})\\.jpg", "$1");
    smo.publish(page);
    Resource kept =
        context
            .resourceResolver()
            .getResource("/var/smo/pictures/" + hash.substring(0, 2) + "/" + hash);
    byte[] jpeg = bytes(Objects.requireNonNull(kept, "made by the publication"));
    smo.site.illustrate("/opening.html", picture, jpeg);
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
    assertArrayEquals(jpeg, smo.network.posts.get(0).image().orElseThrow().bytes());
  }

  private static byte[] bytes(Resource file) {
    try (InputStream data =
        Objects.requireNonNull(file.getChild("jcr:content"))
            .getValueMap()
            .get("jcr:data", InputStream.class)) {
      return data.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aRepublishedPageIsNotPostedAgain() {
    String page = smo.page("opening", "Winter opening hours");
    smo.publish(page);
    smo.pass(A_WHILE);
    smo.set(page + "/jcr:content", Map.of("jcr:title", "Other hours"));
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.posts.size());
  }

  @Test
  void aPageThatIsPublishedTwiceBeforeItsPostGoesOutIsPostedOnceInItsLastWords() {
    String page = smo.page("opening", "Wrong hours");
    smo.publish(page);
    smo.set(page + "/jcr:content", Map.of("jcr:title", "Right hours"));
    smo.site.show("/opening.html", "Right hours");
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.posts.size());
    assertTrue(smo.network.posts.get(0).text().startsWith("Right hours"));
  }

  @Test
  void aPageOfASiteWithoutPolicyIsNotEvenNoted() {
    smo.policy(Map.of("enabled", false));
    String page = smo.page("opening", "Hours");
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(0, smo.posts(page).size());
    assertEquals(0, smo.network.posts.size());
  }

  @Test
  void aPageThatAsksNotToBeListedIsSkippedWithItsReason() {
    String page = smo.page("secret", "Secret");
    smo.set(page + "/jcr:content", Map.of("noindex", true));
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(State.SKIPPED, smo.post(page).state());
    assertTrue(smo.post(page).text(Key.REASON).contains("noindex"));
    assertEquals(0, smo.network.posts.size());
  }

  @Test
  void aPageOfAClosedGroupOfUsersIsSkippedWhoeverAsks() {
    String page = smo.page("members", "For members");
    smo.set(page + "/jcr:content", Map.of("closed", true));
    smo.publish(page);
    smo.tell(Map.of("path", page, "connections", "toy"));
    smo.pass(A_WHILE);
    assertEquals(State.SKIPPED, smo.post(page).state());
    assertTrue(smo.post(page).text(Key.REASON).contains("closed group"));
    assertEquals(0, smo.network.calls.size());
  }

  @Test
  void aFileIsPostedByItselfWithItsPicture() {
    String file = smo.page("snow", "Snow on the roof");
    smo.set(file + "/jcr:content", Map.of("file", true));
    byte[] jpeg = PublicSite.jpeg();
    smo.site.hide("/snow.html");
    smo.site.serve("/snow.html", jpeg);
    smo.publish(file);
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(file).state(), smo.post(file).text(Key.REASON));
    assertArrayEquals(jpeg, smo.network.posts.get(0).image().orElseThrow().bytes());
    assertTrue(smo.network.posts.get(0).attached(), "a card of a picture shows nothing else");
  }

  @Test
  void aSkippedPageIsPostedWhenItsReasonIsGoneAndItIsPublishedAgain() {
    String page = smo.page("shy", "Shy");
    smo.set(page + "/jcr:content/smo", Map.of("doNotShare", true));
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(State.SKIPPED, smo.post(page).state());
    smo.set(page + "/jcr:content/smo", Map.of("doNotShare", false));
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void aPageFromBeforeTheConnectionIsSkippedUnlessAPersonAsksForIt() {
    String page = smo.page("old", "Old news");
    smo.clock.pass(Duration.ofDays(3));
    smo.connect("late");
    smo.policy(Map.of("enabled", true, "connections", new String[] {"late"}));
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(State.SKIPPED, smo.post(page).state());
    smo.tell(Map.of("path", page, "connections", "late"));
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void aPageGoesToTheConnectionsOfItsLanguageOnly() {
    smo.connect("english");
    smo.connect("german");
    smo.policy(Map.of("enabled", true, "connections", new String[] {"en=english", "de=german"}));
    String page = smo.page("opening", "Hours");
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals("english", smo.post(page).text(Key.CONNECTION));
  }

  @Test
  void aPageThatIsNotYetPublicWaitsAndThenGoes() {
    String page = smo.page("slow", "Slow");
    smo.site.hide("/slow.html");
    smo.publish(page);
    smo.pass(Duration.ofMinutes(2));
    assertEquals(State.SCHEDULED, smo.post(page).state());
    assertTrue(smo.post(page).text(Key.REASON).contains("404"));
    smo.site.show("/slow.html", "Slow");
    smo.pass(Duration.ofMinutes(3));
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void aPageThatIsPublishedToBecomePublicLaterIsPostedThen() {
    String page = smo.page("later", "Later");
    ZonedDateTime on = smo.clock.instant().plus(Duration.ofDays(2)).atZone(ZoneOffset.UTC);
    smo.set(page + "/jcr:content", Map.of("publishDate", GregorianCalendar.from(on)));
    smo.site.hide("/later.html");
    smo.publish(page);
    smo.pass(Duration.ofDays(1));
    assertEquals(State.SCHEDULED, smo.post(page).state());
    assertEquals(0, smo.post(page).attempts().size(), "nobody looks before it is public");
    smo.pass(Duration.ofDays(1));
    smo.site.show("/later.html", "Later");
    smo.pass(Duration.ofMinutes(5));
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void aPageThatNeverBecomesWhatWasPlannedIsHeldWithTheDifference() {
    String page = smo.page("other", "As planned");
    smo.site.show("/other.html", "Something else");
    smo.publish(page);
    smo.pass(Duration.ofMinutes(45));
    assertEquals(State.HELD, smo.post(page).state());
    assertTrue(smo.post(page).text(Key.REASON).contains("Something else"));
    assertEquals(1, smo.ledger.attention().size());
    assertEquals(0, smo.network.calls.size());
  }

  @Test
  void thirtyPagesAtOnceAreHeldAsABurstFromTheFirstToTheLast() {
    for (int i = 0; i < 30; i++) {
      smo.publish(smo.page("p" + i, "Page " + i));
    }
    smo.pass(A_WHILE);
    assertEquals(0, smo.network.calls.size());
    assertEquals(30, smo.ledger.attention().size());
    PostRecord first = smo.post(Installation.SITE + "/p0");
    assertEquals(State.HELD, first.state());
    assertTrue(first.text(Key.REASON).startsWith("More than the 10 pages"), first.text(Key.REASON));
  }

  @Test
  void aPersonLetsOnePostOfABurstGo() {
    for (int i = 0; i < 11; i++) {
      smo.publish(smo.page("p" + i, "Page " + i));
    }
    smo.pass(A_WHILE);
    PostRecord one = smo.post(Installation.SITE + "/p3");
    smo.decisions.retry(one.id(), Decisions.Seen.NOT_SAID, "ada");
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.posts.size());
    assertEquals("ada", smo.post(Installation.SITE + "/p3").text(Key.DECIDED_BY));
  }

  @Test
  void tenPagesAreNoBurst() {
    for (int i = 0; i < 10; i++) {
      smo.publish(smo.page("p" + i, "Page " + i));
    }
    smo.pass(A_WHILE);
    assertEquals(10, smo.network.posts.size());
  }

  @Test
  void unpublishingKeepsPostsUnlessThePolicySaysOtherwise() {
    String page = smo.page("opening", "Hours");
    smo.publish(page);
    smo.pass(A_WHILE);
    smo.unpublish(page);
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
    smo.posting("onUnpublish", "retract");
    smo.unpublish(page);
    smo.pass(A_WHILE);
    assertEquals(State.RETRACTED, smo.post(page).state());
    assertEquals(1, smo.network.retracted.size());
  }

  @Test
  void whatIsUnpublishedBeforeItsPostGoesOutIsNotPosted() {
    String page = smo.page("oops", "Oops");
    smo.publish(page);
    smo.unpublish(page);
    smo.pass(A_WHILE);
    assertEquals(State.SKIPPED, smo.post(page).state());
    assertEquals(0, smo.network.calls.size());
  }

  @Test
  void approvalHoldsAPostUntilAPersonSaysYes() {
    smo.posting("approval", true);
    String page = smo.page("opening", "Hours");
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(State.AWAITING_APPROVAL, smo.post(page).state());
    smo.decisions.approve(smo.post(page).id(), "ada");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void aJobMayNameWordsAndTime() {
    String page = smo.page("opening", "Hours");
    String at = smo.clock.instant().plus(Duration.ofHours(2)).toString();
    smo.tell(Map.of("path", page, "connections", "toy", "text", "Come and see!", "at", at));
    smo.pass(Duration.ofMinutes(119));
    assertEquals(0, smo.network.calls.size());
    smo.pass(Duration.ofMinutes(2));
    assertEquals(
        "Come and see! " + smo.site.url() + "/opening.html",
        smo.network.posts.get(0).text().replaceAll("\\s+", " "));
  }

  @Test
  void aJobThatMakesNoSenseIsCancelledAndDoesNothing() {
    assertEquals(JobResult.CANCEL, smo.tell(Map.of("path", "opening")));
    assertEquals(JobResult.CANCEL, smo.tell(Map.of("path", "/content", "kind", "exploded")));
    assertEquals(JobResult.CANCEL, smo.tell(Map.of("path", "/content", "at", "tomorrow")));
    assertEquals(
        JobResult.OK,
        smo.insist(new PageEvent(PageEvent.Kind.PUBLISHED, "/content/nowhere")),
        "looked for a few times, then given up");
  }

  @Test
  void aConnectionThatDoesNotExistIsAFailureThatSomebodySees() {
    smo.policy(Map.of("enabled", true, "connections", new String[] {"nobody"}));
    String page = smo.page("opening", "Hours");
    smo.publish(page);
    assertEquals(State.FAILED, smo.post(page).state());
    assertEquals("There is no connection nobody.", smo.post(page).text(Key.REASON));
    assertEquals(1, smo.ledger.attention().size());
  }

  @Test
  void aCopiedPageIsAnotherPageAndIsPosted() {
    String page = smo.page("opening", "Hours");
    smo.publish(page);
    smo.pass(A_WHILE);
    String copy = smo.page("copy", "Copied hours");
    String id = smo.identities.of(page);
    smo.set(copy + "/jcr:content/smo", Map.of("id", id));
    smo.publish(copy);
    smo.pass(A_WHILE);
    assertNotEquals(id, smo.identities.of(copy));
    assertEquals(2, smo.network.posts.size());
    assertEquals(id, smo.identities.of(page), "the original keeps its identity");
  }

  @Test
  void aNewPageInThePlaceOfADeletedOneIsAnotherPageAndIsPosted() throws Exception {
    String page = smo.page("opening", "Hours");
    smo.publish(page);
    smo.pass(A_WHILE);
    context.resourceResolver().delete(context.resourceResolver().getResource(page));
    context.resourceResolver().commit();
    smo.tell(new PageEvent(PageEvent.Kind.REMOVED, page).toJob());
    smo.page("opening", "Hours of another year");
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(2, smo.network.posts.size());
  }

  @Test
  void aPersonKeepsOrTakesBackThePostsOfARemovedPage() throws Exception {
    for (String name : new String[] {"kept", "gone"}) {
      smo.publish(smo.page(name, name));
    }
    smo.pass(A_WHILE);
    for (String name : new String[] {"kept", "gone"}) {
      String page = Installation.SITE + "/" + name;
      context.resourceResolver().delete(context.resourceResolver().getResource(page));
      context.resourceResolver().commit();
      smo.tell(new PageEvent(PageEvent.Kind.REMOVED, page).toJob());
    }
    assertEquals(2, smo.ledger.attention().size());
    smo.decisions.dismiss(smo.post(Installation.SITE + "/kept").id(), "ada");
    smo.decisions.retract(smo.post(Installation.SITE + "/gone").id(), "ada");
    smo.pass(A_WHILE);
    assertEquals(0, smo.ledger.attention().size());
    assertEquals(State.SENT, smo.post(Installation.SITE + "/kept").state());
    assertEquals("", smo.post(Installation.SITE + "/kept").text(Key.REASON));
    assertEquals(State.RETRACTED, smo.post(Installation.SITE + "/gone").state());
  }

  @Test
  void aPolicyWithABrokenExpressionFailsThePostAndNamesIt() {
    smo.posting("templates", new String[] {"("});
    String page = smo.page("opening", "Hours");
    assertEquals(JobResult.OK, smo.publish(page));
    assertEquals(State.FAILED, smo.post(page).state());
    assertTrue(
        smo.post(page).text(Key.REASON).startsWith("The policy names no regular expression"),
        smo.post(page).text(Key.REASON));
  }

  @Test
  void aBrokenExpressionHarmsNoPageThatAnotherMeans() {
    smo.posting("templates", new String[] {"(", ".*"});
    String page = smo.page("opening", "Hours");
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void aDateOfThePolicyThatIsNoneFailsThePostAndIsNamedButStopsNoPerson() {
    smo.posting("since", "1.1.2026");
    String page = smo.page("opening", "Hours");
    assertEquals(JobResult.OK, smo.publish(page));
    assertEquals(State.FAILED, smo.post(page).state());
    assertEquals(
        "The policy's date, since when pages are posted, must be written as 2027-01-31: 1.1.2026",
        smo.post(page).text(Key.REASON));
    assertEquals(1, smo.ledger.attention().size());

    String wanted = smo.page("wanted", "Wanted");
    smo.tell(Map.of("path", wanted, "connections", "toy"));
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(wanted).state());
  }

  @Test
  void aMovedPageKeepsItsIdentityAndIsNotPostedAgain() throws Exception {
    String page = smo.page("opening", "Hours");
    smo.publish(page);
    smo.pass(A_WHILE);
    String id = smo.identities.of(page);
    String moved = smo.rename(page, "moved");
    smo.site.show("/moved.html", "Hours");
    smo.tell(new PageEvent(PageEvent.Kind.REMOVED, page).toJob());
    assertEquals(1, smo.ledger.attention().size(), "a person must see that the page is gone");
    smo.publish(moved);
    smo.pass(A_WHILE);
    assertEquals(id, smo.identities.of(moved));
    assertEquals(1, smo.network.posts.size());
    assertEquals(0, smo.ledger.attention().size(), "the page is back");
    assertEquals("", smo.post(moved).text(Key.REASON), "and nothing is left to say");
  }

  @Test
  void aPageIsPostedThoughItsNewPlaceIsToldOfBeforeItsOldOne() {
    String moved = move("opening");
    smo.publish(moved);
    smo.tell(new PageEvent(PageEvent.Kind.REMOVED, Installation.SITE + "/opening").toJob());
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(moved).state());
    assertEquals(1, smo.network.posts.size());
  }

  @ParameterizedTest
  @EnumSource(
      value = PageEvent.Kind.class,
      names = {"REMOVED", "UNPUBLISHED"})
  void thePostOfAMovedPageIsNotTakenBackWhateverTheOldPlaceIsSaidToBe(PageEvent.Kind said) {
    smo.posting("onUnpublish", "retract");
    String old = smo.page("opening", "opening");
    smo.publish(old);
    smo.pass(A_WHILE);
    String moved = move("opening");
    smo.tell(new PageEvent(said, old).toJob());
    smo.pass(A_WHILE);
    assertEquals(1, smo.ledger.attention().size(), "a person must see that the page is gone");
    smo.publish(moved);
    smo.tell(new PageEvent(said, old).toJob());
    smo.pass(A_WHILE);
    assertEquals(0, smo.ledger.attention().size(), "the page is back");
    assertEquals(State.SENT, smo.post(moved).state());
    assertEquals(0, smo.network.retracted.size());
    assertEquals(1, smo.network.posts.size());
  }

  /** Moves a page, which is made and published where there is none, beside its place. */
  private String move(String name) {
    String old = Installation.SITE + "/" + name;
    if (context.resourceResolver().getResource(old) == null) {
      smo.publish(smo.page(name, name));
    }
    smo.site.show("/moved.html", name);
    return smo.rename(old, "moved");
  }

  @Test
  void othersHearOfEveryEventAndAgainWhenOneOfThemFails() {
    List<PageEvent> heard = new ArrayList<>();
    AtomicBoolean broken = new AtomicBoolean(true);
    smo.listeners.add(
        event -> {
          if (broken.get()) {
            throw new IllegalStateException("a listener that fails, as the test wants it");
          }
        });
    smo.listeners.add(heard::add);
    String page = smo.page("heard", "Heard of");

    assertEquals(JobResult.FAILED, smo.publish(page));
    broken.set(false);
    assertEquals(JobResult.OK, smo.publish(page));
    smo.pass(A_WHILE);

    PageEvent event = new PageEvent(PageEvent.Kind.PUBLISHED, page);
    assertEquals(List.of(event, event), heard);
    assertEquals(1, smo.network.posts.size(), "the syndication did its part once");
  }

  @Test
  void aPersonWhoNamesConnectionsMakesNoEventOfThePage() {
    List<PageEvent> heard = new ArrayList<>();
    smo.listeners.add(heard::add);
    String page = smo.page("wished", "Wished for");

    smo.tell(Map.of("path", page, "connections", "toy"));
    assertEquals(List.of(), heard);
  }
}
