// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciler;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Responder;
import dev.smo.connector.Shape;
import dev.smo.fixture.TestClock;
import dev.smo.outbound.Answer;
import dev.smo.outbound.NotSentException;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.Fault;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * Sends posts as the engine does, through a network that loses, cuts, garbles, delays and refuses
 * at random, with a node that dies now and then, and counts what became of them. Time passes only
 * where the engine would wait.
 */
public final class FaultTable implements AutoCloseable {
  /** How many posts go through; more by the system property {@code smo.faults.posts}. */
  public static final int POSTS = Integer.getInteger("smo.faults.posts", 40);

  /** As the engine: what is the matter with the network hardly counts. */
  private static final int MOST_RETURNS = 40;

  private static final Duration RECONCILE_AFTER = Duration.ofSeconds(30);
  private static final Duration LEAST_TO_SHOW = Duration.ofMinutes(1);

  /** Only what never answers takes so long. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration WHILE_STALLED = Duration.ofSeconds(2);

  private final FakeNetwork network;
  private final TestClock clock;
  private final HttpOutbound http;
  private final Random random;
  private final long seed;

  /** How many answers of a network that acted are still to be lost on the way through a proxy. */
  private int spoilt;

  private Duration patience = PATIENCE;

  /**
   * What became of the posts.
   *
   * @param sent how many are known to be out
   * @param failed how many are known not to be
   * @param people how many are left for a person to look for
   */
  public record Result(int sent, int failed, int people) {}

  private enum End {
    SENT,
    FAILED,
    PERSON
  }

  /** The seed is the same each time, or the system property {@code smo.faults.seed}. */
  public FaultTable(FakeNetwork network, TestClock clock) {
    this.network = network;
    this.clock = clock;
    http = HttpOutbound.allowing(network.host());
    seed = Long.getLong("smo.faults.seed", 20261130);
    random = new Random(seed);
  }

  /** What the connector calls out through: it gives up early, and some answers become a 502. */
  public Outbound outbound() {
    return new Bad();
  }

  /** A choice that the same seed makes again. */
  public BooleanSupplier coin() {
    return random::nextBoolean;
  }

  /** The way through a bad proxy. */
  private final class Bad implements Outbound {
    @Override
    public Answer send(Request request) throws IOException, InterruptedException {
      Answer answer = http.send(request.within(patience));
      if (spoilt > 0 && !request.method().equals("GET")) {
        spoilt--;
        byte[] page = "<html>Bad gateway</html>".getBytes(StandardCharsets.UTF_8);
        return new Answer(502, Map.of(), page, answer.uri());
      }
      return answer;
    }

    @Override
    public List<String> converse(Request opening, String message, Predicate<String> last)
        throws IOException, InterruptedException {
      List<String> texts = http.converse(opening.within(patience), message, last);
      if (spoilt > 0) {
        spoilt--;
        throw new IOException("the proxy lost what came back");
      }
      return texts;
    }
  }

  /**
   * Sends {@link #POSTS} posts, prints what became of them, and sees that none is lost or twice.
   */
  public Result run(String name, Connector connector, Connection connection)
      throws InterruptedException {
    Limits limits = connector.limits(connection);
    return run(name, connector, connection, number -> post(number, words(number), limits));
  }

  /** The same of answers, all to one that somebody gave to a post of ours. */
  public Result answers(String name, Connector connector, Connection connection)
      throws IOException, InterruptedException {
    String post = undisturbed(connector, connection).id();
    return answers(name, connector, connection, network.reply(post, "When do you open?"));
  }

  /** The same of answers, all to one reply. */
  public Result answers(String name, Connector connector, Connection connection, RemotePost reply)
      throws IOException, InterruptedException {
    String opening = ((Responder) connector).opening(reply, connection);
    return run(
        name,
        connector,
        connection,
        number -> Post.builder(opening + words(number)).inReplyTo(reply).build());
  }

  /** A post that goes out while nothing is the matter, in as many attempts as its network needs. */
  private RemotePost undisturbed(Connector connector, Connection connection)
      throws IOException, InterruptedException {
    Post post = post(POSTS + 1, "Something to talk about", connector.limits(connection));
    Delivery.Builder builder =
        Delivery.builder("undisturbed", connection, post).started(clock.instant());
    builder.progress(builder.build().progress());
    Outcome outcome = connector.publish(builder.build());
    for (int attempt = 2; outcome instanceof Outcome.InProgress working; attempt++) {
      pass(Duration.ofSeconds(5), working.after());
      outcome = connector.publish(builder.attempt(attempt).build());
    }
    return assertInstanceOf(Outcome.Published.class, outcome).post();
  }

  private static String words(int number) {
    return "Post " + number + " of the fault table";
  }

  private long there(int number) {
    return network.posts().stream().filter(one -> one.text().contains(words(number))).count();
  }

  private Result run(
      String name, Connector connector, Connection connection, IntFunction<Post> posts)
      throws InterruptedException {
    Map<End, Integer> ends = new EnumMap<>(End.class);
    long there = 0;
    for (int number = 1; number <= POSTS; number++) {
      End end = carry(number, posts.apply(number), connector, connection);
      network.recover();
      long found = there(number);
      long expected = end == End.SENT ? 1 : end == End.FAILED ? 0 : Math.min(found, 1);
      assertEquals(expected, found, "post " + number + ", " + end + ", seed " + seed);
      ends.merge(end, 1, Integer::sum);
      there += found;
    }
    // What the network did later than it was told to.
    for (int number = 1; number <= POSTS; number++) {
      assertTrue(there(number) <= 1, "post " + number + " is there twice, seed " + seed);
    }
    Result result =
        new Result(
            ends.getOrDefault(End.SENT, 0),
            ends.getOrDefault(End.FAILED, 0),
            ends.getOrDefault(End.PERSON, 0));
    System.out.printf(
        "%s: wanted %d, sent %d, on the network %d, duplicates 0, failed %d, left for a person %d,"
            + " calls %d, seed %d%n",
        name,
        POSTS,
        result.sent(),
        there,
        result.failed(),
        result.people(),
        network.calls().size(),
        seed);
    return result;
  }

