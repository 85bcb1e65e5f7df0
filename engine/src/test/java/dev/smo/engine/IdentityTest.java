// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.fixture.OakSite;
import dev.smo.host.PageEvent;
import dev.smo.identity.FirstPublication;
import dev.smo.identity.LedgerPages;
import dev.smo.identity.PageIdentity;
import dev.smo.ledger.PageAway;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.repository.Repository;
import dev.smo.syndication.CopyListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Calendar;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.jcr.Session;
import javax.jcr.nodetype.ConstraintViolationException;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.api.resource.observation.ResourceChange;
import org.apache.sling.api.resource.observation.ResourceChange.ChangeType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A page is posted once, whatever its host copies over it. */
@ExtendWith(SlingContextExtension.class)
class IdentityTest {
  private static final Duration A_WHILE = Duration.ofSeconds(20);

  private final SlingContext context = OakSite.context();
  private Installation smo;
  private String blueprint;

  @BeforeEach
  void install() {
    smo = new Installation(context);
    blueprint = posted("blueprint");
  }

  @AfterEach
  void end() {
    smo.close();
  }

  private String posted(String name) {
    String page = smo.page(name, name);
    republish(page);
    return page;
  }

  private void republish(String page) {
    smo.publish(page);
    smo.pass(A_WHILE);
  }

  /** What a roll-out does, or the promotion of a launch: content, with its identity. */
  private void rollOut(String from, String to) {
    context.resourceResolver().refresh();
    Resource smoNode = context.resourceResolver().getResource(from + "/jcr:content/smo");
    smo.set(to + "/jcr:content/smo", Map.of("id", smoNode.getValueMap().get("id", "")));
  }

  private String move(String from, String name) {
    String to = smo.rename(from, name);
    smo.site.show("/" + name + ".html", name);
    smo.tell(new PageEvent(PageEvent.Kind.REMOVED, from).toJob());
    return to;
  }

  private void loseIdentity(String page) throws Exception {
    context.resourceResolver().refresh();
    context
        .resourceResolver()
        .getResource(page + "/jcr:content/smo")
        .adaptTo(ModifiableValueMap.class)
        .remove("id");
    context.resourceResolver().commit();
  }

  @Test
  void aRollOutOverALiveCopyThatWasPostedPostsNothing() {
    String copy = posted("live-copy");
    String own = smo.identities.of(copy);
    rollOut(blueprint, copy);
    republish(copy);
    assertEquals(own, smo.identities.of(copy), "the ledger knows the path");
    assertEquals(2, smo.network.posts.size(), "the blueprint once, its copy once");
    assertEquals(1, smo.posts(copy).size());
    assertNotEquals(own, smo.identities.of(blueprint));
  }

  @Test
  void aRollOutThenTheDeletionOfTheBlueprintPostsNothingElsewhereEither() {
    String copy = posted("live-copy");
    String own = smo.identities.of(copy);
    rollOut(blueprint, copy);
    smo.remove(blueprint, /* told= */ true);
    republish(copy);
    assertEquals(own, smo.identities.of(copy));
    assertEquals(2, smo.network.posts.size());
  }

