// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciler;
import dev.smo.connector.Reconciliation;
import dev.smo.outbound.Answer;
import dev.smo.outbound.NotSentException;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.Fault;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Sends posts over a network that fails at random, as the engine sends them, and counts what became
 * of them. Time passes only where the engine would wait.
 */
public final class FaultTable implements AutoCloseable {
  public static final int POSTS = 40;

  private static final Duration RECONCILE_AFTER = Duration.ofSeconds(30);
  private static final int MOST_RETURNS = 10;

  private final FakeNetwork network;
  private final MovableClock clock;
  private final HttpOutbound http;
  private final Random random;
  private final long seed;
  private final boolean idempotent;
  private Supplier<Post.Builder> kind = () -> Post.builder("");

  /** Where a post came to rest. */
  private enum End {
    SENT,
    /** It is certainly not out. */
    FAILED,
    /** Nobody can say whether it is out. */
    PERSON
  }

  /** Where the answer of a network that acted is lost on the way through a proxy. */
  private int spoilt;

  /**
   * @param idempotent whether the same delivery twice is one post
   */
  public FaultTable(FakeNetwork network, MovableClock clock, boolean idempotent) {
    this.network = network;
    this.clock = clock;
    this.idempotent = idempotent;
    http = HttpOutbound.allowing(network.host());
    seed = Long.getLong("smo.faults.seed", System.nanoTime());
    random = new Random(seed);
  }

  /** What the connector calls out through: it gives up early, and some answers become a 502. */
  public Outbound outbound() {
    return this::send;
  }

  private Answer send(Request request) throws IOException, InterruptedException {
    Answer answer = http.send(request.within(Duration.ofMillis(700)));
    if (spoilt > 0 && !request.method().equals("GET")) {
      spoilt--;
      byte[] page = "<html>Bad gateway</html>".getBytes(StandardCharsets.UTF_8);
      return new Answer(502, Map.of(), page, answer.uri());
    }
    return answer;
  }

  /** Says of what kind the posts are beside their words. */
  public FaultTable posting(Supplier<Post.Builder> builder) {
    kind = builder;
    return this;
  }

  /**
   * Sends {@link #POSTS} posts and prints what became of them.
   *
   * @param mayAsk whether a person may be asked
   */
  public void run(String name, Connector connector, Connection connection, boolean mayAsk)
      throws Exception {
    int sent = 0;
    int failed = 0;
    int person = 0;
    int duplicates = 0;
    for (int number = 1; number <= POSTS; number++) {
      String words = "Post " + number + " of the fault table";
      End end = end(number, words, connector, connection);
      network.recover();
      long there = network.posts().stream().filter(one -> one.text().contains(words)).count();
      String what = "post " + number + ", seed " + seed;
      duplicates += there > 1 ? 1 : 0;
      assertEquals(end == End.SENT ? 1 : end == End.FAILED ? 0 : Math.min(there, 1), there, what);
      sent += end == End.SENT ? 1 : 0;
      failed += end == End.FAILED ? 1 : 0;
      person += end == End.PERSON ? 1 : 0;
    }
    System.out.printf(
        "%s: wanted %d, sent %d, on the network %d, duplicates %d, failed %d, left for a person"
            + " %d, calls %d, seed %d%n",
        name,
        POSTS,
        sent,
        network.posts().size(),
        duplicates,
        failed,
        person,
        network.calls().size(),
        seed);
    assertEquals(0, duplicates);
    assertTrue(mayAsk || sent == POSTS, () -> "not all are out, seed " + seed);
  }

  private End end(int number, String words, Connector connector, Connection connection)
      throws InterruptedException {
    Post post = post(number, words);
    Delivery.Builder delivery =
        Delivery.builder("delivery-" + number, connection, post).started(clock.instant());
    Delivery kept = delivery.build();
    delivery.progress(kept.progress());
    int returns = 0;
    boolean repeated = false;
    for (int attempt = 1; returns <= MOST_RETURNS; attempt++) {
      Outcome outcome = publish(connector, delivery.attempt(attempt).build());
      if (outcome instanceof Outcome.Published
          || outcome instanceof Outcome.Duplicate duplicate && duplicate.first().isPresent()) {
        return End.SENT;
      }
      returns++;
      if (outcome instanceof Outcome.Deferred deferred) {
        wait(Duration.ofSeconds(5), deferred.after());
      } else if (outcome instanceof Outcome.InProgress working) {
        wait(Duration.ofSeconds(5), working.after());
      } else if (outcome instanceof Outcome.Rejected || outcome instanceof Outcome.Taken) {
        return End.FAILED;
      } else {
        Reconciliation said = ask(connector, delivery.build());
        if (said instanceof Reconciliation.Found) {
          return End.SENT;
        }
        if (said instanceof Reconciliation.CannotTell) {
          if (repeated || !idempotent) {
            return End.PERSON;
          }
          repeated = true;
        }
      }
    }
    return End.PERSON;
  }

  private Post post(int number, String words) {
    URI link = URI.create("https://www.example.org/news/" + number + ".html");
    Post.Builder kinds = kind.get();
    Post model = kinds.build();
    return Post.builder(words + " " + link)
        .link(link)
        .title(words)
        .description("What happened")
        .options(model.options())
        .images(model.images())
        .attached(model.attached())
        .build();
  }

  private Outcome publish(Connector connector, Delivery delivery) throws InterruptedException {
    breakSomething();
    try {
      return connector.publish(delivery);
    } catch (NotSentException e) {
      return new Outcome.Deferred(Duration.ZERO, "not sent");
    } catch (IOException e) {
      return new Outcome.Unknown("lost");
    } finally {
      network.recover();
      spoilt = 0;
    }
  }

  private void breakSomething() {
    List<Fault> faults =
        List.of(
            new Fault.Lost(),
            new Fault.HalfAnswered(),
            new Fault.Cut(),
            new Fault.Garbled(),
            new Fault.ServerError(500),
            new Fault.ServerError(503),
            new Fault.RateLimited(Duration.ofSeconds(40)));
    int dice = random.nextInt(20);
    if (dice < faults.size()) {
      network.failNext(faults.get(dice));
    } else if (dice < faults.size() + 4) {
      spoilt = 1 + random.nextInt(2);
    } else if (dice == faults.size() + 4 && random.nextInt(3) == 0) {
      network.failNext(new Fault.Stalled());
    }
  }

  /** Asks until the network tells something. */
  private Reconciliation ask(Connector connector, Delivery delivery) throws InterruptedException {
    if (!(connector instanceof Reconciler reconciler)) {
      return new Reconciliation.CannotTell("nobody can be asked");
    }
    Duration wait = RECONCILE_AFTER;
    for (int time = 0; time < 100; time++) {
      wait(RECONCILE_AFTER, wait);
      if (random.nextInt(5) == 0) {
        network.failAlways(
            random.nextBoolean()
                ? new Fault.ServerError(502)
                : new Fault.RateLimited(Duration.ofSeconds(60)));
      }
      try {
        Reconciliation said = reconciler.find(delivery);
        if (!(said instanceof Reconciliation.AskLater later)) {
          return said;
        }
        wait = later.after();
      } catch (IOException e) {
        wait = RECONCILE_AFTER;
      } finally {
        network.recover();
      }
    }
    return new Reconciliation.CannotTell("asked too often");
  }

  private void wait(Duration least, Duration asked) {
    clock.advance(asked.compareTo(least) > 0 ? asked : least);
  }

  @Override
  public void close() {
    http.close();
  }
}
