// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.threads;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Authorization;
import dev.smo.connector.Authorizer;
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
import dev.smo.connector.Quota;
import dev.smo.connector.Reconciler;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Reply;
import dev.smo.connector.ReplyModerator;
import dev.smo.connector.Responder;
import dev.smo.connector.Retractor;
import dev.smo.connector.Shape;
import dev.smo.connector.SignIn;
import dev.smo.connector.SignInRequest;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.connectors.Followers;
import dev.smo.connectors.Json;
import dev.smo.connectors.Urls;
import dev.smo.connectors.meta.ContainerApi;
import dev.smo.connectors.meta.ContainerMaker;
import dev.smo.connectors.meta.ContainerNetwork;
import dev.smo.connectors.meta.GraphError;
import dev.smo.connectors.meta.LongLivedLogin;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Posts on Threads. docs/connectors/threads.md tells an account's owner what to do. */
@Component(service = Connector.class)
public final class ThreadsConnector
    implements Connector,
        Reconciler,
        Verifier,
        Retractor,
        Insights,
        Conversations,
        Responder,
        ReplyModerator,
        SignIn,
        Authorizer {
  private static final URI SERVER = URI.create("https://graph.threads.net");
  private static final URI PAGE = URI.create("https://www.threads.net/oauth/authorize");

  static final ContainerNetwork ITS =
      new ContainerNetwork(
          "Threads",
          "v1.0",
          "threads",
          "IMAGE",
          "threads_publishing_limit",
          "quota_usage,config,reply_quota_usage,reply_config",
          "status",
          "error_message",
          "th");

  private static final String SCOPES =
      "threads_basic,threads_content_publish,threads_read_replies,threads_manage_replies,"
          + "threads_manage_insights,threads_delete";

  /** Of a post with pictures, the link stands behind the words; so long may it be. */
  private static final int LINK_ROOM = 200;

  static final Network NETWORK =
      Network.builder("threads", "Threads")
          .connectionFields(
              Field.of(Field.Kind.SECRET, ContainerApi.TOKEN, "Access token of the account")
                  .help("Sign in, and leave this empty. Or take one that holds for sixty days.")
                  .required())
          .applicationFields(
              Field.of(Field.Kind.TEXT, "clientId", "Threads app ID")
                  .help("On developers.facebook.com: your app, Use cases, Threads API, Settings.")
                  .required(),
              Field.of(Field.Kind.SECRET, "clientSecret", "Threads app secret")
                  .help("Beside the app ID; it is not that of Facebook.")
                  .required())
          .postFields(
              Field.of(Field.Kind.CHOICE, ContainerWriter.REPLIES, "Who may answer")
                  .choices(
                      new Field.Choice("everyone", "Everybody"),
                      new Field.Choice("accounts_you_follow", "Those whom the account follows"),
                      new Field.Choice("mentioned_only", "Those who are mentioned"),
                      new Field.Choice("followers_only", "Followers"))
                  .byDefault("everyone"),
              Field.of(Field.Kind.TEXT, ContainerWriter.TOPIC, "Topic")
                  .help("Up to 50 characters, without full stop and &.")
                  .placeholder("Museums")
                  .pattern(Pattern.compile("[^.&]{1,50}+")))
          .metrics(Metric.LIKES, Metric.REPOSTS, Metric.REPLIES, Metric.QUOTES, Metric.VIEWS)
          .showsWithin(Duration.ofMinutes(5))
          .words(ThreadsConnector.class, "dev.smo.connectors.words")
          .build();

  private static final Limits LIMITS =
      Limits.builder(ThreadsLength.MAX, ThreadsLength::of)
          .maxLength(Shape.IMAGES, ThreadsLength.MAX - LINK_ROOM)
          .linkBeside()
          .loadedByNetwork()
          // So that hardly any is to be drawn anew.
          .images(List.of("image/jpeg", "image/png"), 8_000_000, 10_000)
          .aspect(0.1, 10)
          .maxImages(10)
          .maxAltLength(ContainerMaker.MAX_ALT)
          .maxHashtags(1)
          // Steps are kept of each part, of which there are no more than a hundred.
          .maxThread(5)
          .build();

  private final ContainerApi api;
  private final LongLivedLogin login;
  private final ThreadWriter writer;
  private final ThreadFinder finder;
  private final ThreadsAudience audience;

  @Activate
  public ThreadsConnector(@Reference Outbound outbound) {
    this(outbound, Clock.systemUTC(), SERVER, PAGE);
  }

  /**
   * @param server address of the API
   * @param page where people agree
   */
  ThreadsConnector(Outbound outbound, Clock clock, URI server, URI page) {
    api = new ContainerApi(outbound, clock, server, ITS);
    login =
        new LongLivedLogin(
            api, new LongLivedLogin.Addresses(page, server.resolve("/oauth/access_token")), SCOPES);
    writer = new ThreadWriter(api);
    finder = new ThreadFinder(api);
    audience = new ThreadsAudience(api);
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
  public Optional<Quota> quota(Answer answer, Instant now) {
    return api.quota(answer, now);
  }

  /** Something to do with a connection that says all that is needed. */
  @FunctionalInterface
  private interface Action {
    Outcome run() throws IOException, InterruptedException;
  }

  private Outcome complete(Connection connection, Action action)
      throws IOException, InterruptedException {
    Optional<String> missing = api.missing(connection);
    return missing.isPresent() ? new Outcome.Unauthorised(missing.get()) : action.run();
  }

  @Override
  public Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    return complete(delivery.connection(), () -> writer.publish(delivery));
  }

  @Override
  public Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
    Optional<String> missing = api.missing(delivery.connection());
    return missing.isPresent()
        ? new Reconciliation.CannotTell(missing.get())
        : finder.find(delivery);
  }

  @Override
  public Verification verify(Connection connection) throws IOException, InterruptedException {
    Optional<String> missing = api.missing(connection);
    if (missing.isPresent()) {
      return new Verification.Invalid(missing.get());
    }
    Answer answer = api.send(api.get("me", Map.of("fields", "id,username"), connection));
    if (!answer.ok()) {
      GraphError error = GraphError.of(answer);
      String reason = connection.redact(error.reason());
      return switch (error.kind()) {
        case THROTTLED, UNKNOWN -> new Verification.Unreachable("Threads answered " + reason);
        default -> new Verification.Invalid("Sign in on Threads again. It says: " + reason);
      };
    }
    JsonNode me = Json.of(answer);
    String name = me.path("username").asText();
    if (name.isEmpty()) {
      throw new IOException("Threads answered without naming the account");
    }
    URI profile = URI.create("https://www.threads.com/@" + Urls.encode(name));
    Map<String, String> followers = Map.of("metric", "followers_count");
    return new Verification.Valid(
        "@" + name,
        profile,
        Optional.empty(),
        Followers.asked(
            api.outbound(),
            api.get("me/threads_insights", followers, connection),
            "/data/0/total_value/value"));
  }

  @Override
  public Outcome retract(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    return complete(connection, () -> audience.delete(post, connection));
  }

  @Override
  public Engagement engagement(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    return audience.counts(post, connection);
  }

  @Override
  public List<Reply> replies(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    return audience.replies(post, connection);
  }

  @Override
  public Outcome hide(RemotePost reply, Connection connection)
      throws IOException, InterruptedException {
    return complete(connection, () -> audience.hide(reply, /* hidden= */ true, connection));
  }

  @Override
  public Outcome show(RemotePost reply, Connection connection)
      throws IOException, InterruptedException {
    return complete(connection, () -> audience.hide(reply, /* hidden= */ false, connection));
  }

  @Override
  public URI address(SignInRequest request) {
    return login.address(request);
  }

  @Override
  public Authorization redeem(String code, SignInRequest request)
      throws IOException, InterruptedException {
    return login.redeem(code, request);
  }

  @Override
  public Authorization authorize(Connection connection) throws IOException, InterruptedException {
    return login.renew(connection);
  }
}
