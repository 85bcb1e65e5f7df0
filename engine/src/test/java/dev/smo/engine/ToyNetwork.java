// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.connector.Quota;
import dev.smo.connector.Reconciler;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Retractor;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A network in memory that is not idempotent: whoever calls it twice posts twice. It does what a
 * test told it to do next, and publishes where it was told nothing.
 */
public class ToyNetwork implements Connector, Reconciler, Retractor {
  /** What the network does with one call. */
  public interface Behaviour {
    Outcome on(Delivery delivery, ToyNetwork network) throws IOException, InterruptedException;
  }

  public final List<Post> posts = new ArrayList<>();
  public final List<Delivery> calls = new ArrayList<>();
  public final List<String> retracted = new ArrayList<>();
  public final Deque<Behaviour> next = new ArrayDeque<>();

  /** How often it was asked for a lost post. */
  public int inquiries;

  /** Whether it answers when asked for a lost post. */
  public boolean canTell = true;

  /** Called with each question for the limits of a connection; may throw. */
  public Consumer<Connection> whenAskedForLimits = connection -> {};

  /** What comes of taking a post back. */
  public Function<RemotePost, Outcome> whenRetracted = Outcome.Published::new;

  /** What was ever put out: no network gives an id twice. */
  private int executed;

  private final Map<String, RemotePost> byDelivery = new LinkedHashMap<>();

  /** Executes the call. */
  public RemotePost execute(Delivery delivery) {
    posts.add(delivery.post());
    executed++;
    RemotePost post = new RemotePost("toy-" + executed, URI.create("https://toy.test/" + executed));
    byDelivery.put(delivery.id(), post);
    return post;
  }

  /** What it says of itself; tests may change it. */
  public Network described = Network.builder("toy", "Toy").build();

  /** What it takes; tests may change it. */
  public Limits limits =
      Limits.builder(200, Limits::graphemes).images(List.of("image/jpeg"), 1_000_000, 2000).build();

  /** What it reads from every answer. */
  public Optional<Quota> quota = Optional.empty();

  /** Whether it cannot be asked for a lost post now. */
  public boolean busy;

  @Override
  public Network network() {
    return described;
  }

  @Override
  public Limits limits(Connection connection) {
    whenAskedForLimits.accept(connection);
    return limits;
  }

  @Override
  public Optional<Quota> quota(Answer answer, Instant now) {
    return quota;
  }

  @Override
  public Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    calls.add(delivery);
    Behaviour behaviour = next.poll();
    return behaviour == null
        ? new Outcome.Published(execute(delivery))
        : behaviour.on(delivery, this);
  }

  @Override
  public Reconciliation find(Delivery delivery) {
    inquiries++;
    if (busy) {
      return new Reconciliation.AskLater(Duration.ofMinutes(1), "HTTP 503");
    }
    if (!canTell) {
      return new Reconciliation.CannotTell("The toy has forgotten.");
    }
    return Optional.ofNullable(byDelivery.get(delivery.id()))
        .<Reconciliation>map(Reconciliation.Found::new)
        .orElseGet(Reconciliation.NotThere::new);
  }

  @Override
  public Outcome retract(RemotePost post, Connection connection) {
    retracted.add(post.id());
    return whenRetracted.apply(post);
  }
}
