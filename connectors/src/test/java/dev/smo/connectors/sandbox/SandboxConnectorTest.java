// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Delivery;
import dev.smo.connector.Field;
import dev.smo.connector.Metric;
import dev.smo.connector.Outcome;
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Shape;
import dev.smo.connector.Verification;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.api.resource.ValueMap;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class SandboxConnectorTest {
  private static final Instant NEW_YEARS_EVE = Instant.parse("2026-12-31T23:59:59.999Z");
  private static final String FOLDER = "/var/smo/sandbox/sandbox-en/2026-12";

  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private final List<Duration> pauses = new ArrayList<>();
  private SandboxConnector sandbox;

  @BeforeEach
  void setUp() {
    context.create().resource("/var/smo", "jcr:primaryType", "sling:Folder");
    sandbox =
        new SandboxConnector(
            new Timeline(context.getService(ResourceResolverFactory.class)),
            Clock.fixed(NEW_YEARS_EVE.plusSeconds(2), ZoneOffset.UTC),
            pauses::add,
            Duration.ofSeconds(30));
  }

  @Test
  void keepsAllOfThePost() throws Exception {
    RemotePost remote = published(sandbox.publish(delivery("none", 1)));

    ValueMap kept = posts().get(0).getValueMap();
    assertEquals("2026-12/d1", remote.id());
    assertEquals("Read https://example.org/ #news", kept.get("text", ""));
    assertEquals("https://example.org/", kept.get("link", ""));
    assertEquals("A title", kept.get("title", ""));
    assertEquals("A description", kept.get("description", ""));
    assertEquals("de-AT", kept.get("language", ""));
    assertEquals("news", kept.get("hashtags", new String[0])[0]);
    assertEquals("image/png", kept.get("imageType", ""));
    assertEquals("Two cats", kept.get("imageAlt", ""));
    assertEquals("Sandbox (en)", kept.get("account", ""));
    assertEquals(NEW_YEARS_EVE.plusSeconds(2), Timeline.created(posts().get(0)));
  }

  @Test
  void theSameDeliveryTwiceIsOnePostAndTheFirstOneCounts() throws Exception {
    RemotePost first = published(sandbox.publish(delivery("none", 1)));
    RemotePost second =
        published(sandbox.publish(delivery("none", 2, Post.builder("Other words").build())));

    assertEquals(first, second);
    assertEquals(1, posts().size());
    assertEquals("Read https://example.org/ #news", posts().get(0).getValueMap().get("text", ""));
  }

  @Test
  void addressesThePostWhereTheTimelineIsKnown() throws Exception {
    assertEquals(
        "sandbox:/d1", published(sandbox.publish(delivery("none", 1))).permalink().toString());

    Connection based = connection("none").toBuilder().setting("base", "http://cms:1/").build();
    Delivery delivery = Delivery.builder("d1", based, post()).started(NEW_YEARS_EVE).build();
    assertEquals(
        "http://cms:1/cms/smo/timeline.html#d1",
        published(sandbox.publish(delivery)).permalink().toString());
  }

  @Test
  void everyOutcomeCanBeTried() throws Exception {
    assertInstanceOf(Outcome.Rejected.class, sandbox.publish(delivery("reject", 1)));
    assertInstanceOf(Outcome.Deferred.class, sandbox.publish(delivery("defer", 1)));
    assertInstanceOf(Outcome.Unauthorised.class, sandbox.publish(delivery("unauthorised", 1)));
    assertThrows(IOException.class, () -> sandbox.publish(delivery("unknown-before", 1)));
    assertEquals(List.of(), posts());

    assertInstanceOf(Outcome.Duplicate.class, sandbox.publish(delivery("duplicate", 1)));
    assertEquals(1, posts().size());
  }

  @Test
  void reconciliationTellsALostPostFromALostAnswer() throws Exception {
    assertThrows(IOException.class, () -> sandbox.publish(delivery("unknown-before", 1)));
    assertInstanceOf(Reconciliation.NotThere.class, sandbox.find(delivery("", 1)));

    assertThrows(IOException.class, () -> sandbox.publish(delivery("unknown-after", 1)));
    Reconciliation.Found found =
        assertInstanceOf(Reconciliation.Found.class, sandbox.find(delivery("", 1)));
    assertEquals("2026-12/d1", found.post().id());
  }

  @Test
  void partsOfAThreadThatAreFoundAreKnownByName() throws Exception {
    Post thread = Post.builder("1").thread(List.of(Post.builder("2").build())).build();
    published(sandbox.publish(delivery("none", 1, thread)));
    Delivery lost = delivery("none", 1, thread);
    assertInstanceOf(Reconciliation.Found.class, sandbox.find(lost));
    assertEquals("2026-12/d1-2", lost.progress().part(2).map(RemotePost::id).orElse(""));
  }

  @Test
  void slowPausesBeforeOrAfterThePostIsOut() throws Exception {
    published(sandbox.publish(delivery("slow", 1)));
    published(sandbox.publish(delivery("slow-after", 1)));

    assertEquals(List.of(Duration.ofSeconds(30), Duration.ofSeconds(30)), pauses);
  }

  @Test
  void aFaultCanBeOverAtTheSecondAttempt() throws Exception {
    assertInstanceOf(Outcome.Deferred.class, sandbox.publish(delivery("defer-once", 1)));
    published(sandbox.publish(delivery("defer-once", 2)));
  }

  @Test
  void aFaultThatIsNoneIsToldWhenTheConnectionIsTested() throws Exception {
    assertInstanceOf(Verification.Valid.class, sandbox.verify(connection("unknown-after-once")));
    assertInstanceOf(Verification.Invalid.class, sandbox.verify(connection("explode")));
    assertInstanceOf(Outcome.Rejected.class, sandbox.publish(delivery("explode", 1)));
  }

  @Test
  void textAtTheLimitIsTakenAndLongerTextIsRejected() throws Exception {
    String family = "\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
    Post fits = Post.builder(family.repeat(500)).build();
    Post over = Post.builder(family.repeat(501)).build();
    published(sandbox.publish(delivery("none", 1, fits)));
    assertInstanceOf(Outcome.Rejected.class, sandbox.publish(delivery("none", 1, over)));
  }

  @Test
  void takingBackTwiceIsHarmless() throws Exception {
    RemotePost post = published(sandbox.publish(delivery("none", 1)));
    for (int time = 1; time <= 2; time++) {
      published(sandbox.retract(post, connection("none")));
      assertEquals(List.of(), posts());
    }
  }

  @Test
  void anIdFromElsewhereReachesNothing() {
    RemotePost foreign = new RemotePost("../../connections/2026-12/x", URI.create("sandbox:/x"));
    assertThrows(IOException.class, () -> sandbox.retract(foreign, connection("none")));
  }

  @Test
  void countsWhatIsKeptWithThePost() throws Exception {
    RemotePost post = published(sandbox.publish(delivery("none", 1)));
    assertEquals(0, sandbox.engagement(post, connection("none")).of(Metric.LIKES).orElseThrow());
    assertFalse(sandbox.engagement(post, connection("none")).of(Metric.VIEWS).isPresent());
    assertTrue(sandbox.limits(connection("none")).fits("words", Shape.TEXT));
  }

  @Test
  void givesTheRepliesThatAPersonPutBelowThePost() throws Exception {
    RemotePost post = published(sandbox.publish(delivery("none", 1)));
    assertEquals(List.of(), sandbox.replies(post, connection("none")));
    context
        .create()
        .resource(posts().get(0).getPath() + "/replies/1", "author", "Ann", "text", "Well done");
    context.resourceResolver().commit();
    assertEquals("Well done", sandbox.replies(post, connection("none")).get(0).text());
    assertEquals(1, sandbox.engagement(post, connection("none")).of(Metric.REPLIES).orElseThrow());
  }

  @Test
  void answersAReplyOnce() throws Exception {
    RemotePost post = published(sandbox.publish(delivery("none", 1)));
    RemotePost reply = new RemotePost(post.id() + "/1", post.permalink());
    Delivery answer =
        Delivery.builder("d2", connection("none"), Post.builder("Yes").inReplyTo(reply).build())
            .started(NEW_YEARS_EVE)
            .build();
    assertEquals(published(sandbox.publish(answer)), published(sandbox.publish(answer)));
    assertEquals(
        List.of("", "2026-12/d1/1"),
        posts().stream().map(p -> p.getValueMap().get("inReplyTo", "")).toList());
    assertEquals("", sandbox.opening(reply, connection("none")));
  }

  @Test
  void hidesAReplyAndStillGivesIt() throws Exception {
    RemotePost post = published(sandbox.publish(delivery("none", 1)));
    String node = posts().get(0).getPath() + "/replies/1";
    context.create().resource(node, "author", "Ann", "text", "Rubbish");
    context.resourceResolver().commit();
    RemotePost reply = sandbox.replies(post, connection("none")).get(0).post();
    for (boolean hidden : new boolean[] {true, true, false, false}) {
      published(
          hidden
              ? sandbox.hide(reply, connection("none"))
              : sandbox.show(reply, connection("none")));
      context.resourceResolver().refresh();
      ValueMap kept = context.resourceResolver().getResource(node).getValueMap();
      assertEquals(hidden, kept.get("hidden", false));
      assertEquals(1, sandbox.replies(post, connection("none")).size());
    }
    for (boolean liked : new boolean[] {true, true, false}) {
      published(sandbox.like(reply, liked, connection("none")));
      context.resourceResolver().refresh();
      ValueMap kept = context.resourceResolver().getResource(node).getValueMap();
      assertEquals(liked, kept.get("liked", false));
    }
    RemotePost gone = new RemotePost(post.id() + "/2", post.permalink());
    published(sandbox.hide(gone, connection("none")));
    RemotePost foreign = new RemotePost(post.id() + "/../x", post.permalink());
    assertThrows(IOException.class, () -> sandbox.hide(foreign, connection("none")));
  }

  @Test
  void aPostThatWasTakenBackIsGone() throws Exception {
    RemotePost post = published(sandbox.publish(delivery("none", 1)));
    sandbox.retract(post, connection("none"));
    assertThrows(PostGoneException.class, () -> sandbox.engagement(post, connection("none")));
    assertThrows(PostGoneException.class, () -> sandbox.replies(post, connection("none")));
  }

  @Test
  void partsOfAThreadAnswerTheOneBefore() throws Exception {
    RemotePost before = new RemotePost("2026-11/d0", URI.create("sandbox:/d0"));
    Post thread =
        post().toBuilder()
            .inReplyTo(before)
            .thread(List.of(Post.builder("Second").build(), Post.builder("Third").build()))
            .build();
    RemotePost first = published(sandbox.publish(delivery("none", 1, thread)));
    assertEquals("2026-12/d1", first.id());
    assertEquals(
        List.of("2026-11/d0", "2026-12/d1", "2026-12/d1-2"),
        posts().stream().map(post -> post.getValueMap().get("inReplyTo", "")).toList());
    assertInstanceOf(Reconciliation.Found.class, sandbox.find(delivery("none", 1, thread)));
  }

  @Test
  void aThreadOfWhichAPartIsMissingIsNotThere() throws Exception {
    published(sandbox.publish(delivery("none", 1)));
    Post thread = post().toBuilder().thread(List.of(Post.builder("Second").build())).build();
    assertInstanceOf(Reconciliation.NotThere.class, sandbox.find(delivery("none", 1, thread)));
  }

  @Test
  void doesNotRepeatAPartThatIsDone() throws Exception {
    Post thread = post().toBuilder().thread(List.of(Post.builder("Second").build())).build();
    Delivery delivery = delivery("none", 1, thread);
    delivery.progress().done("part-1", "2026-12/d1");
    published(sandbox.publish(delivery));
    assertEquals(
        List.of("Second"),
        posts().stream().map(post -> post.getValueMap().get("text", "")).toList());
  }

  @Test
  void keepsSeveralPictures() throws Exception {
    Media dog = Media.of(new byte[] {4}, "image/webp", 7, 8).alt("A dog");
    Post post = post().toBuilder().images(List.of(dog.alt("One"), dog)).attached(true).build();
    published(sandbox.publish(delivery("none", 1, post)));
    ValueMap kept = posts().get(0).getValueMap();
    assertEquals("One", kept.get("imageAlt", ""));
    assertEquals("A dog", kept.get("image2Alt", ""));
    assertEquals("image/webp", kept.get("image2Type", ""));
  }

  @Test
  void explainsItsFieldsInGerman() {
    for (Field field : sandbox.network().connectionFields()) {
      assertNotEquals(field.label(), sandbox.network().word(field.label(), Locale.GERMAN));
      assertNotEquals(field.help(), sandbox.network().word(field.help(), Locale.GERMAN));
    }
  }

  private List<Resource> posts() {
    context.resourceResolver().refresh();
    Resource folder = context.resourceResolver().getResource(FOLDER);
    List<Resource> posts = new ArrayList<>();
    if (folder != null) {
      folder.getChildren().forEach(posts::add);
      posts.sort(Comparator.comparing(Resource::getName));
    }
    return posts;
  }

  private static RemotePost published(Outcome outcome) {
    return assertInstanceOf(Outcome.Published.class, outcome).post();
  }

  private static Delivery delivery(String fault, int attempt) {
    return delivery(fault, attempt, post());
  }

  private static Delivery delivery(String fault, int attempt, Post post) {
    return Delivery.builder("d1", connection(fault), post)
        .attempt(attempt)
        .started(NEW_YEARS_EVE)
        .build();
  }

  private static Connection connection(String fault) {
    return Connection.builder("sandbox-en", "sandbox")
        .label("Sandbox (en)")
        .setting("fault", fault)
        .build();
  }

  private static Post post() {
    return Post.builder("Read https://example.org/ #news")
        .link(URI.create("https://example.org/"))
        .title("A title")
        .description("A description")
        .image(Media.of(new byte[] {1, 2, 3}, "image/png", 4, 5).alt("Two cats"))
        .language(Locale.forLanguageTag("de-AT"))
        .hashtags(List.of("news"))
        .build();
  }
}
