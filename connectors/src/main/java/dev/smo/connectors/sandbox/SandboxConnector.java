package dev.smo.connectors.sandbox;

import dev.smo.connector.Connector;
import dev.smo.connector.Conversations;
import dev.smo.connector.Delivery;
import dev.smo.connector.Engagement;
import dev.smo.connector.Insights;
import dev.smo.connector.Limits;
import dev.smo.connector.NetworkConnector;
import dev.smo.connector.Outcome;
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Reconciler;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Reply;
import dev.smo.connector.Retractor;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Posts to the time line in the repository, and goes wrong where a connection asks for it. */
@Component(
    service = {
      Connector.class,
      Reconciler.class,
      Verifier.class,
      Retractor.class,
      Insights.class,
      Conversations.class
    },
    configurationPid = SandboxConnector.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@NetworkConnector(
    network = "sandbox",
    label = "Sandbox",
    idempotent = true,
    settings = {"base", "fault"})
@Designate(ocd = SandboxConnector.Settings.class)
public class SandboxConnector
    implements Connector, Reconciler, Verifier, Retractor, Insights, Conversations {
  static final String PID = "dev.smo.connectors.sandbox";

  private static final String FAULT = "fault";
  private static final int MAX_LENGTH = 500;
  private static final long MAX_IMAGE_BYTES = 2_000_000;
  private static final int MAX_IMAGE_PIXELS = 1600;
  private static final Duration DEFERRED = Duration.ofSeconds(5);

  /** Switches the sandbox on by being there. */
  @ObjectClassDefinition(
      name = "SMO: Sandbox network",
      description = "A network inside the repository, for trying out. Exists while configured.")
  public @interface Settings {
    @AttributeDefinition(
        name = "Slow seconds",
        description = "How long the faults slow and slow-after take, in seconds.")
    int slowSeconds() default 30;
  }

  /** Waits; another one in tests. */
  @FunctionalInterface
  interface Pause {
    void take(Duration length) throws InterruptedException;
  }

  private final Timeline timeline;
  private final Clock clock;
  private final Pause pause;
  private final Duration slow;

  @Activate
  public SandboxConnector(@Reference ResourceResolverFactory factory, Settings settings) {
    this(
        new Timeline(factory),
        Clock.systemUTC(),
        length -> Thread.sleep(length.toMillis()),
        Duration.ofSeconds(settings.slowSeconds()));
  }

  SandboxConnector(Timeline timeline, Clock clock, Pause pause, Duration slow) {
    this.timeline = timeline;
    this.clock = clock;
    this.pause = pause;
    this.slow = slow;
  }

  @Override
  public Limits limits(Connection connection) {
    return new Limits(
        MAX_LENGTH,
        Limits::graphemes,
        MAX_IMAGE_BYTES,
        MAX_IMAGE_PIXELS,
        List.of("image/jpeg", "image/png", "image/webp", "image/gif"));
  }

  @Override
  public Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    if (!limits(delivery.connection()).fits(delivery.post().text())) {
      return new Outcome.Rejected(
          "The text is longer than " + MAX_LENGTH + " characters, which is all the sandbox takes.");
    }
    Optional<SandboxFault> fault =
        SandboxFault.at(delivery.attempt(), delivery.connection().setting(FAULT).orElse("none"));
    if (fault.isEmpty()) {
      return new Outcome.Rejected("The connection's setting fault names no fault.");
    }
    return switch (fault.get()) {
      case NONE -> new Outcome.Published(stored(delivery));
      case REJECT -> new Outcome.Rejected("The sandbox refused the post, as it was told to.");
      case DEFER -> new Outcome.Deferred(DEFERRED, "The sandbox is busy, as it was told to be.");
      case UNAUTHORISED ->
          new Outcome.Unauthorised("The sandbox refused the account, as it was told to.");
      case DUPLICATE -> new Outcome.Duplicate(Optional.of(stored(delivery)));
      case UNKNOWN_BEFORE -> throw new IOException("cut off before the sandbox took the post");
      case UNKNOWN_AFTER -> {
        stored(delivery);
        throw new IOException("cut off after the sandbox took the post");
      }
      case SLOW -> {
        pause.take(slow);
        yield new Outcome.Published(stored(delivery));
      }
      case SLOW_AFTER -> {
        RemotePost post = stored(delivery);
        pause.take(slow);
        yield new Outcome.Published(post);
      }
    };
  }

  @Override
  public Reconciliation find(Delivery delivery) throws IOException {
    String id = Timeline.id(delivery);
    return timeline.has(delivery.connection().id(), id)
        ? new Reconciliation.Found(remote(delivery.connection(), id))
        : new Reconciliation.NotThere();
  }

  @Override
  public Verification verify(Connection connection) {
    String fault = connection.setting(FAULT).orElse("none");
    if (SandboxFault.at(1, fault).isEmpty()) {
      return new Verification.Invalid("There is no fault " + fault + ".");
    }
    return new Verification.Valid(
        connection.label(), address(connection, ""), Optional.<Instant>empty());
  }

  @Override
  public Outcome retract(RemotePost post, Connection connection) throws IOException {
    timeline.remove(connection.id(), post.id());
    return new Outcome.Published(post);
  }

  @Override
  public Engagement engagement(RemotePost post, Connection connection) throws IOException {
    return timeline
        .read(connection.id(), post.id(), SandboxConnector::engagement)
        .orElseThrow(() -> new PostGoneException("The sandbox has no such post"));
  }

  /** Replies are nodes below the post, which a person makes: see docs/connectors/sandbox.md. */
  @Override
  public List<Reply> replies(RemotePost post, Connection connection) throws IOException {
    return timeline
        .read(connection.id(), post.id(), node -> Timeline.replies(node, post))
        .orElseThrow(() -> new PostGoneException("The sandbox has no such post"));
  }

  private static Engagement engagement(Resource post) {
    return new Engagement(
        post.getValueMap().get("likes", 0L),
        post.getValueMap().get("reposts", 0L),
        Timeline.replyNodes(post).size(),
        post.getValueMap().get("quotes", 0L),
        OptionalLong.empty());
  }

  private RemotePost stored(Delivery delivery) throws IOException {
    timeline.store(delivery, Instant.now(clock));
    return remote(delivery.connection(), Timeline.id(delivery));
  }

  private static RemotePost remote(Connection connection, String id) {
    return new RemotePost(id, address(connection, id.substring(id.indexOf('/') + 1)));
  }

  /** On the time line page where the setting {@code base} says which server; else opaque. */
  private static URI address(Connection connection, String anchor) {
    String base = connection.setting("base").orElse("");
    String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    return URI.create(
        root.isEmpty() ? "sandbox:/" + anchor : root + "/cms/smo/timeline.html#" + anchor);
  }
}
