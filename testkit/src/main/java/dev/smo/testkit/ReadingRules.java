// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.smo.connector.Conversations;
import dev.smo.connector.Insights;
import dev.smo.connector.PausedException;
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Retractor;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules about what came back of a post. */
abstract class ReadingRules extends OptionRules {
  /** A call that reads what came back of a post. */
  @FunctionalInterface
  private interface Reader {
    void read(RemotePost post) throws IOException, InterruptedException;
  }

  /** Those that the connector has; a rule about them is skipped where it has none. */
  private List<Reader> readers() {
    List<Reader> readers = new ArrayList<>();
    if (connector instanceof Insights insights) {
      readers.add(post -> insights.engagement(post, connection()));
    }
    if (connector instanceof Conversations conversations) {
      readers.add(post -> conversations.replies(post, connection()));
    }
    assumeTrue(!readers.isEmpty(), "reads nothing back");
    return readers;
  }

  @Test
  void r20WhoCannotReadSaysSo() throws Exception {
    List<Reader> readers = readers();
    RemotePost post = published(publish("first"));
    for (Reader reader : readers) {
      reader.read(post);
      for (Fault fault :
          List.of(
              new Fault.ServerError(502),
              new Fault.Unauthorised(),
              new Fault.Cut(),
              new Fault.Garbled())) {
        network.failAlways(fault);
        IOException said =
            assertThrows(IOException.class, () -> reader.read(post), fault::toString);
        assertFalse(said instanceof PostGoneException, () -> "gone, says " + fault);
      }
      network.failAlways(new Fault.RateLimited(Duration.ofSeconds(120)));
      long pause = assertThrows(PausedException.class, () -> reader.read(post)).after().toSeconds();
      assertTrue(pause >= 110 && pause <= 130, "pauses " + pause + " s instead of 120");
      network.recover();
    }
  }

  @Test
  void r21WhatIsGoneIsGone() throws Exception {
    List<Reader> readers = readers();
    RemotePost post = published(publish("first"));
    published(having(Retractor.class).retract(post, connection()));
    for (Reader reader : readers) {
      assertThrows(PostGoneException.class, () -> reader.read(post));
    }
  }
}
