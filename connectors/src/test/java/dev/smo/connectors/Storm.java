// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.Progress;
import dev.smo.connector.Reconciler;
import dev.smo.connector.Reconciliation;
import dev.smo.fixture.TestClock;
import dev.smo.outbound.NotSentException;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.Fault;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Sends posts as the engine does, through a network that loses, cuts, garbles and refuses at
 * random, and counts what became of them. Time passes only here.
 */
public final class Storm {
  /** As {@code DeliverySettings}: tries, and the wait before a network is asked. */
  private static final int MOST_RETURNS = 10;

  private static final Duration RECONCILE_AFTER = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofDays(1);

  private final Random random;
  private final long seed;
  private final FakeNetwork network;
  private final Connector connector;
  private final Connection connection;
  private final TestClock clock;

  /**
   * What became of the posts that were wanted.
   *
   * @param there how many of them are on the network
   * @param duplicates how many posts are there beyond one of each
   * @param people how many were left for a person
   * @param lost how many are neither there nor with a person
   */
  public record Result(
      long seed, int wanted, int there, int duplicates, int people, int lost, int calls) {}

  /** The seed is a new one each time, or that of the system property {@code smo.seed}. */
  public Storm(FakeNetwork network, Connector connector, Connection connection, TestClock clock) {
    seed = Long.getLong("smo.seed", System.nanoTime());
    random = new Random(seed);
    this.network = network;
    this.connector = connector;
    this.connection = connection;
    this.clock = clock;
  }

  /** A choice that the same seed makes again. */
  public BooleanSupplier coin() {
    return random::nextBoolean;
  }

  /** Sends so many posts, one after the other. */
  public Result send(int wanted) throws InterruptedException {
    Set<String> people = new HashSet<>();
    for (int number = 1; number <= wanted; number++) {
      if (!carry(number)) {
        people.add(words(number));
      }
    }
    Map<String, Integer> found = new HashMap<>();
    // The link stands behind the words of a post with pictures.
    network
        .posts()
        .forEach(post -> found.merge(post.text().replaceFirst("\\s+http.*", ""), 1, Integer::sum));
    int lost = 0;
    for (int number = 1; number <= wanted; number++) {
      boolean known = found.containsKey(words(number)) || people.contains(words(number));
      lost += known ? 0 : 1;
    }
    int all = found.values().stream().mapToInt(Integer::intValue).sum();
    int duplicates = all - found.size();
    return new Result(
        seed, wanted, found.size(), duplicates, people.size(), lost, network.calls().size());
  }

  private static String words(int number) {
    return "Winter opening hours of house " + number + " #winter";
  }

  /** One post, until it is out or a person must look. */
  private boolean carry(int number) throws InterruptedException {
    Instant started = clock.instant();
    Steps steps = new Steps();
    int returns = 0;
    for (int attempt = 1; returns <= MOST_RETURNS; attempt++) {
      Delivery delivery =
          Delivery.builder("delivery-" + number, connection, post(number))
              .attempt(attempt)
              .started(started)
              .progress(steps)
              .build();
      Outcome outcome = publish(delivery);
      if (isOut(outcome)) {
        return true;
      }
      if (outcome instanceof Outcome.InProgress working) {
        pass(working.after());
        continue;
      }
      returns++;
      if (outcome instanceof Outcome.Deferred deferred) {
        pass(deferred.after());
      } else if (outcome instanceof Outcome.Unknown || outcome instanceof Outcome.Duplicate) {
        Optional<Boolean> decided = inquire(delivery);
        if (decided.isPresent()) {
          return decided.get();
        }
      } else {
        return false;
      }
    }
    return false;
  }

  private static boolean isOut(Outcome outcome) {
    return outcome instanceof Outcome.Published
        || (outcome instanceof Outcome.Duplicate duplicate && duplicate.first().isPresent());
  }

  private Outcome publish(Delivery delivery) throws InterruptedException {
    pass(Duration.ofSeconds(random.nextInt(5)));
    if (random.nextInt(100) < 60) {
      network.failNext(fault());
    } else if (random.nextInt(100) < 15) {
      network.failAlways(fault());
    }
    try {
      Outcome outcome = connector.publish(delivery);
      // A node may die after the call, before its outcome is kept.
      return random.nextInt(100) < 10 ? new Outcome.Unknown("the node died") : outcome;
    } catch (NotSentException e) {
      return new Outcome.Deferred(Duration.ZERO, "not sent");
    } catch (IOException e) {
      return new Outcome.Unknown("" + e.getMessage());
    } finally {
      network.recover();
    }
  }

  /** Asks the network: whether the post is done with; empty: it may be sent again. */
  private Optional<Boolean> inquire(Delivery delivery) throws InterruptedException {
    Instant end = clock.instant().plus(PATIENCE);
    while (clock.instant().isBefore(end)) {
      pass(RECONCILE_AFTER);
      if (random.nextInt(100) < 30) {
        network.failAlways(fault());
      }
      try {
        Reconciliation said = ((Reconciler) connector).find(withoutPictures(delivery));
        if (said instanceof Reconciliation.NotThere) {
          return Optional.empty();
        }
        if (!(said instanceof Reconciliation.AskLater later)) {
          return Optional.of(said instanceof Reconciliation.Found);
        }
        pass(later.after());
      } catch (IOException e) {
        // Counts as AskLater.
      } finally {
        network.recover();
      }
    }
    return Optional.of(false);
  }

  /** As the engine asks: it has no pictures at hand. */
  private static Delivery withoutPictures(Delivery delivery) {
    Post post = delivery.post().toBuilder().images(List.of()).build();
    return Delivery.builder(delivery.id(), delivery.connection(), post)
        .attempt(delivery.attempt())
        .started(delivery.started())
        .progress(delivery.progress())
        .build();
  }

  private Fault fault() {
    List<Fault> faults =
        List.of(
            new Fault.Lost(),
            new Fault.HalfAnswered(),
            new Fault.Garbled(),
            new Fault.Cut(),
            new Fault.ServerError(500),
            new Fault.ServerError(503),
            new Fault.RateLimited(Duration.ofSeconds(1 + random.nextInt(300))));
    // Waits for real until the time is out.
    boolean slow = random.nextInt(100) == 0;
    return slow ? new Fault.Stalled() : faults.get(random.nextInt(faults.size()));
  }

  private void pass(Duration time) {
    clock.pass(time);
  }

  private static Post post(int number) {
    URI link = URI.create("https://www.example.org/news/" + number + ".html?utm_source=x");
    Media picture =
        Media.of(new byte[] {1, 2, (byte) number}, "image/jpeg", 1200, 630).alt("A door");
    boolean pictures = number % 4 == 0;
    return Post.builder(words(number))
        .link(link)
        .title(words(number))
        .images(number % 2 == 0 ? List.of(picture) : List.of())
        .attached(pictures)
        .build();
  }

  /** Kept over attempts, as by the engine. */
  private static final class Steps implements Progress {
    private final Map<String, String> kept = new HashMap<>();

    @Override
    public Optional<String> of(String step) {
      return Optional.ofNullable(kept.get(step));
    }

    @Override
    public void done(String step, String value) {
      kept.put(step, value);
    }
  }
}
