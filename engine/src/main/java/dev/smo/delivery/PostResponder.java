// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.connections.Connectors;
import dev.smo.connections.NetworkCalls;
import dev.smo.connections.NetworkClient;
import dev.smo.connections.Sessions;
import dev.smo.connector.Connector;
import dev.smo.connector.Limits;
import dev.smo.connector.Responder;
import dev.smo.connector.Shape;
import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what people answer to replies. An answer is a post of its own in the ledger, so it goes out
 * as all posts do: exactly once, and never while somebody waits.
 */
@Component(service = PostResponder.class)
public class PostResponder {
  private static final String NOTHING_SAID = "Say what to answer.";
  private static final Logger LOG = LoggerFactory.getLogger(PostResponder.class);

  private final Ledger ledger;
  private final Connectors networks;
  private final Sessions sessions;
  private final NetworkCalls calls;
  private final Transitions times;

  @Activate
  public PostResponder(
      @Reference Ledger ledger,
      @Reference NetworkClient client,
      @Reference Transitions transitions) {
    this.ledger = ledger;
    this.networks = client.connectors();
    this.sessions = client.sessions();
    this.calls = client.calls();
    this.times = transitions;
  }

  /**
   * What a person wants to answer.
   *
   * @param words plain
   * @param token the same for one wish, however often it arrives
   */
  public record Wish(String words, String token, String user) {}

  /** How long words are as their network counts, and how long they may be; of a thread a part. */
  public record Size(int length, int most) {}

  /** Whether a network takes answers. */
  public boolean isPossible(String network) {
    return networks.find(Responder.class, network).isPresent();
  }

  /**
   * Words with which an answer begins.
   *
   * @param post ours, to which somebody replied
   * @throws NotPossibleException nothing can be answered here; the message says why
   */
  public String opening(PostRecord post, RemotePost reply) throws InterruptedException {
    Connection connection = open(post);
    Responder responder =
        networks.find(Responder.class, post.text(Key.NETWORK)).orElseThrow(PostResponder::none);
    try {
      return calls.call(deadline -> responder.opening(reply, connection), times.sendTimeout());
    } catch (IOException e) {
      String reason = connection.redact(String.valueOf(e.getMessage()));
      throw new NotPossibleException("The network could not be asked: " + reason);
    } catch (RuntimeException | Error e) {
      LOG.error("The connector of {} is faulty: {}", connection, NetworkCalls.trace(connection, e));
      throw new NotPossibleException("The connector is faulty; the server's log says more.");
    }
  }

  /** Measures words as they would go out. */
  public Size measure(PostRecord post, String words) throws InterruptedException {
    Connection connection = open(post);
    Limits limits = limits(post, connection);
    if (words.isBlank()) {
      return new Size(0, limits.maxLength(Shape.TEXT));
    }
    Post content = PostContent.post(PostContent.said(post, words, NOTHING_SAID), List.of(), limits);
    int length =
        Stream.concat(Stream.of(content), content.thread().stream())
            .mapToInt(part -> limits.length(part.text()))
            .max()
            .orElse(0);
    return new Size(length, limits.maxLength(Limits.shapeOf(content)));
  }

  /** The id that an answer has, or will have, in the ledger. */
  public String id(PostRecord post, RemotePost reply, Wish wish) {
    return post.answer(reply, wish.token()).id();
  }

  /**
   * Refuses words that cannot go out; enters nothing.
   *
   * @throws NotPossibleException the message says why and what to do
   */
  public void check(PostRecord post, RemotePost reply, Wish wish) throws InterruptedException {
    check(PostContent.said(post.answer(reply, wish.token()), wish.words(), NOTHING_SAID));
  }

  /**
   * Enters an answer into the ledger; it goes out within seconds. The same wish twice is one
   * answer. Whoever calls must have checked that the person may.
   *
   * @param post ours, to which somebody replied
   * @return the answer as it stands in the ledger
   * @throws NotPossibleException nothing was entered; the message says why and what to do
   */
  public PostRecord answer(PostRecord post, RemotePost reply, Wish wish)
      throws InterruptedException {
    Instant now = times.now();
    PostRecord draft =
        PostContent.said(post.answer(reply, wish.token()), wish.words(), NOTHING_SAID)
            .with(Key.REASON, "answered by " + wish.user())
            .with(Key.DECIDED_BY, wish.user())
            .with(Key.PLANNED, now)
            .with(Key.SCHEDULED, now)
            .with(Key.DUE, now);
    Optional<PostRecord> before = ledger.find(draft.id());
    if (before.isEmpty()) {
      check(draft);
    }
    PostRecord entered = before.orElseGet(() -> ledger.add(draft));
    if (!entered.parts().equals(draft.parts())) {
      throw new NotPossibleException(
          "This answer was sent before, with other words. Load the page again to answer once"
              + " more.");
    }
    LOG.info("{} answers {}: {}", entered, reply.id(), entered.state());
    return entered;
  }

  private void check(PostRecord draft) throws InterruptedException {
    Limits limits = limits(draft, open(draft));
    PostContent.mustFit(draft, limits);
  }

  private Connection open(PostRecord post) throws InterruptedException {
    if (!isPossible(post.text(Key.NETWORK))) {
      throw none();
    }
    Sessions.Opened opened =
        sessions.openAs(post.text(Key.CONNECTION), post.text(Key.NETWORK), post.text(Key.ACCOUNT));
    if (opened instanceof Sessions.Opened.Ready ready) {
      return ready.connection();
    }
    throw new NotPossibleException(opened.reason());
  }

  private Limits limits(PostRecord post, Connection connection) {
    return networks
        .find(Connector.class, post.text(Key.NETWORK))
        .map(one -> PostLimits.ofAnswer(one, connection, Map.of()))
        .orElseThrow(PostResponder::none);
  }

  private static NotPossibleException none() {
    return new NotPossibleException("Nobody can be answered on this network from here.");
  }
}
