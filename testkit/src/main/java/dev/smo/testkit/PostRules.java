// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.smo.connector.Delivery;
import dev.smo.connector.Editor;
import dev.smo.connector.Limits;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciler;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Shape;
import dev.smo.outbound.NotSentException;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rules about what is in a post, and about posts that take several calls. */
abstract class PostRules extends ReadingRules {
  @Test
  void r22WhatIsDoneIsNotRepeated() throws Exception {
    long before = made();
    published(publish(delivery("undisturbed", inSteps("undisturbed"), 1)));
    long whole = made() - before;
    assumeTrue(whole > 1, "one call makes the whole post");
    for (int step = 1; step < whole; step++) {
      String name = "crash " + step;
      AtomicInteger calls = new AtomicInteger(-1);
      CrashingProgress progress =
          new CrashingProgress(step, () -> calls.set(network.calls().size()));
      before = made();
      Delivery crashed = builder(name, inSteps(name)).progress(progress).build();
      publishWhateverComes(crashed);
      assertTrue(calls.get() >= 0, "keeps fewer steps than it takes");
      assertEquals(calls.get(), network.calls().size(), "goes on though a step was not kept");
      if (connector instanceof Reconciler reconciler) {
        Reconciliation said = reconciler.find(crashed);
        assertFalse(said instanceof Reconciliation.Found, "takes a part for the whole");
      }
      Delivery resumed = builder(name, inSteps(name)).progress(progress).attempt(2).build();
      published(publish(resumed));
      assertEquals(whole, made() - before, "repeats what was done before crash " + step);
    }
  }

  @Test
  void r23NothingIsSentAfterTheDeadline() throws Exception {
    Delivery late =
        builder("first", post("first").build()).deadline(Instant.now().minusSeconds(1)).build();
    try {
      assertInstanceOf(Outcome.Deferred.class, publish(late));
    } catch (NotSentException e) {
      // Counts as Deferred.
    }
    assertEquals(List.of(), network.calls());
  }

  @Test
  void r24PicturesArriveWithTheirTexts() throws Exception {
    Limits limits = picturing();
    List<String> alts =
        IntStream.rangeClosed(1, limits.maxImages()).mapToObj(n -> "Picture " + n).toList();
    String preferred = limits.imageTypes().get(0);
    published(
        publish(picturing("all", alts.stream().map(alt -> picture(preferred, alt)).toList())));
    List<String> wanted = limits.maxAltLength() > 0 ? alts : alts.stream().map(alt -> "").toList();
    assertEquals(wanted, newest().alts());
    for (String type : limits.imageTypes()) {
      published(publish(picturing("type " + type, List.of(picture(type, "A picture")))));
      assertEquals(1, newest().alts().size(), type);
    }
  }

  @Test
  void r25LongTextsOfPicturesAreCut() throws Exception {
    Limits limits = picturing();
    assumeTrue(limits.maxAltLength() < 100_000, "any text is short enough");
    String alt = "ä€\uD83D\uDC4D".repeat(limits.maxAltLength() / 3 + 20);
    String type = limits.imageTypes().get(0);
    published(publish(picturing("first", List.of(picture(type, alt)))));
    String arrived = newest().alts().get(0);
    assertTrue(alt.startsWith(arrived), () -> "another text: " + arrived);
    assertTrue(arrived.codePointCount(0, arrived.length()) <= limits.maxAltLength(), "too long");
  }

  @Test
  void r26LanguageArrives() throws Exception {
    assumeTrue(network.keepsLanguages(), "the network keeps no languages");
    Post post = post("first").language(Locale.forLanguageTag("pt-BR")).build();
    published(publish(delivery("first", post, 1)));
    assertTrue(newest().language().matches("pt(-BR)?"), () -> newest().language());
  }

  @Test
  void r27EditingTwiceIsHarmless() throws Exception {
    Editor editor = having(Editor.class);
    RemotePost post = published(publish("first"));
    Delivery edited = delivery("first", Post.builder("Quite other words").build(), 1);
    for (int time = 1; time <= 2; time++) {
      post = published(editor.edit(post, edited));
      assertEquals(1, network.posts().size());
      assertEquals(post.id(), newest().id());
      assertEquals("Quite other words", newest().text());
    }
  }

