// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.delivery.Decisions.Seen;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.links.ShortLinks;
import dev.smo.schedule.When;
import dev.smo.tracking.Tracking;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.jetbrains.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Short links in posts, and the marks of web analytics behind them. */
class ShortLinkTest extends OnePage {
  private static final Duration A_WHILE = Duration.ofSeconds(20);

  @BeforeEach
  void wanted() {
    tracking("enabled", true, "shortLinks", true, "campaign", "{campaign}");
    smo.set(page + "/jcr:content/smo", Map.of("campaign", "Winter 26"));
  }

  private void tracking(Object... values) {
    MockContextAwareConfig.writeConfiguration(context, Installation.SITE, Tracking.class, values);
  }

  private PostRecord posted() {
    smo.publish(page);
    smo.pass(A_WHILE);
    PostRecord post = smo.post(page);
    assertEquals(State.SENT, post.state(), () -> post.text(Key.REASON));
    return post;
  }

  private @Nullable Resource node(PostRecord post) {
    context.resourceResolver().refresh();
    return context.resourceResolver().getResource(ShortLinks.path(ShortLinks.code(post.id())));
  }

  private static String target(@Nullable Resource node) {
    return node == null ? "" : node.getValueMap().get(ShortLinks.TARGET, "");
  }

  @Test
  void theWordsCarryTheShortLinkWhichLeadsToTheMarkedAddress() {
    PostRecord post = posted();
    URI link = smo.network.posts.get(0).link().orElseThrow();
    assertEquals("/s/" + ShortLinks.code(post.id()), link.getPath());
    assertTrue(smo.network.posts.get(0).text().contains(link.toString()));
    String target = target(node(post));
    assertTrue(
        target.endsWith("/opening.html?utm_source=toy&utm_medium=social&utm_campaign=winter-26"),
        target);
    assertEquals("winter-26", post.text(Key.CAMPAIGN));
  }

  @Test
  void neitherCanonicalNorPublicAddressIsEverMarkedOrShort() {
    PostRecord post = posted();
    for (Key address : new Key[] {Key.CANONICAL, Key.ADDRESS}) {
      assertTrue(post.text(address).endsWith("/opening.html"), post.text(address));
    }
  }

  @Test
  void planningAgainGivesTheSameLink() {
    PostRecord before = smo.post(planned());
    smo.set(page + "/jcr:content", Map.of("jcr:title", "Other hours"));
    smo.publish(page);
    PostRecord after = smo.post(page);
    assertEquals("Other hours", after.text(Key.TITLE));
    assertEquals(before.text(Key.LINK), after.text(Key.LINK));
  }

  private String planned() {
    smo.posting("approval", true, "text", "{title} {url}");
    smo.publish(page);
    return page;
  }

  @Test
  void aSiteThatWantsNoShortLinksAnyMoreHasNoNodeOfThem() {
    PostRecord before = smo.post(planned());
    assertNotEquals("", target(node(before)));
    tracking("enabled", true, "shortLinks", false);
    smo.set(page + "/jcr:content", Map.of("jcr:title", "Other hours"));
    smo.publish(page);
    assertNull(node(before));
    assertTrue(smo.post(page).text(Key.LINK).contains("/opening.html?utm_source=toy"));
  }

  @Test
  void aPackedPostStillLeadsToItsPage() {
    PostRecord post = posted();
    String target = target(node(post));
    smo.ledger.update(post.id(), p -> p.with(Key.LOOK, null));
    smo.clock.pass(Duration.ofDays(800));
    smo.rounds();
    assertFalse(smo.post(page).text(Key.PACKED).isEmpty(), "it is packed");
    assertEquals(target, target(node(post)));
  }

  @Test
  void theNextEditionWithALinkOfItsOwnSaysTheSameAndNeedsNoReader() {
    smo.tell(Map.of("path", page, "connections", "toy", "text", "Mine {title} {url}"));
    PostRecord first = smo.post(page);
    smo.decisions.cancel(first.id(), "ada");
    PostRecord next =
        smo.decisions.again(first.id(), Seen.NOT_SAID, smo.decisions.reader(first.id(), "ada"));
    assertNotEquals(first.text(Key.LINK), next.text(Key.LINK));
    assertEquals(State.SCHEDULED, next.state(), () -> next.text(Key.REASON));
    assertEquals(target(node(first)), target(node(next)));
  }

  @Test
  void anAddressThatIsNoneFailsThePostAndSaysSo() {
    tracking("enabled", true, "shortLinks", true, "shortLinksBelow", "go.example");
    smo.publish(page);
    PostRecord post = smo.post(page);
    assertEquals(State.FAILED, post.state());
    assertTrue(post.text(Key.REASON).contains("go.example"), post.text(Key.REASON));
  }

