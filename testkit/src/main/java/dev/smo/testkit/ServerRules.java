// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.CardReader;
import dev.smo.connector.Limits;
import dev.smo.connector.Outcome;
import dev.smo.connector.ServerLimits;
import dev.smo.connector.Shape;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules about what one server takes, and what it keeps of a page. */
abstract class ServerRules extends ReplyRules {
  private static final int LONGEST_KEPT = 4_000;

  @Test
  void r40WhatOneNodeReadOfAServerAnotherKnows() throws Exception {
    ServerLimits reader = having(ServerLimits.class);
    String usual = described(connector.limits(connection()));
    String read = reader.readLimits(connection());
    assertTrue(read.length() <= LONGEST_KEPT, () -> "keeps " + read.length() + " characters");
    assertFalse(leaks(read), "keeps a secret with the limits");
    connector = anew();
    assertEquals(usual, described(connector.limits(connection())), "nobody told this node");
    int calls = network.calls().size();
    String told = described(connector.limits(kept(read)));
    assertNotEquals(usual, told, "forgets it, or the fake takes just what is usual");
    for (String strange : List.of("", "?", "{}", "[]", "{\"of\":\"another version\"}")) {
      Limits limits = connector.limits(kept(strange));
      boolean some = Arrays.stream(Shape.values()).anyMatch(limits::takes);
      assertTrue(some, () -> "takes nothing after it was given " + strange);
    }
    assertEquals(calls, network.calls().size(), "asks for what is kept");
    assertFails(having(ServerLimits.class));
    assertEquals(told, described(connector.limits(kept(read))), "forgets it at a fault");
  }

  private void assertFails(ServerLimits reader) {
    for (Fault fault :
        List.of(
            new Fault.ServerError(502),
            new Fault.RateLimited(Duration.ofSeconds(120)),
            new Fault.Unauthorised(),
            new Fault.Cut(),
            new Fault.Garbled())) {
      network.failAlways(fault);
      assertThrows(IOException.class, () -> reader.readLimits(connection()), fault::toString);
    }
  }

  private Connection kept(String limits) {
    return connection().toBuilder().setting(ServerLimits.KEPT, limits).build();
  }

  /** All that is a number or a name; how a text is counted shows in what fits. */
  private static String described(Limits limits) {
    List<Object> all = new ArrayList<>();
    for (Shape shape : Shape.values()) {
      all.add(limits.takes(shape) ? limits.maxLength(shape) : "-");
    }
    for (String text : List.of("ä", "\uD83D\uDC69\u200D\uD83D\uDE80", "https://www.example.org/")) {
      all.add(limits.length(text));
    }
    all.addAll(limits.imageTypes());
    all.addAll(List.of(limits.maxImages(), limits.maxImageBytes(), limits.maxImagePixels()));
    all.addAll(List.of(limits.minAspect(), limits.maxAspect(), limits.maxAltLength()));
    all.addAll(List.of(limits.maxThread(), limits.maxHashtags(), limits.maxVideoBytes()));
    return all.toString();
  }

  @Test
  void r41ReadingAPageAgainTouchesNoPost() throws Exception {
    CardReader reader = having(CardReader.class);
    RemotePost post = published(publish("first"));
    URI link = post("first").build().link().orElseThrow();
    List<Executed> before = network.posts();
    int read = network.pagesRead().size();
    for (int time = 1; time <= 2; time++) {
      assertEquals(post, published(reader.readAgain(post, link, connection())));
      assertEquals(read + time, network.pagesRead().size(), "was not told to read it");
      assertEquals(link, network.pagesRead().get(read + time - 1));
      assertEquals(before, network.posts(), "touches posts");
    }
    for (Fault fault :
        List.of(
            new Fault.ServerError(502),
            new Fault.Invalid("This page cannot be read"),
            new Fault.Cut())) {
      network.failAlways(fault);
      try {
        Outcome said = reader.readAgain(post, link, connection());
        assertFalse(said instanceof Outcome.Published, () -> "read again, says " + fault);
      } catch (IOException e) {
        // Counts as Unknown.
      }
    }
    network.failAlways(new Fault.RateLimited(Duration.ofSeconds(120)));
    Outcome said = reader.readAgain(post, link, connection());
    long pause = assertInstanceOf(Outcome.Deferred.class, said).after().toSeconds();
    assertTrue(pause >= 110 && pause <= 130, "waits " + pause + " s instead of 120");
    assertEquals(before, network.posts(), "touches posts");
  }
}
