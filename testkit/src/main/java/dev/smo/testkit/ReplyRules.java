// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Delivery;
import dev.smo.connector.Limits;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciler;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.ReplyModerator;
import dev.smo.connector.Responder;
import dev.smo.connector.Shape;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules about what is done with answers of others. */
abstract class ReplyRules extends PostRules {
  @Test
  void r35AnAnswerStandsOnceUnderWhatItAnswers() throws Exception {
    Responder responder = having(Responder.class);
    RemotePost post = published(publish("first"));
    RemotePost reply = network.reply(post.id(), "Is it open?");
    String words = responder.opening(reply, connection()) + "It is";
    network.failNext(new Fault.Lost());
    publishWhateverComes(answer(words, reply, 1));
    assertFound(Reconciliation.Found.class, answer(words, reply, 1));
    if (idempotent()) {
      published(publish(answer(words, reply, 2)));
    }
    assertEquals(2, network.posts().size());
    assertEquals(reply.id(), newest().answers());
    RemotePost other = network.reply(post.id(), "Even on Monday?");
    assertFound(Reconciliation.NotThere.class, answer(words, other, 1));
    published(publish(answer(words, other, 1)));
    assertEquals(3, network.posts().size());
    assertEquals(other.id(), newest().answers());
  }

  private Delivery answer(String words, RemotePost reply, int attempt) {
    Post answer = Post.builder(words).inReplyTo(reply).build();
    return delivery("answer to " + reply.id(), answer, attempt);
  }

  private void assertFound(Class<? extends Reconciliation> expected, Delivery delivery)
      throws IOException, InterruptedException {
    if (connector instanceof Reconciler reconciler) {
      assertInstanceOf(expected, reconciler.find(delivery));
    }
  }

  @Test
  void r43AnAnswerOfAsManyWordsAsAreToldIsTaken() throws Exception {
    Responder responder = having(Responder.class);
    Limits limits =
        responder.answerLimits(connection()).orElseGet(() -> connector.limits(connection()));
    assertTrue(limits.takes(Shape.TEXT), "an answer has no picture");
    RemotePost post = published(publish("first"));
    RemotePost reply = network.reply(post.id(), "Is it open?");
    String longest = longest(limits, "a");
    published(publish(answer(longest, reply, 1)));
    assertEquals(longest, newest().text(), "what arrived");
  }

  @Test
  void r36HidingAndShowingTwiceIsHarmless() throws Exception {
    ReplyModerator moderator = having(ReplyModerator.class);
    RemotePost post = published(publish("first"));
    RemotePost rude = network.reply(post.id(), "Rubbish");
    RemotePost kind = network.reply(post.id(), "Thank you");
    for (int time = 1; time <= 2; time++) {
      published(moderator.hide(rude, connection()));
      assertEquals(Set.of(rude.id()), network.hidden());
    }
    published(moderator.hide(kind, connection()));
    assertEquals(Set.of(rude.id(), kind.id()), network.hidden());
    for (int time = 1; time <= 2; time++) {
      published(moderator.show(rude, connection()));
      assertEquals(Set.of(kind.id()), network.hidden());
    }
    for (Fault fault :
        List.of(new Fault.ServerError(502), new Fault.Unauthorised(), new Fault.Cut())) {
      network.failAlways(fault);
      try {
        Outcome said = moderator.hide(rude, connection());
        assertFalse(said instanceof Outcome.Published, () -> "hidden, says " + fault);
      } catch (IOException e) {
        // Counts as Unknown.
      }
    }
  }
}