  @Test
  void anApprovalIsForWhereTheShortLinkLed() {
    smo.posting("fourEyes", true, "text", "{title} {url}", "when", "after 2 hours");
    smo.publish(page);
    PostRecord read = smo.post(page);
    smo.decisions.approve(read.id(), "ada");
    smo.set(page + "/jcr:content", Map.of("canonical", "https://elsewhere.example/buy"));
    smo.publish(page);
    PostRecord changed = smo.post(page);
    assertEquals(read.text(Key.TEXT), changed.text(Key.TEXT), "the same short link");
    assertNotEquals(read.revision(), changed.revision());
    assertEquals(State.AWAITING_APPROVAL, changed.state());
    smo.pass(Duration.ofHours(3));
    assertEquals(0, smo.network.calls.size());
  }

  /** A campaign from tomorrow to the day behind that. */
  private void campaign(String id, String tags) {
    LocalDate today = LocalDate.ofInstant(smo.clock.instant(), ZoneOffset.UTC);
    smo.set(
        "/var/smo/campaigns/" + id,
        Map.of(
            "tags",
            tags,
            "from",
            today.plusDays(1).toString(),
            "to",
            today.plusDays(2).toString(),
            "zone",
            "UTC",
            "source",
            "{network}-team",
            "medium",
            "Paid"));
  }

  private String marks(String when) {
    tracking("enabled", true);
    smo.posting("text", "{title} {url}", "when", when);
    smo.publish(page);
    return smo.post(page).uri(Key.LINK).orElseThrow().getQuery();
  }

  private static final String OWN = "utm_source=toy-team&utm_medium=paid&utm_campaign=winter-26";

  @Test
  void aCampaignHasMarksOfItsOwnInItsDays() {
    campaign("winter-26", "");
    assertEquals(OWN, marks("after 30 hours"));
    assertEquals("winter-26", smo.post(page).text(Key.CAMPAIGN));
  }

  @Test
  void beforeItsDaysACampaignMarksAsTheSiteDoes() {
    campaign("winter-26", "");
    assertEquals("utm_source=toy&utm_medium=social&utm_campaign=winter-26", marks("now"));
  }

  @Test
  void behindItsDaysACampaignMarksAsTheSiteDoes() {
    campaign("winter-26", "");
    assertEquals(
        "utm_source=toy&utm_medium=social&utm_campaign=winter-26", marks("after 80 hours"));
  }

  @Test
  void aPageWithATagOfACampaignCarriesItsMarks() {
    smo.set(page + "/jcr:content/smo", Map.of("campaign", ""));
    smo.set(page + "/jcr:content", Map.of("tags", new String[] {"Snow"}));
    campaign("winter-26", "Ice\nSnow");
    assertEquals(OWN, marks("after 30 hours"));
    assertEquals("winter-26", smo.post(page).text(Key.CAMPAIGN));
  }

  @Test
  void aPageThatNamesAnotherCampaignHasNoneOfItsMarks() {
    smo.set(page + "/jcr:content", Map.of("tags", new String[] {"Snow"}));
    campaign("ice", "Snow");
    assertEquals(
        "utm_source=toy&utm_medium=social&utm_campaign=winter-26", marks("after 30 hours"));
  }

  /** The post as its page is published once more, where new posts would go behind the campaign. */
  private PostRecord republishedWhenNewPostsGoLater(Object... policy) {
    smo.posting(policy);
    smo.publish(page);
    return smo.post(page);
  }

  @Test
  void aPostThatKeepsItsTimeKeepsTheMarksOfThatTime() {
    campaign("winter-26", "");
    assertEquals(OWN, marks("after 30 hours"));
    PostRecord after =
        republishedWhenNewPostsGoLater("text", "{title} {url}", "when", "after 80 hours");
    assertEquals(OWN, after.uri(Key.LINK).orElseThrow().getQuery());
    assertTrue(after.text(Key.TEXT).endsWith(OWN), after.text(Key.TEXT));
  }

  @Test
  void aPostThatWaitsBeyondItsTimeIsMarkedByTheTimeWhenItCanGo() {
    campaign("winter-26", "");
    assertEquals(OWN, marks("after 30 hours"));
    smo.lanes().stop("toy", "token revoked");
    smo.clock.pass(Duration.ofDays(5));
    smo.publish(page);
    assertEquals(
        "utm_source=toy&utm_medium=social&utm_campaign=winter-26",
        smo.post(page).uri(Key.LINK).orElseThrow().getQuery());
  }

  @Test
  void whatWasApprovedNeedsNoOtherApprovalBecauseNewPostsGoLater() {
    campaign("winter-26", "");
    Object[] policy = {"approval", true, "text", "{title} {url}", "when", "after 30 hours"};
    smo.posting(policy);
    smo.publish(page);
    String target = smo.post(page).text(Key.TARGET);
    assertTrue(target.endsWith(OWN), target);
    smo.decisions.approve(smo.post(page).id(), "ada");
    policy[5] = "after 80 hours";
    PostRecord after = republishedWhenNewPostsGoLater(policy);
    assertEquals(target, after.text(Key.TARGET));
    assertFalse(after.lacksApproval(), "nobody changed anything");
    assertEquals(State.SCHEDULED, after.state());
    // As a cap or a taken slot may do.
    smo.ledger.update(
        after.id(),
        post -> post.with(Key.SCHEDULED, smo.clock.instant().plus(Duration.ofDays(20))));
    smo.publish(page);
    assertEquals(target, smo.post(page).text(Key.TARGET), "what was approved stays");
  }