  @Test
  void aLiveCopyThatIsUnpublishedAfterARollOutTakesItsOwnPostsBack() {
    String copy = posted("live-copy");
    String own = smo.identities.of(copy);
    rollOut(blueprint, copy);
    smo.posting("onUnpublish", "retract");
    smo.unpublish(copy);
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.retracted.size());
    assertEquals("RETRACTED", smo.ledger.ofPage(own).get(0).state().name());
    assertEquals("SENT", smo.post(blueprint).state().name());
  }

  @Test
  void aPageThatAPromotedLaunchRobbedOfItsIdentityIsNotPostedAgain() throws Exception {
    String own = smo.identities.of(blueprint);
    loseIdentity(blueprint);
    republish(blueprint);
    assertEquals(own, smo.identities.of(blueprint));
    assertEquals(1, smo.network.posts.size());
  }

  @Test
  void aNewLiveCopyIsAPageOfItsOwn() {
    String copy = smo.page("new-copy", "A new copy");
    rollOut(blueprint, copy);
    republish(copy);
    assertNotEquals(smo.identities.of(blueprint), smo.identities.of(copy));
    assertEquals(2, smo.network.posts.size());
  }

  @Test
  void aCopyInThePlaceOfADeletedPageIsAnotherPage() {
    String place = posted("place");
    String gone = smo.identities.of(place);
    smo.remove(place, /* told= */ true);
    smo.page("place", "A copy put there");
    rollOut(blueprint, place);
    republish(place);
    assertNotEquals(gone, smo.identities.of(place));
    assertEquals(3, smo.network.posts.size());
  }

  @Test
  void aPageThatMovesToThePlaceOfADeletedOneKeepsItsIdentity() {
    String place = posted("place");
    smo.remove(place, /* told= */ true);
    String moving = smo.identities.of(blueprint);
    move(blueprint, "place");
    republish(place);
    assertEquals(moving, smo.identities.of(place));
    assertEquals(2, smo.network.posts.size());
  }

  /** A page that came, as the repository tells of it; returns when that is heard. */
  private void came(String... pages) {
    heard(ChangeType.ADDED, pages);
  }

  private void heard(ChangeType change, String... pages) {
    heard(Stream.of(pages).map(page -> change(change, page)).toList());
  }

  private static ResourceChange change(ChangeType change, String page) {
    return new ResourceChange(change, page, /* isExternal= */ false);
  }

  /** What one commit changed. */
  private void heard(List<ResourceChange> changes) {
    CopyListener copies = new CopyListener(smo.repository, smo.pages);
    copies.onChange(changes);
    copies.stop();
  }

  /** A move, as the repository tells of it. */
  private void heardMove(String from, String to) {
    heard(List.of(change(ChangeType.ADDED, to), change(ChangeType.REMOVED, from)));
  }

  @Test
  void aPageThatWasCopiedFromOneThatIsDeletedThenIsPosted() {
    String original = smo.identities.of(blueprint);
    String copy = smo.copy(blueprint, "next-year");
    came(copy + "/jcr:content/text", copy + "-not", copy, copy + "/below");
    smo.set(copy + "/jcr:content", Map.of("jcr:title", "Next year"));
    smo.site.show("/next-year.html", "Next year");
    smo.remove(blueprint, /* told= */ true);
    smo.pass(A_WHILE);
    assertNotEquals(original, verified(copy), "what it shows is its own");
    republish(copy);
    assertEquals(2, smo.network.posts.size(), "the copy was taken for the original");
    assertNotEquals(original, smo.identities.of(copy));
  }

  @Test
  void copiesWhoseOriginalsGoWhileOthersAreNotedArePosted() {
    String second = smo.page("second", "Second");
    republish(second);
    int before = smo.network.posts.size();
    String copy = smo.copy(blueprint, "copy-a");
    String another = smo.copy(second, "copy-b");
    AtomicInteger commits = new AtomicInteger();
    Repository slow =
        new Repository(context.getService(ResourceResolverFactory.class)) {
          @Override
          public <T> T commit(Work<T> work) {
            if (commits.incrementAndGet() == 2) {
              smo.remove(blueprint, /* told= */ true);
              smo.remove(second, /* told= */ true);
            }
            return super.commit(work);
          }
        };
    CopyListener copies = new CopyListener(slow, smo.pages);
    copies.onChange(List.of(change(ChangeType.ADDED, copy), change(ChangeType.ADDED, another)));
    copies.stop();
    smo.pass(A_WHILE);
    smo.site.show("/copy-a.html", "blueprint");
    smo.site.show("/copy-b.html", "Second");
    republish(copy);
    republish(another);
    assertEquals(before + 2, smo.network.posts.size(), "both were seen as copies");
  }

  @Test
  void anotherNodeThatHearsOfACopyWhenItsOriginalIsGoneForgetsNothing() {
    String original = smo.identities.of(blueprint);
    String copy = smo.copy(blueprint, "next-year");
    came(copy);
    smo.set(copy + "/jcr:content", Map.of("jcr:title", "Next year"));
    smo.site.show("/next-year.html", "Next year");
    smo.remove(blueprint, /* told= */ true);
    heard(List.of(new ResourceChange(ChangeType.ADDED, copy, /* isExternal= */ true)));
    smo.pass(A_WHILE);
    republish(copy);
    assertNotEquals(original, smo.identities.of(copy));
    assertEquals(2, smo.network.posts.size(), "the copy was taken for the original");
  }

  @Test
  void aPageThatMovesToThePlaceOfItsOwnCopyKeepsItsIdentity() {
    String original = smo.identities.of(blueprint);
    String copy = smo.copy(blueprint, "next-year");
    came(copy);
    smo.remove(copy, /* told= */ true);
    move(blueprint, "next-year");
    came(copy);
    republish(copy);
    assertEquals(original, smo.identities.of(copy));
    assertEquals(1, smo.network.posts.size());
  }

  @Test
  void aCopyThatWasDeletedSaysNothingOfThePageThatMovesToItsPlace() {
    String original = smo.identities.of(blueprint);
    String copy = smo.copy(blueprint, "next-year");
    came(copy);
    smo.remove(copy, /* told= */ true);
    heard(ChangeType.REMOVED, copy);
    // It is published before anybody heard that it came.
    move(blueprint, "next-year");
    republish(copy);
    assertEquals(original, smo.identities.of(copy));
    assertEquals(1, smo.network.posts.size(), "it was taken for the copy, and posted again");
  }

  @Test
  void aCopyInAFolderThatWasDeletedSaysNothingOfThePageThatMovesToItsPlace() throws Exception {
    String original = smo.identities.of(blueprint);
    String folder = smo.page("archive", "Archive");
    Session session = context.resourceResolver().adaptTo(Session.class);
    session.getWorkspace().copy(blueprint, folder + "/next-year");
    came(folder + "/next-year");
    smo.remove(folder, /* told= */ true);
    heard(ChangeType.REMOVED, folder);
    // It is published before anybody heard that it came.
    smo.page("archive", "Archive");
    session.refresh(false);
    session.move(blueprint, folder + "/next-year");
    session.save();
    smo.tell(new PageEvent(PageEvent.Kind.REMOVED, blueprint).toJob());
    smo.site.show("/archive/next-year.html", "blueprint");
    republish(folder + "/next-year");
    assertEquals(original, smo.identities.of(folder + "/next-year"));
    assertEquals(1, smo.network.posts.size(), "it was taken for the copy, and posted again");
  }

  @Test
  void aCopyThatIsRenamedAfterItsOriginalWasDeletedIsPosted() {
    String original = smo.identities.of(blueprint);
    String copy = smo.copy(blueprint, "next-year");
    came(copy);
    smo.remove(blueprint, /* told= */ true);
    heard(ChangeType.REMOVED, blueprint);
    String renamed = move(copy, "winter");
    smo.site.show("/winter.html", "blueprint");
    heardMove(copy, renamed);
    // As another node of the cluster hears of it, and perhaps once more.
    heardMove(copy, renamed);
    came(renamed);
    assertNotEquals(original, verified(renamed), "what it shows is its own");
    republish(renamed);
    assertEquals(2, smo.network.posts.size(), "the copy was taken for the original");
    assertNotEquals(original, smo.identities.of(renamed));
  }

  @Test
  void aCopyWhoseFolderIsRenamedAfterItsOriginalWasDeletedIsPosted() throws Exception {
    String original = smo.identities.of(blueprint);
    String folder = smo.page("drafts", "Drafts");
    Session session = context.resourceResolver().adaptTo(Session.class);
    session.getWorkspace().copy(blueprint, folder + "/next-year");
    came(folder + "/next-year");
    smo.remove(blueprint, /* told= */ true);
    heard(ChangeType.REMOVED, blueprint);
    String renamed = move(folder, "plans");
    heardMove(folder, renamed);
    smo.site.show("/plans/next-year.html", "blueprint");
    republish(renamed + "/next-year");
    assertNotEquals(original, smo.identities.of(renamed + "/next-year"));
    assertEquals(2, smo.network.posts.size(), "the copy was taken for the original");
  }

  @Test
  void aPageThatMovesWhileItsCopyIsDeletedKeepsItsIdentity() {
    String original = smo.identities.of(blueprint);
    String copy = smo.copy(blueprint, "next-year");
    came(copy);
    smo.remove(copy, /* told= */ true);
    String moved = move(blueprint, "winter");
    // Of several commits that are told of at once.
    heard(
        List.of(
            change(ChangeType.REMOVED, copy),
            change(ChangeType.REMOVED, blueprint),
            change(ChangeType.ADDED, moved)));
    republish(moved);
    assertEquals(original, smo.identities.of(moved));
    assertEquals(1, smo.network.posts.size());
  }

  @Test
  void aCopyThatCannotBeNotedDoesNotHoldUpThoseBehindIt() {
    String copy = smo.copy(blueprint, "next-year");
    AtomicInteger calls = new AtomicInteger();
    Repository full =
        new Repository(null) {
          @Override
          public <T> T read(Work<T> work) {
            calls.incrementAndGet();
            throw new IllegalStateException("written by a newer version");
          }
        };
    CopyListener copies = new CopyListener(full, smo.pages);
    copies.onChange(List.of(change(ChangeType.ADDED, copy)));
    copies.onChange(List.of(change(ChangeType.ADDED, blueprint)));
    copies.stop();
    assertEquals(2, calls.get(), "each is tried once: a note is a hint");
  }

  @Test
  void aPageThatMovesAwayAndBackKeepsItsIdentity() {
    String own = smo.identities.of(blueprint);
    String away = move(blueprint, "away");
    republish(away);
    move(away, "blueprint");
    republish(blueprint);
    assertEquals(own, smo.identities.of(blueprint));
    assertEquals(1, smo.network.posts.size());
  }

  @Test
  void aKillAfterThePageInThePlaceOfADeletedOneWasPostedPostsItOnce() throws Exception {
    smo.remove(blueprint, /* told= */ true);
    smo.page("blueprint", "Another");
    Session session = context.resourceResolver().adaptTo(Session.class);
    session.refresh(false);
    session.getWorkspace().copy("/var/smo", "/var/flushed");
    republish(blueprint);
    assertEquals(2, smo.network.posts.size());
    String id = smo.identities.of(blueprint);

    session.refresh(false);
    session.getNode("/var/smo").remove();
    session.getNode(blueprint + "/jcr:content/smo").remove();
    session.move("/var/flushed", "/var/smo");
    session.save();
    smo.restart();
    smo.publish(blueprint);
    smo.pass(Duration.ofMinutes(10));
    assertEquals(id, smo.identities.of(blueprint));
    assertEquals(2, smo.network.posts.size());
    assertEquals("SENT", smo.post(blueprint).state().name());
  }

  /** Identities are no secret: they come of paths, and feeds show them. */
  @Test
  void whoWritesTheIdentityOfADeletedPageIntoAnotherHasNoneOfItsPosts() {
    String gone = smo.identities.of(blueprint);
    String post = smo.post(blueprint).id();
    smo.remove(blueprint, /* told= */ true);
    String intruder = smo.page("intruder", "Intruder");
    smo.set(intruder + "/jcr:content/smo", Map.of("id", gone));
    assertNotEquals(gone, verified(intruder), "nor its reactions");
    republish(intruder);
    assertNotEquals(gone, smo.identities.of(intruder));
    PostRecord after = smo.ledger.find(post).orElseThrow();
    assertEquals(blueprint, after.text(Key.PATH));
    assertTrue(PageAway.isRemoved(after), "only administrators decide about it");
  }

  @Test
  void nobodyGivesAPageTheBirthOfAnother() throws Exception {
    Session session = context.resourceResolver().adaptTo(Session.class);
    assertThrows(
        ConstraintViolationException.class,
        () -> {
          session.getNode(blueprint).setProperty("jcr:created", Calendar.getInstance());
          session.save();
        },
        "by it a page is known that moved");
    session.refresh(false);
  }

  @Test
  void whoWritesAPageOfAnotherSiteHasNoSayOnAnAccountThatItsPolicyDoesNotName() throws Exception {
    String id = smo.post(blueprint).id();
    context
        .create()
        .resource("/content/other", "jcr:primaryType", "sling:Site", "jcr:title", "Another");
    context.resourceResolver().commit();
    Session session = context.resourceResolver().adaptTo(Session.class);
    session.move(blueprint, "/content/other/moved");
    session.save();
    smo.publish("/content/other/moved");
    PostRecord moved = smo.ledger.find(id).orElseThrow();
    assertEquals("/content/other/moved", moved.text(Key.PATH));
    assertTrue(smo.decisions.isOfAnotherSite(moved));
    smo.publish(smo.page("second", "Second"));
    assertFalse(smo.decisions.isOfAnotherSite(smo.post(Installation.SITE + "/second")));
  }

  @Test
  void pagesThatFollowEachOtherAtOnePlaceAreOnesOfTheirOwn() {
    Set<String> ids = new HashSet<>(Set.of(smo.identities.of(blueprint)));
    for (int i = 0; i < 3; i++) {
      smo.remove(blueprint, /* told= */ true);
      smo.page("blueprint", "Page " + i);
      ids.add(smo.identities.of(blueprint));
    }
    assertEquals(4, ids.size());
  }

  /** What a webmention, a page view and the ledger hold a page to be. */
  private String verified(String page) {
    context.resourceResolver().refresh();
    return PageIdentity.verified(
        context.resourceResolver().getResource(page),
        smo.pages,
        new LedgerPages(context.resourceResolver(), smo.pages));
  }

  @Test
  void aPageInThePlaceOfADeletedOneHasNoneOfItsReactionsEvenBeforeItIsPosted() {
    String place = posted("place");
    String gone = verified(place);
    assertEquals(smo.identities.of(place), gone);
    smo.remove(place, /* told= */ false);
    smo.page("place", "Another");
    String other = verified(place);
    assertNotEquals(gone, other);
    republish(place);
    assertEquals(other, smo.identities.of(place));
    assertEquals(other, verified(place));
  }

  @Test
  void aPageInThePlaceOfAMovedOneHasNoneOfItsReactionsEvenBeforeItIsPosted() {
    String moving = smo.identities.of(blueprint);
    String away = move(blueprint, "away");
    republish(away);
    smo.page("blueprint", "Another");
    String other = verified(blueprint);
    assertEquals(moving, verified(away));
    assertNotEquals(moving, other);
    republish(blueprint);
    assertEquals(other, smo.identities.of(blueprint));
  }

  @Test
  void aDateAheadThatAnAuthorGaveIsNotNotedAsTheFirstPublication() {
    String page = smo.page("ahead", "Ahead");
    Calendar ahead = Repository.calendar(Instant.now(smo.clock).plus(Duration.ofDays(3)));
    smo.set(page + "/jcr:content", Map.of("publishDate", ahead));
    smo.identities.of(page);
    assertEquals("", noted(page));
    smo.clock.pass(Duration.ofDays(3));
    smo.identities.of(page);
    assertEquals(ahead.toInstant().toString(), noted(page));
  }

  private String noted(String page) {
    context.resourceResolver().refresh();
    return context
        .resourceResolver()
        .getResource(page + "/jcr:content/smo")
        .getValueMap()
        .get(FirstPublication.PROPERTY, "");
  }
}
