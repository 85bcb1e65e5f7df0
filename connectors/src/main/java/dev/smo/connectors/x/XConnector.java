// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.x;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Authorization;
import dev.smo.connector.Authorizer;
import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Engagement;
import dev.smo.connector.Field;
import dev.smo.connector.Insights;
import dev.smo.connector.Limits;
import dev.smo.connector.Metric;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.connector.Price;
import dev.smo.connector.Quota;
import dev.smo.connector.Reconciler;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Retractor;
import dev.smo.connector.Shape;
import dev.smo.connector.SignIn;
import dev.smo.connector.SignInRequest;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.connectors.Followers;
import dev.smo.connectors.Urls;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Posts on X by its API v2. docs/connectors/x.md tells an account's owner what to do. */
@Component(service = Connector.class)
public final class XConnector
    implements Connector, Reconciler, Verifier, Retractor, Insights, SignIn, Authorizer {
  private static final URI SERVER = URI.create("https://api.x.com");
  private static final URI PAGE = URI.create("https://x.com/i/oauth2/authorize");

  static final Network NETWORK =
      Network.builder("x", "X")
          .connectionFields(
              key("consumerKey", "API key", "Only without signing in: of the application."),
              key("consumerSecret", "API key secret", "Only without signing in."),
              key("accessToken", "Access token", "Only without signing in: of the account."),
              key("accessTokenSecret", "Access token secret", "Only without signing in."))
          .applicationFields(
              Field.of(Field.Kind.TEXT, "clientId", "Client ID")
                  .help("In X's developer console: the app, Keys and tokens, OAuth 2.0.")
                  .required(),
              Field.of(Field.Kind.SECRET, "clientSecret", "Client secret")
                  .help("Beside it. A public client has none."))
          .postFields(
              Field.of(Field.Kind.CHOICE, TweetSender.REPLIES, "Who may answer")
                  .choices(
                      new Field.Choice("everyone", "Everybody"),
                      new Field.Choice("following", "Accounts that this one follows"),
                      new Field.Choice("mentionedUsers", "Accounts that are mentioned"),
                      new Field.Choice("verified", "Verified accounts"))
                  .byDefault("everyone"))
          .metrics(
              Metric.LIKES,
              Metric.REPOSTS,
              Metric.REPLIES,
              Metric.QUOTES,
              Metric.SAVES,
              Metric.VIEWS,
              Metric.CLICKS)
          .price(Shape.TEXT, Price.of("0.015", "USD"))
          .price(Shape.LINK, Price.of("0.200", "USD"))
          // The link stands in the words beside the pictures.
          .price(Shape.IMAGES, Price.of("0.200", "USD"))
          .showsWithin(TweetFinder.LATE)
          .words(XConnector.class, "dev.smo.connectors.words")
          .build();

  private static final Limits LIMITS =
      Limits.builder(TweetSender.MAX_LENGTH, TweetLength::of)
          .images(List.of("image/jpeg", "image/png", "image/webp"), 5_000_000, 4_096)
          .maxImages(4)
          .maxAltLength(XMedia.MAX_ALT)
          // Pictures and parts are kept as steps, of which there are no more than a hundred.
          .maxThread(15)
          .build();

  private final XApi api;
  private final XLogin login;
  private final TweetSender sender;
  private final TweetFinder finder;
  private final XEngagement audience;

  @Activate
  public XConnector(@Reference Outbound outbound) {
    this(outbound, Clock.systemUTC(), SERVER, PAGE);
  }

  /**
   * @param server address of the API
   * @param page where people agree
   */
  XConnector(Outbound outbound, Clock clock, URI server, URI page) {
    api = new XApi(outbound, clock, server);
    login = new XLogin(api, page);
    sender = new TweetSender(api);
    finder = new TweetFinder(api);
    audience = new XEngagement(api);
  }

  private static Field key(String name, String label, String help) {
    return Field.of(Field.Kind.SECRET, name, label).help(help);
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
    return XApi.quota(answer);
  }

  @Override
  public Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    Optional<String> missing = XApi.missing(delivery.connection());
    return missing.isPresent() ? new Outcome.Unauthorised(missing.get()) : sender.publish(delivery);
  }

  @Override
  public Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
    Optional<String> missing = XApi.missing(delivery.connection());
    return missing.isPresent()
        ? new Reconciliation.CannotTell(missing.get())
        : finder.find(delivery);
  }

  @Override
  public Verification verify(Connection connection) throws IOException, InterruptedException {
    Optional<String> missing = XApi.missing(connection);
    if (missing.isPresent()) {
      return new Verification.Invalid(missing.get());
    }
    Answer answer =
        api.send(api.request("GET", "/2/users/me?user.fields=public_metrics", connection));
    if (answer.ok()) {
      JsonNode me = api.me(answer);
      String name = me.path("username").asText();
      URI profile = URI.create("https://x.com/" + Urls.encode(name));
      JsonNode followers = me.path("public_metrics").path("followers_count");
      return new Verification.Valid("@" + name, profile, Optional.empty(), Followers.of(followers));
    }
    String reason = connection.redact(XApi.reason(answer));
    if (XApi.isSpent(answer)) {
      // The keys are good.
      return new Verification.Unreachable("The limit of spending on X is reached: " + reason);
    }
    return answer.status() == 401 || answer.status() == 403
        ? new Verification.Invalid("X refuses the account's session or keys: " + reason)
        : new Verification.Unreachable("X answered " + reason);
  }

  @Override
  public Outcome retract(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    Optional<String> missing = XApi.missing(connection);
    if (missing.isPresent()) {
      return new Outcome.Unauthorised(missing.get());
    }
    Answer answer =
        api.send(api.request("DELETE", "/2/tweets/" + Urls.encode(post.id()), connection));
    boolean gone = answer.ok() || answer.status() == 404;
    return gone ? new Outcome.Published(post) : api.refused(answer, connection);
  }

  @Override
  public Engagement engagement(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    return audience.counts(post, connection);
  }

  @Override
  public Map<String, Engagement> engagements(List<RemotePost> posts, Connection connection)
      throws IOException, InterruptedException {
    return audience.counts(posts, connection);
  }

  @Override
  public URI address(SignInRequest request) throws IOException {
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
