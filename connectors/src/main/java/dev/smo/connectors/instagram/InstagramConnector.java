// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.instagram;

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
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Quota;
import dev.smo.connector.Reconciler;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Reply;
import dev.smo.connector.ReplyModerator;
import dev.smo.connector.Responder;
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
import dev.smo.connectors.meta.GraphAnswers;
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
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Posts on Instagram. docs/connectors/instagram.md tells an account's owner what to do. */
@Component(service = Connector.class, configurationPid = InstagramSettings.PID)
@Designate(ocd = InstagramSettings.class)
public final class InstagramConnector
    implements Connector,
        Reconciler,
        Verifier,
        Insights,
        Conversations,
        Responder,
        ReplyModerator,
        SignIn,
        Authorizer {
  static final Network NETWORK =
      Network.builder("instagram", "Instagram")
          .connectionFields(
              Field.of(Field.Kind.SECRET, ContainerApi.TOKEN, "Access token of the account")
                  .help("Sign in, and leave this empty. Or take one that holds for sixty days.")
                  .required())
          .applicationFields(
              Field.of(Field.Kind.TEXT, "clientId", "Instagram app ID")
                  .help(
                      "On developers.facebook.com: your app, Instagram, API setup with Instagram"
                          + " login.")
                  .required(),
              Field.of(Field.Kind.SECRET, "clientSecret", "Instagram app secret")
                  .help("Beside the app ID; it is not that of Facebook.")
                  .required())
          .metrics(Metric.LIKES, Metric.REPOSTS, Metric.REPLIES, Metric.SAVES, Metric.VIEWS)
          .showsWithin(Duration.ofMinutes(5))
          .words(InstagramConnector.class, "dev.smo.connectors.words")
          .build();

  private static final Limits LIMITS =
      Limits.builder(MediaWriter.MAX_CAPTION, String::length)
          .withoutLinks()
          .onlyWithPicture()
          .loadedByNetwork()
          // So that hardly any is to be drawn anew.
          .images(List.of("image/jpeg"), 8_000_000, 10_000)
          .aspect(0.8, 1.91)
          .maxImages(10)
          .maxAltLength(ContainerMaker.MAX_ALT)
          .maxHashtags(30)
          .build();

  /** An answer is a comment: words alone, and few. */
  private static final Limits ANSWERS =
      Limits.builder(MediaComments.MAX_LENGTH, String::length)
          .maxHashtags(MediaComments.MAX_HASHTAGS)
          .build();

  private static final Map<String, Metric> METRICS =
      Map.of(
          "views", Metric.VIEWS,
          "likes", Metric.LIKES,
          "comments", Metric.REPLIES,
          "shares", Metric.REPOSTS,
          "saved", Metric.SAVES);

  private static final String SCOPES =
      "instagram_business_basic,instagram_business_content_publish,"
          + "instagram_business_manage_comments,instagram_business_manage_insights";

  private final ContainerApi api;
  private final LongLivedLogin login;
  private final MediaWriter writer;
  private final MediaFinder finder;
  private final MediaComments comments;

  @Activate
  public InstagramConnector(@Reference Outbound outbound, InstagramSettings settings) {
    this(outbound, Clock.systemUTC(), settings);
  }

  InstagramConnector(Outbound outbound, Clock clock, InstagramSettings settings) {
    ContainerNetwork its =
        new ContainerNetwork(
            "Instagram",
            settings.version(),
            "media",
            "",
            "content_publishing_limit",
            "quota_usage,config",
            "status_code",
            "status",
            "ig");
    api = new ContainerApi(outbound, clock, URI.create(settings.apiUrl()), its);
    login =
        new LongLivedLogin(
            api,
            new LongLivedLogin.Addresses(
                URI.create(settings.webUrl() + "/oauth/authorize"),
                URI.create(settings.tokenUrl() + "/oauth/access_token")),
            SCOPES);
    writer = new MediaWriter(api);
    finder = new MediaFinder(api);
    comments = new MediaComments(api);
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
  public Optional<Limits> answerLimits(Connection connection) {
    return Optional.of(ANSWERS);
  }

  @Override
  public Optional<Quota> quota(Answer answer, Instant now) {
    return api.quota(answer, now);
  }

  @Override
  public Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    Optional<String> missing = api.missing(delivery.connection());
    if (missing.isPresent()) {
      return new Outcome.Unauthorised(missing.get());
    }
    Optional<RemotePost> above = delivery.post().inReplyTo();
    return above.isPresent() ? comments.answer(above.get(), delivery) : writer.publish(delivery);
  }

  @Override
  public Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
    Optional<String> missing = api.missing(delivery.connection());
    if (missing.isPresent()) {
      return new Reconciliation.CannotTell(missing.get());
    }
    Optional<RemotePost> above = delivery.post().inReplyTo();
    return above.isPresent() ? comments.find(above.get(), delivery) : finder.find(delivery);
  }

  @Override
  public Verification verify(Connection connection) throws IOException, InterruptedException {
    Optional<String> missing = api.missing(connection);
    if (missing.isPresent()) {
      return new Verification.Invalid(missing.get());
    }
    Answer answer =
        api.send(api.get("me", Map.of("fields", "user_id,username,followers_count"), connection));
    if (!answer.ok()) {
      GraphError error = GraphError.of(answer);
      String reason = connection.redact(error.reason());
      return switch (error.kind()) {
        case THROTTLED, UNKNOWN -> new Verification.Unreachable("Instagram answered " + reason);
        default -> new Verification.Invalid("Sign in on Instagram again. It says: " + reason);
      };
    }
    JsonNode me = Json.of(answer);
    String name = me.path("username").asText();
    if (name.isEmpty()) {
      throw new IOException("Instagram answered without naming the account");
    }
    URI profile = URI.create("https://www.instagram.com/" + Urls.encode(name) + "/");
    return new Verification.Valid(
        "@" + name, profile, Optional.empty(), Followers.of(me.path("followers_count")));
  }

  @Override
  public Engagement engagement(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    complete(connection);
    Map<String, String> query = Map.of("metric", String.join(",", METRICS.keySet()));
    Answer answer = api.send(api.get(post.id() + "/insights", query, connection));
    if (api.isGone(answer, connection)) {
      throw new PostGoneException("Instagram has no such post any more");
    }
    JsonNode data = api.read(answer, connection).path("data");
    if (!data.isArray()) {
      throw new IOException("Instagram answered without the numbers of the post");
    }
    return GraphAnswers.counted(data, METRICS);
  }

  private void complete(Connection connection) throws IOException {
    Optional<String> missing = api.missing(connection);
    if (missing.isPresent()) {
      throw new IOException(missing.get());
    }
  }

  @Override
  public List<Reply> replies(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    complete(connection);
    return comments.replies(post, connection);
  }

  @Override
  public Outcome hide(RemotePost reply, Connection connection)
      throws IOException, InterruptedException {
    return hide(reply, /* hidden= */ true, connection);
  }

  @Override
  public Outcome show(RemotePost reply, Connection connection)
      throws IOException, InterruptedException {
    return hide(reply, /* hidden= */ false, connection);
  }

  private Outcome hide(RemotePost reply, boolean hidden, Connection connection)
      throws IOException, InterruptedException {
    Optional<String> missing = api.missing(connection);
    return missing.isPresent()
        ? new Outcome.Unauthorised(missing.get())
        : comments.hide(reply, hidden, connection);
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