  @Test
  void aPostThatIsMovedHasTheMarksOfItsNewDay() {
    campaign("winter-26", "");
    assertEquals(OWN, marks("after 30 hours"));
    PostRecord post = smo.post(page);
    When later = When.parse(smo.clock.instant().plus(Duration.ofDays(9)).toString());
    PostRecord moved = smo.decisions.move(post.id(), later, smo.decisions.reader(post.id(), "ada"));
    String link = moved.text(Key.LINK);
    assertTrue(link.endsWith("utm_source=toy&utm_medium=social&utm_campaign=winter-26"), link);
    assertTrue(moved.text(Key.TEXT).endsWith(link), moved.text(Key.TEXT));
    smo.publish(page);
    assertEquals(link, smo.post(page).text(Key.LINK));
  }

  @Test
  void aCampaignThatCannotBeReadStopsNoPost() {
    smo.set("/var/smo/campaigns/winter-26", Map.of("from", "soon", "source", "x"));
    assertEquals("utm_source=toy&utm_medium=social&utm_campaign=winter-26", marks("now"));
  }

  private PostRecord approvedWish(Instant at) {
    smo.tell(
        Map.of(
            "path",
            page,
            "connections",
            "toy",
            "at",
            at.toString(),
            "approval",
            "true",
            "by",
            "ann"));
    return smo.post(page);
  }

  @Test
  void whatIsAskedForAtAnotherTimeIsMarkedForThatWhereItsApprovalIsLost() {
    campaign("winter-26", "");
    tracking("enabled", true);
    smo.posting("text", "{title} {url}");
    PostRecord far = approvedWish(smo.clock.instant().plus(Duration.ofDays(10)));
    smo.decisions.approve(far.id(), "ada");
    assertFalse(smo.post(page).lacksApproval());
    PostRecord near = approvedWish(smo.clock.instant().plus(Duration.ofHours(30)));
    assertTrue(near.lacksApproval(), "it was approved for another time");
    assertEquals(near.time(Key.SCHEDULED), near.time(Key.MARKED_FOR));
    assertTrue(near.text(Key.LINK).endsWith(OWN), near.text(Key.LINK));
  }

  @Test
  void whatWasApprovedWithMarksOfAnUnknownTimeKeepsThem() {
    campaign("winter-26", "");
    tracking("enabled", true);
    smo.posting("approval", true, "text", "{title} {url}", "when", "after 80 hours");
    smo.publish(page);
    PostRecord far = smo.post(page);
    // As earlier versions left it: in the campaign, with the marks of a time outside of it.
    smo.ledger.update(
        far.id(),
        post ->
            post.with(Key.SCHEDULED, smo.clock.instant().plus(Duration.ofHours(30)))
                .with(Key.MARKED_FOR, null));
    smo.decisions.approve(far.id(), "ada");
    smo.publish(page);
    PostRecord after = smo.post(page);
    assertEquals(far.text(Key.LINK), after.text(Key.LINK));
    assertFalse(after.lacksApproval(), "nobody changed anything");
    assertEquals(State.SCHEDULED, after.state());
  }

  @Test
  void wordsThatNobodyWroteFitWithTheLongerLinkOfACampaignToWhichTheyAreMoved() {
    campaign("winter-26", "");
    tracking("enabled", true);
    smo.set(
        page + "/jcr:content",
        Map.of("jcr:description", "Some words which go on and on and on. ".repeat(20)));
    smo.set("/var/smo/campaigns/winter-26", Map.of("source", "a-long-name-of-the-team"));
    smo.posting("approval", true, "text", "{title} {description} {url}", "when", "after 2 hours");
    smo.publish(page);
    PostRecord post = smo.post(page);
    int most = post.text(Key.TEXT).length();
    When later = When.parse(smo.clock.instant().plus(Duration.ofHours(30)).toString());
    PostRecord moved = smo.decisions.move(post.id(), later, smo.decisions.reader(post.id(), "ada"));
    assertTrue(moved.text(Key.LINK).length() > post.text(Key.LINK).length() + 10, "longer");
    assertTrue(moved.text(Key.TEXT).endsWith(moved.text(Key.LINK)), moved.text(Key.TEXT));
    assertTrue(moved.text(Key.TEXT).length() <= most + 10, moved.text(Key.TEXT));
    assertEquals(moved.content(), smo.post(page).content(), "what is answered is what stands");
    assertEquals(State.AWAITING_APPROVAL, moved.state());
  }
}
