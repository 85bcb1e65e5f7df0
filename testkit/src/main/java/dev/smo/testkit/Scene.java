// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Limits;
import dev.smo.connector.Outcome;
import dev.smo.connector.Shape;
import dev.smo.outbound.Answer;
import dev.smo.outbound.NotSentException;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.outbound.http.CallDeadline;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The network, the connector and the deliveries that the rules of the contract play with. */
abstract class Scene {
  /** A word for the secrets of {@link #connection}, so that a leak is seen. */
  protected static final String SECRET = "s3cr3tPartOfEveryT0ken";

  FakeNetwork network;
  private HttpOutbound http;
  Connector connector;
  private Limits taken;
  private Duration patience = Duration.ZERO;
  private final Instant started = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  /** The network, fresh and without posts. */
  protected abstract FakeNetwork network();

  /** The connector, calling out through {@code out}. */
  protected abstract Connector connector(Outbound out);

  /** An account on the network, whose secrets are, or contain, {@link #SECRET}. */
  protected abstract Connection connection(URI network);

  /** How many the fake says that follow the account; empty where it says nothing, as by default. */
  protected OptionalLong followers() {
    return OptionalLong.empty();
  }

  /**
   * Longest wait for one answer of the fake. Only calls that it never answers take so long, so it
   * may be generous.
   */
  protected Duration patience() {
    return Duration.ofMinutes(2);
  }

  @BeforeEach
  void startNetwork() {
    taken = limitsElsewhere();
    network = network();
    patience = patience();
    http = HttpOutbound.allowing(network.host());
    connector = anew();
  }

  /** The connector as another node, or the same after a restart, has it: it knows of no call. */
  Connector anew() {
    return connector(new Patient());
  }

  /** Asked of another network, so that this one is not called before its scene begins. */
  private Limits limitsElsewhere() {
    try (FakeNetwork other = network()) {
      HttpOutbound out = HttpOutbound.allowing(other.host());
      try {
        return connector(out).limits(connection(other.uri()));
      } finally {
        out.close();
      }
    }
  }

  @AfterEach
  void stopNetwork() {
    network.close();
    http.close();
  }

  /** Calls out, and waits as long as this scene has patience. */
  private final class Patient implements Outbound {
    @Override
    public Answer send(Request request) throws IOException, InterruptedException {
      return http.send(within(request));
    }

    @Override
    public List<String> converse(Request opening, String message, Predicate<String> last)
        throws IOException, InterruptedException {
      return http.converse(within(opening), message, last);
    }

    private Request within(Request request) {
      boolean patient = request.timeout().compareTo(patience) > 0;
      return patient ? request.within(patience) : request;
    }
  }

  /** Waits no longer than this from now on. */
  void impatient(Duration longest) {
    patience = longest;
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
    return publish(delivery(name, 1));
  }

  /** Publishes as the engine does: nothing is sent after the deadline. */
  Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    try {
      return told(
          CallDeadline.within(
              Clock.systemUTC(),
              delivery.deadline(),
              answer -> {},
              () -> connector.publish(delivery)));
    } catch (IOException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("publish throws what it does not declare", e);
    }
  }

  /** People read reasons beside the post. */
  private static Outcome told(Outcome outcome) {
    String text = outcome.toString();
    assertFalse(text.contains("Exception") || text.contains("java."), "a reason: " + text);
    return outcome;
  }

  String publishWhateverComes(String name) throws InterruptedException {
    return publishWhateverComes(delivery(name, 1));
  }

  /** Publishes and gives all that came of it as text. */
  String publishWhateverComes(Delivery delivery) throws InterruptedException {
    try {
      return publish(delivery).toString();
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

  /** Whether words hold the kit's word, or a secret of the connection in any writing. */
  boolean leaks(String words) {
    return words.contains(SECRET) || !connection().redact(words).equals(words);
  }

  Delivery delivery(String name, int attempt) {
    return delivery(name, post(name).build(), attempt);
  }

  /** A post with a link; on networks without such posts, with a picture. */
  Post.Builder post(String name) {
    URI link = URI.create("https://www.example.org/news/" + name.replace(' ', '-') + ".html");
    Post.Builder post =
        Post.builder("News about " + name + " " + link + " #news")
            .link(link)
            .title("News about " + name)
            .description("What happened")
            .language(Locale.ENGLISH)
            .hashtags(List.of("news"));
    boolean bare = taken.takes(Shape.LINK) || taken.takes(Shape.TEXT);
    return bare
        ? post
        : post.images(List.of(picture(taken.imageTypes().get(0), "A picture"))).attached(true);
  }

  /** A picture that is not one but by its first bytes, in a shape that the network takes. */
  Media picture(String type, String alt) {
    double aspect = Math.max(1, taken.minAspect());
    aspect = taken.maxAspect() > 0 ? Math.min(aspect, taken.maxAspect()) : aspect;
    String magic =
        switch (type) {
          case "image/jpeg" -> "\u00ff\u00d8\u00ff\u00e0";
          case "image/png" -> "\u0089PNG\r\n\u001a\n";
          case "image/gif" -> "GIF89a";
          case "image/webp" -> "RIFF\u0010\u0000\u0000\u0000WEBP";
          default -> "";
        };
    byte[] bytes = (magic + "of the test kit").getBytes(StandardCharsets.ISO_8859_1);
    return Media.of(bytes, type, (int) (1000 * aspect), 1000)
        .alt(alt)
        .source(URI.create("https://www.example.org/picture"));
  }

  Delivery delivery(String name, Post post, int attempt) {
    return builder(name, post).attempt(attempt).build();
  }

  Delivery.Builder builder(String name, Post post) {
    // Deliveries differ in time as they would in life; the same name is the same delivery.
    Instant began = started.minusMillis(Math.floorMod(name.hashCode(), 60_000));
    return Delivery.builder("delivery-" + name.hashCode(), connection(), post)
        .started(began)
        .deadline(Instant.now().plusSeconds(600));
  }

  static String longest(Limits limits, String unit) {
    int most = limits.maxLength(Shape.TEXT);
    int low = 1;
    int high = most + 1;
    while (high - low > 1) {
      int middle = (low + high) / 2;
      if (limits.fits(unit.repeat(middle), Shape.TEXT)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    assertNotEquals(most + 1, low, "fits more units than the limit has");
    return unit.repeat(low);
  }

  /** Whether the same delivery is one post for some time. */
  boolean idempotent() {
    return !connector.network().idempotentFor().isZero();
  }

  <T> T having(Class<T> service) {
    assumeTrue(service.isInstance(connector), () -> "has no " + service.getSimpleName());
    return service.cast(connector);
  }
}