  @Test
  void r34PartsOfAThreadAnswerTheOneBefore() throws Exception {
    assumeTrue(connector.limits(connection()).maxThread() > 1, "has no threads");
    Post thread = post("first").thread(List.of(part("second"), part("third"))).build();
    RemotePost first = published(publish(delivery("first", thread, 1)));
    List<String> chain = new ArrayList<>(List.of(first.id()));
    for (int part = 2; part <= 3; part++) {
      String last = chain.get(chain.size() - 1);
      chain.add(
          network.posts().stream()
              .filter(post -> post.answers().equals(last))
              .map(Executed::id)
              .findFirst()
              .orElse("no part that answers " + last));
    }
    assertEquals(3, network.posts().size());
    assertTrue(network.posts().stream().map(Executed::id).toList().containsAll(chain), "" + chain);
  }

  @Test
  void r38PictureThatFailsHoldsUpNoOtherPost() throws Exception {
    String type = picturing().imageTypes().get(0);
    List<Media> pictures = List.of(picture(type, "A picture"));
    published(publish(picturing("first", pictures)));
    assumeTrue(network.preparations() > 0, "uploads nothing before the post");
    for (Fault fault : List.of(new Fault.ServerError(503), new Fault.Lost(), new Fault.Garbled())) {
      network.failNextPreparation(fault);
      Outcome outcome;
      try {
        outcome = publish(picturing("after " + fault.getClass().getSimpleName(), pictures));
      } catch (IOException e) {
        // Counts as Unknown, which holds up nobody.
        continue;
      }
      assertFalse(outcome instanceof Outcome.Unauthorised, "stops the connection for a picture");
      if (outcome instanceof Outcome.Deferred deferred) {
        assertEquals(Duration.ZERO, deferred.after(), "holds up all posts for one picture");
      }
    }
  }

  @Test
  void r42WordsGoWithoutAPictureThatIsRefused() throws Exception {
    Limits limits = picturing();
    List<Media> pictures = List.of(picture(limits.imageTypes().get(0), "A picture"));
    published(publish(picturing("first", pictures)));
    assumeTrue(network.preparations() > 0, "uploads nothing before the post");
    network.failNextPreparation(new Fault.Invalid("Pictures like this are not welcome"));
    Delivery refused = picturing("second", pictures);
    Outcome outcome = publish(refused);
    if (!(outcome instanceof Outcome.Published)) {
      Outcome.Rejected rejected = assertInstanceOf(Outcome.Rejected.class, outcome);
      assertTrue(rejected.reason().contains("not welcome"), rejected.reason());
      assertEquals(1, network.posts().size(), "says that nothing is out");
      assumeTrue(limits.takes(Shape.LINK) || limits.takes(Shape.TEXT), "takes no words alone");
      Delivery.Builder bare = builder("second", post("second").build());
      published(publish(bare.progress(refused.progress()).attempt(2).build()));
    }
    assertEquals(2, network.posts().size());
    assertEquals(List.of(), newest().alts());
  }

  private long made() {
    return network.creations() + network.preparations();
  }

  /** The post that was made last. */
  Executed newest() {
    List<Executed> posts = network.posts();
    return posts.get(posts.size() - 1);
  }

  private static Post part(String name) {
    return Post.builder("More about " + name).build();
  }

  /** A post that takes as many calls as the network has kinds of them. */
  private Post inSteps(String name) {
    Limits limits = connector.limits(connection());
    Post.Builder post = post(name);
    if (limits.maxThread() > 1) {
      post.thread(List.of(part(name)));
    }
    if (limits.takes(Shape.IMAGES)) {
      String type = limits.imageTypes().get(0);
      Media picture = picture(type, "A picture");
      Media another = picture(type, "Another picture");
      post.images(limits.maxImages() > 1 ? List.of(picture, another) : List.of(picture));
      post.attached(true);
    }
    return post.build();
  }

  private Limits picturing() {
    Limits limits = connector.limits(connection());
    assumeTrue(limits.takes(Shape.IMAGES), "takes no pictures");
    return limits;
  }

  private Delivery picturing(String name, List<Media> pictures) {
    return delivery(name, post(name).images(pictures).attached(true).build(), 1);
  }
}