  /** One post, until it is out or a person must look. */
  private End carry(int number, Post post, Connector connector, Connection connection)
      throws InterruptedException {
    Delivery.Builder builder =
        Delivery.builder("delivery-" + number, connection, post).started(clock.instant());
    builder.progress(builder.build().progress());
    for (int attempt = 1; attempt <= MOST_RETURNS; attempt++) {
      Delivery delivery = builder.attempt(attempt).build();
      Outcome outcome = publish(connector, delivery);
      if (outcome instanceof Outcome.Published
          || (outcome instanceof Outcome.Duplicate duplicate && duplicate.first().isPresent())) {
        return End.SENT;
      }
      if (outcome instanceof Outcome.Rejected || outcome instanceof Outcome.Taken) {
        return End.FAILED;
      }
      if (outcome instanceof Outcome.Deferred deferred) {
        pass(Duration.ofSeconds(5), deferred.after());
      } else if (outcome instanceof Outcome.InProgress working) {
        pass(Duration.ofSeconds(5), working.after());
      } else {
        End decided = inquire(connector, delivery);
        if (decided != End.FAILED) {
          return decided;
        }
      }
    }
    return End.PERSON;
  }

  private Outcome publish(Connector connector, Delivery delivery) throws InterruptedException {
    pass(Duration.ZERO, Duration.ofSeconds(random.nextInt(5)));
    breakSomething();
    try {
      Outcome outcome = connector.publish(delivery);
      // A node may die after the call, before its outcome is kept.
      return random.nextInt(100) < 10 ? new Outcome.Unknown("the node died") : outcome;
    } catch (NotSentException e) {
      return new Outcome.Deferred(Duration.ZERO, "not sent");
    } catch (IOException e) {
      return new Outcome.Unknown("lost: " + e.getMessage());
    } finally {
      recover();
      spoilt = 0;
    }
  }

  private void breakSomething() {
    int dice = random.nextInt(100);
    if (dice < 40) {
      network.failNext(fault());
    } else if (dice < 50) {
      network.failNextPreparation(fault());
    } else if (dice < 60) {
      spoilt = 1 + random.nextInt(2);
    } else if (dice < 66) {
      network.failAlways(fault());
    }
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
    patience = slow ? WHILE_STALLED : PATIENCE;
    return slow ? new Fault.Stalled() : faults.get(random.nextInt(faults.size()));
  }

  /** Asks the network as the engine does; {@code FAILED}: the post may be sent again. */
  private End inquire(Connector connector, Delivery delivery) throws InterruptedException {
    Network said = connector.network();
    Instant unknown = clock.instant();
    Instant shown = unknown.plus(max(said.showsWithin(), LEAST_TO_SHOW));
    for (int time = 0; time < 100; time++) {
      pass(Duration.ZERO, RECONCILE_AFTER);
      Reconciliation answer = ask(connector, delivery);
      if (answer instanceof Reconciliation.Found) {
        return End.SENT;
      }
      if (answer instanceof Reconciliation.AskLater later) {
        pass(RECONCILE_AFTER, later.after());
        continue;
      }
      boolean absent = answer instanceof Reconciliation.NotThere;
      boolean proves = absent && !clock.instant().isBefore(shown);
      if (proves
          || clock
              .instant()
              .isBefore(delivery.started().plus(max(said.idempotentFor(), Duration.ZERO)))) {
        return End.FAILED;
      }
      if (!absent || said.showsWithin().compareTo(Network.FOREVER) >= 0) {
        return End.PERSON;
      }
      pass(Duration.ZERO, Duration.between(clock.instant(), shown));
    }
    return End.PERSON;
  }

  private Reconciliation ask(Connector connector, Delivery delivery) throws InterruptedException {
    if (!(connector instanceof Reconciler reconciler)) {
      return new Reconciliation.CannotTell("nobody can be asked");
    }
    if (random.nextInt(100) < 30) {
      network.failAlways(fault());
    }
    try {
      return reconciler.find(withoutPictures(delivery));
    } catch (IOException e) {
      return new Reconciliation.AskLater(RECONCILE_AFTER, "" + e.getMessage());
    } finally {
      recover();
    }
  }

  private void recover() {
    network.recover();
    patience = PATIENCE;
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

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private void pass(Duration least, Duration asked) {
    clock.pass(max(asked, least));
  }

  /** A post with a link; each second one has the page's picture, each fourth attaches it. */
  private static Post post(int number, String words, Limits limits) {
    URI link = URI.create("https://www.example.org/news/" + number + ".html?utm_source=x");
    boolean pictures = limits.takes(Shape.IMAGES);
    boolean bare = limits.takes(Shape.LINK) || limits.takes(Shape.TEXT);
    List<Media> images =
        pictures && (number % 2 == 0 || !bare) ? List.of(picture(number)) : List.of();
    return Post.builder(limits.linkBeside() ? words : words + " " + link)
        .link(link)
        .title(words)
        .description("What happened")
        .images(images)
        .attached(pictures && (number % 4 == 0 || !bare))
        .build();
  }

  private static Media picture(int number) {
    return Media.of(new byte[] {1, 2, (byte) number}, "image/jpeg", 1200, 630)
        .alt("A door")
        .source(URI.create("https://www.example.org/door.jpg?" + number));
  }

  @Override
  public void close() {
    http.close();
  }
}
