// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.fixture.SiteContext;
import dev.smo.fixture.TestClock;
import dev.smo.identity.PageIdentity;
import dev.smo.networks.Networks;
import dev.smo.reactions.Reactions;
import dev.smo.reactions.store.Moderation;
import dev.smo.reactions.store.Reaction;
import dev.smo.reactions.store.Reaction.Kind;
import dev.smo.reactions.store.ReactionCounts;
import dev.smo.reactions.store.ReactionPolicy;
import dev.smo.reactions.store.ReactionStore;
import dev.smo.repository.Repository;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class ReactionsTest {
  private static final String PAGE = SiteContext.SITE + "/articles/winter";
  private static final Instant AT = Instant.parse("2026-11-23T08:00:00Z");

  private final SlingContext context = SiteContext.create();
  private ReactionStore store;
  private Resource component;

  @BeforeEach
  void setUp() throws Exception {
    MockContextAwareConfig.registerAnnotationClasses(context, ReactionPolicy.class);
    context.create().resource(Repository.ROOT, "jcr:primaryType", "sling:Folder");
    component = context.create().resource(PAGE + "/jcr:content/reactions", "limit", 2);
    context.create().resource(PageIdentity.pageNode(identity()), PageIdentity.PATH, PAGE);
    context.resourceResolver().commit();
    store =
        new StoredReactions(
            new Repository(context.getService(ResourceResolverFactory.class)),
            false,
            new TestClock());
    context.registerService(ReactionStore.class, store);
    context.registerService(Networks.class, new Networks(List.of(), context.bundleContext()));
  }

  private Reactions reactions() {
    // A resource keeps what it was adapted to once, so each view gets one of its own.
    Resource fresh =
        Objects.requireNonNull(context.resourceResolver().getResource(component.getPath()));
    return Objects.requireNonNull(fresh.adaptTo(Reactions.class));
  }

  private void approved(Reaction reaction) {
    String page = identity();
    store.put(page, PAGE, reaction);
    store
        .of(page)
        .forEach(
            kept ->
                store.change(page, kept.id(), one -> one.moderated(Moderation.APPROVED, "editor")));
  }

  private String identity() {
    Resource content =
        Objects.requireNonNull(context.resourceResolver().getResource(PAGE + "/jcr:content"));
    return PageIdentity.in(content).orElse(PageIdentity.first(PAGE));
  }

  private static Reaction said(String source, String key, Kind kind, String text, int minute) {
    return new Reaction(
        source,
        key,
        kind,
        "Ann <b>",
        "https://toy.example/ann",
        text,
        "https://toy.example/" + key,
        AT.plusSeconds(60L * minute));
  }

  @Test
  void aPageWithoutReactionsShowsNothing() {
    assertTrue(reactions().isEmpty());
  }

  @Test
  void exportsCountsCommentsAndOwnPosts() throws Exception {
    approved(said("toy", "1", Kind.REPLY, "Well done", 1));
    approved(said("webmention", "2", Kind.LIKE, "", 2));
    store.count(identity(), new ReactionCounts("toy", "p1", "https://toy.example/p1", 3, 1, 4));
    assertEquals(
        new ObjectMapper()
            .readTree(
                """
                {
                  "heading": "",
                  "language": "en-GB",
                  "counts": [
                    {"kind": "like", "label": "Likes", "number": 4},
                    {"kind": "repost", "label": "Reposts", "number": 1},
                    {"kind": "reply", "label": "Replies", "number": 4}
                  ],
                  "comments": [
                    {
                      "author": "Ann <b>",
                      "authorUrl": "https://toy.example/ann",
                      "text": "Well done",
                      "url": "https://toy.example/1",
                      "source": "toy.example",
                      "iso": "2026-11-23T08:01:00Z",
                      "date": "23 November 2026"
                    }
                  ],
                  "posts": [{"network": "toy", "url": "https://toy.example/p1"}]
                }
                """),
        // By way of text: as values, a long is no int.
        new ObjectMapper().readTree(new ObjectMapper().writeValueAsString(reactions())));
  }

  @Test
  void theDayOfACommentIsThatOfTheSite() throws Exception {
    approved(said("toy", "1", Kind.REPLY, "Well done", 1));
    MockContextAwareConfig.writeConfiguration(
        context, SiteContext.SITE, "smo/picture", Map.of("zone", "Pacific/Pago_Pago"));
    assertEquals("22 November 2026", reactions().getComments().get(0).date());
  }

  @Test
  void showsTheNewestAndNoMoreThanTheAuthorWants() {
    approved(said("toy", "1", Kind.REPLY, "first", 1));
    approved(said("toy", "2", Kind.REPLY, "second", 2));
    approved(said("toy", "3", Kind.MENTION, "third", 3));
    assertEquals(
        List.of("third", "second"),
        reactions().getComments().stream().map(Reactions.Comment::text).toList());
  }

  @Test
  void whatNobodyApprovedIsNotShown() {
    store.put(identity(), PAGE, said("toy", "1", Kind.REPLY, "Buy pills", 1));
    assertTrue(reactions().isEmpty());
  }

  @Test
  void aCopyHasNoneOfTheReactionsOfItsOriginalAndAMovedPageHasThem() throws Exception {
    String id = "00112233445566778899aabbccddeeff";
    String copy = SiteContext.SITE + "/articles/copy";
    Resource smo =
        Objects.requireNonNull(context.resourceResolver().getResource(PAGE + "/jcr:content/smo"));
    ModifiableValueMap own = Objects.requireNonNull(smo.adaptTo(ModifiableValueMap.class));
    own.put("id", id);
    context.create().resource(copy, "jcr:primaryType", "sling:Page");
    context.create().resource(copy + "/jcr:content/smo", "id", id);
    context.create().resource(Repository.ROOT + "/pages/00/" + id, Map.of("path", PAGE));
    context.resourceResolver().commit();
    approved(said("toy", "1", Kind.REPLY, "Well done", 1));
    assertFalse(reactions().isEmpty());

    component = context.create().resource(copy + "/jcr:content/reactions");
    assertTrue(reactions().isEmpty());

    context.resourceResolver().delete(smo);
    context.resourceResolver().commit();
    assertFalse(reactions().isEmpty(), "the original is gone, so this page is where it went");
  }
}
