package dev.smo.testkit;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.smo.connector.Connector;
import dev.smo.connector.Conversations;
import dev.smo.connector.Delivery;
import dev.smo.connector.Insights;
import dev.smo.connector.Limits;
import dev.smo.connector.Outcome;
import dev.smo.outbound.NotSentException;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The network, the connector and the deliveries that the rules of the contract play with. */
abstract class Scene {
  /** Every secret of {@link #connection} must contain it, so that a leak is seen. */
  protected static final String SECRET = "s3cr3tPartOfEveryT0ken";

  private static final Duration PATIENCE = Duration.ofMillis(900);

  FakeNetwork network;
  private HttpOutbound http;
  Connector connector;
  private final Instant started = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  /** The network, fresh and without posts. */
  protected abstract FakeNetwork network();

  /** The connector, with every optional service that it has, calling out through {@code out}. */
  protected abstract Connector connector(Outbound out);

  /** An account on the network, whose secrets hold {@link #SECRET}. */
  protected abstract Connection connection(URI network);

  /** What the connector's {@code NetworkConnector} annotation says. */
  protected abstract boolean idempotent();

  @BeforeEach
  void startNetwork() {
    network = network();
    http = HttpOutbound.allowing(network.host());
    connector = connector(request -> http.send(request.within(shorter(request.timeout()))));
  }

  @AfterEach
  void stopNetwork() {
    network.close();
    http.close();
  }

  void assertUnknown() throws InterruptedException {
    try {
      assertInstanceOf(Outcome.Unknown.class, publish("first"));
    } catch (NotSentException e) {
      fail("says that nothing was sent", e);
    } catch (IOException e) {
      // Counts as Unknown.
    }
  }

  Outcome publish(String name) throws IOException, InterruptedException {
    return connector.publish(delivery(name, 1));
  }

  /** Publishes and gives all that came of it as text. */
  String publishWhateverComes(String name, int attempt) throws InterruptedException {
    try {
      return connector.publish(delivery(name, attempt)).toString();
    } catch (IOException e) {
      StringBuilder said = new StringBuilder();
      for (Throwable t = e; t != null; t = t.getCause()) {
        said.append(t).append('\n');
      }
      return said.toString();
    }
  }

  static RemotePost published(Outcome outcome) {
    return assertInstanceOf(Outcome.Published.class, outcome).post();
  }

  Connection connection() {
    return connection(network.uri());
  }

  Delivery delivery(String name, int attempt) {
    URI link = URI.create("https://www.example.org/news/" + name.replace(' ', '-') + ".html");
    Post post =
        Post.builder("News about " + name + " " + link + " #news")
            .link(link)
            .title("News about " + name)
            .description("What happened")
            .hashtags(List.of("news"))
            .build();
    return delivery(name, post, attempt);
  }

  Delivery delivery(String name, Post post, int attempt) {
    // Deliveries differ in time as they would in life; the same name is the same delivery.
    Instant began = started.minusMillis(Math.floorMod(name.hashCode(), 60_000));
    return new Delivery("delivery-" + name.hashCode(), connection(), post, attempt, began);
  }

  static String longest(Limits limits, String unit) {
    int low = 1;
    int high = limits.maxLength() + 1;
    while (high - low > 1) {
      int middle = (low + high) / 2;
      if (limits.fits(unit.repeat(middle))) {
        low = middle;
      } else {
        high = middle;
      }
    }
    assertNotEquals(limits.maxLength() + 1, low, "fits more units than the limit has");
    return unit.repeat(low);
  }

  <T> T having(Class<T> service) {
    assumeTrue(service.isInstance(connector), () -> "has no " + service.getSimpleName());
    return service.cast(connector);
  }

  /** A call that reads what came back of a post. */
  @FunctionalInterface
  interface Reader {
    void read(RemotePost post) throws IOException, InterruptedException;
  }

  /** Those that the connector has; a rule about them is skipped where it has none. */
  List<Reader> readers() {
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

  static Fault garbled() {
    return new Fault.Garbled();
  }

  static Duration shorter(Duration timeout) {
    return timeout.compareTo(PATIENCE) < 0 ? timeout : PATIENCE;
  }
}
