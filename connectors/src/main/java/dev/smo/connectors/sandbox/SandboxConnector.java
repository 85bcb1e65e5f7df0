// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.sandbox;

import dev.smo.connector.Connector;
import dev.smo.connector.Conversations;
import dev.smo.connector.Delivery;
import dev.smo.connector.Engagement;
import dev.smo.connector.Field;
import dev.smo.connector.Insights;
import dev.smo.connector.Limits;
import dev.smo.connector.Metric;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Reconciler;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Reply;
import dev.smo.connector.ReplyLiker;
import dev.smo.connector.ReplyModerator;
import dev.smo.connector.Responder;
import dev.smo.connector.Retractor;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.connectors.Part;
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
import org.apache.sling.api.resource.ValueMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Posts to the time line in the repository, and goes wrong where a connection asks for it. */
@Component(
    service = Connector.class,
    configurationPid = SandboxConnector.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SandboxConnector.Settings.class)
public class SandboxConnector
    implements Connector,
        Reconciler,
        Verifier,
        Retractor,
        Insights,
        Conversations,
        Responder,
        ReplyModerator,
        ReplyLiker {
  static final String PID = "dev.smo.connectors.sandbox";

  /** Words above those of a post. */
  static final String WARNING = "warning";

  private static final String FAULT = "fault";
  private static final String FOLLOWERS = "followers";
  private static final int MAX_LENGTH = 500;
  private static final Limits LIMITS =
      Limits.builder(MAX_LENGTH, Limits::graphemes)
          .images(List.of("image/jpeg", "image/png", "image/webp", "image/gif"), 2_000_000, 1600)
          .maxImages(4)
          .maxThread(20)
          .build();
  private static final Network NETWORK =
      Network.builder("sandbox", "Sandbox")
          .connectionFields(
              Field.of(Field.Kind.URL, "base", "Address of this server")
                  .help("Makes the addresses of posts complete.")
                  .placeholder("http://localhost:8080"),
              Field.of(Field.Kind.CHOICE, FAULT, "Fault")
                  .help("What goes wrong on purpose; with -once at the first attempt only.")
                  .choices(SandboxFault.choices())
                  .byDefault(SandboxFault.NONE.word()),
              Field.of(Field.Kind.NUMBER, FOLLOWERS, "Followers")
                  .help("How many it pretends to have; empty: it does not tell."))
          .postFields(Field.of(Field.Kind.TEXT, WARNING, "Content warning"))
          .idempotentFor(Network.FOREVER)
          .metrics(Metric.LIKES, Metric.REPOSTS, Metric.REPLIES, Metric.QUOTES)
          .words(SandboxConnector.class, "dev.smo.connectors.words")
          .build();
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
  public Network network() {
    return NETWORK;
  }

  @Override
  public Limits limits(Connection connection) {
    return LIMITS;
  }

  @Override
  public Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    if (!Part.all(delivery.post()).stream()
        .allMatch(part -> LIMITS.length(part.post().text()) <= MAX_LENGTH)) {
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
    for (Part part : Part.all(delivery.post())) {
      String id = Timeline.id(delivery, part);
      if (!timeline.has(delivery.connection().id(), id)) {
        return new Reconciliation.NotThere();
      }
      if (delivery.progress().part(part.number()).isEmpty()) {
        part.keep(delivery.progress(), remote(delivery.connection(), id), "");
      }
    }
    return new Reconciliation.Found(first(delivery));
  }

  @Override
  public Verification verify(Connection connection) {
    String fault = connection.setting(FAULT).orElse("none");
    if (SandboxFault.at(1, fault).isEmpty()) {
      return new Verification.Invalid("There is no fault " + fault + ".");
    }
    OptionalLong followers =
        connection
            .setting(FOLLOWERS)
            .filter(number -> number.matches("\\d{1,12}"))
            .map(number -> OptionalLong.of(Long.parseLong(number)))
            .orElseGet(OptionalLong::empty);
    return new Verification.Valid(
        connection.label(), address(connection, ""), Optional.<Instant>empty(), followers);
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

  @Override
  public Outcome hide(RemotePost reply, Connection connection) throws IOException {
    timeline.mark(connection.id(), reply.id(), Timeline.HIDDEN, true);
    return new Outcome.Published(reply);
  }

  @Override
  public Outcome show(RemotePost reply, Connection connection) throws IOException {
    timeline.mark(connection.id(), reply.id(), Timeline.HIDDEN, false);
    return new Outcome.Published(reply);
  }

  @Override
  public Outcome like(RemotePost reply, boolean liked, Connection connection) throws IOException {
    timeline.mark(connection.id(), reply.id(), Timeline.LIKED, liked);
    return new Outcome.Published(reply);
  }

  private static Engagement engagement(Resource post) {
    ValueMap counters = post.getValueMap();
    return Engagement.none()
        .with(Metric.LIKES, counters.get("likes", 0L))
        .with(Metric.REPOSTS, counters.get("reposts", 0L))
        .with(Metric.REPLIES, Timeline.replyNodes(post).size())
        .with(Metric.QUOTES, counters.get("quotes", 0L));
  }

  /** Stores all parts that are not there yet; gives the first. */
  private RemotePost stored(Delivery delivery) throws IOException {
    String answered = delivery.post().inReplyTo().map(RemotePost::id).orElse("");
    for (Part part : Part.all(delivery.post())) {
      if (delivery.progress().of(part.step()).isEmpty()) {
        timeline.store(delivery, part, answered, Instant.now(clock));
        RemotePost out = remote(delivery.connection(), Timeline.id(delivery, part));
        part.keep(delivery.progress(), out, "");
      }
      answered = Timeline.id(delivery, part);
    }
    return first(delivery);
  }

  private static RemotePost first(Delivery delivery) {
    Part first = Part.all(delivery.post()).get(0);
    return remote(delivery.connection(), Timeline.id(delivery, first));
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
