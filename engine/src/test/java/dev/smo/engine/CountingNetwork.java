// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import dev.smo.connector.CardReader;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciliation;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A toy network that knows which post of ours it shows, and how often it got each. Asked, it tells
 * of what it has for a while, by our ids or by the words. It draws the cards of pages itself.
 */
final class CountingNetwork extends ToyNetwork implements CardReader {
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);

  /** Whether it knows no ids of ours. */
  boolean byWords;

  /** After that it shows a post to who asks for it. */
  Duration showsAfter = Duration.ZERO;

  /** The time that it has. */
  Supplier<Instant> now = () -> Instant.EPOCH;

  /** Done with each call. */
  Consumer<Delivery> whenCalled = delivery -> {};

  /** Done once, while it reads a card again. */
  Runnable whenCardIsRead = () -> {};

  private final Map<String, List<String>> executed = new HashMap<>();
  private final Map<String, Shown> shown = new HashMap<>();
  private final Set<String> gone = new HashSet<>();

  private record Shown(String delivery, String words, Instant since) {}

  @Override
  public Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    whenCalled.accept(delivery);
    return super.publish(delivery);
  }

  @Override
  public synchronized RemotePost execute(Delivery delivery) {
    RemotePost post = super.execute(delivery);
    String words = delivery.post().text();
    executed.computeIfAbsent(delivery.id(), id -> new ArrayList<>()).add(words);
    shown.put(post.id(), new Shown(delivery.id(), words, now.get()));
    return post;
  }

  @Override
  public synchronized Reconciliation find(Delivery delivery) {
    if (busy || !canTell) {
      return super.find(delivery);
    }
    inquiries++;
    return shown.entrySet().stream()
        .filter(post -> !gone.contains(post.getKey()) && matches(post.getValue(), delivery))
        .findAny()
        .<Reconciliation>map(post -> new Reconciliation.Found(remote(post.getKey())))
        .orElseGet(Reconciliation.NotThere::new);
  }

  private boolean matches(Shown post, Delivery delivery) {
    boolean same =
        byWords
            ? post.words().equals(delivery.post().text())
                && post.since().plus(CLOCKS_DIFFER).isAfter(delivery.started())
            : post.delivery().equals(delivery.id());
    return same && !post.since().plus(showsAfter).isAfter(now.get());
  }

  private static RemotePost remote(String id) {
    return new RemotePost(id, URI.create("https://toy.test/" + id));
  }

  @Override
  public Outcome readAgain(RemotePost post, URI link, Connection connection) {
    Runnable meanwhile = whenCardIsRead;
    whenCardIsRead = () -> {};
    meanwhile.run();
    return new Outcome.Published(post);
  }

  @Override
  public synchronized Outcome retract(RemotePost post, Connection connection) {
    gone.add(post.id());
    return super.retract(post, connection);
  }

  /** The words of a post, once for each time it was posted. */
  synchronized List<String> executed(String id) {
    return executed.getOrDefault(id, List.of());
  }

  /** When it got each post but one of ours. */
  synchronized List<Instant> times(String id) {
    return shown.values().stream()
        .filter(post -> !post.delivery().equals(id))
        .map(Shown::since)
        .toList();
  }

  /** Under what name it shows a post. */
  synchronized RemotePost shown(String id) {
    return shown.entrySet().stream()
        .filter(post -> post.getValue().delivery().equals(id))
        .map(post -> remote(post.getKey()))
        .findFirst()
        .orElseThrow();
  }

  /** Whether people see a post. */
  synchronized boolean has(String id) {
    return shown.entrySet().stream()
        .anyMatch(post -> post.getValue().delivery().equals(id) && !gone.contains(post.getKey()));
  }
}
