// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.ApplicationRegistrar;
import dev.smo.connector.Authorization;
import dev.smo.connector.CardStyle;
import dev.smo.connector.CardStyle.Part;
import dev.smo.connector.Connector;
import dev.smo.connector.Conversations;
import dev.smo.connector.Delivery;
import dev.smo.connector.Editor;
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
import dev.smo.connector.ReplyLiker;
import dev.smo.connector.Responder;
import dev.smo.connector.Retractor;
import dev.smo.connector.ServerLimits;
import dev.smo.connector.SignIn;
import dev.smo.connector.SignInRequest;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.connectors.Followers;
import dev.smo.connectors.Json;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.post.Application;
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

/**
 * Posts on Mastodon and servers that speak its API. The endpoint is the instance; docs/connectors/
 * mastodon.md tells an account's owner what to do.
 */
@Component(service = Connector.class)
public final class MastodonConnector
    implements Connector,
        Reconciler,
        Verifier,
        Retractor,
        Editor,
        Insights,
        Conversations,
        Responder,
        ReplyLiker,
        SignIn,
        ApplicationRegistrar,
        ServerLimits {
  private static final Field.Choice[] VISIBILITIES = {
    new Field.Choice("public", "Everybody"),
    new Field.Choice("unlisted", "Everybody, but not in public time lines"),
    new Field.Choice("private", "Followers"),
    new Field.Choice("direct", "People who are mentioned")
  };

  static final Network NETWORK =
      Network.builder("mastodon", "Mastodon")
          .color("#6364ff")
          .endpoint(Network.Endpoint.MANDATORY)
          .connectionFields(
              Field.of(Field.Kind.SECRET, "token", "Access token")
                  .help(
                      "Sign in, and leave this empty. Or, on the instance: Preferences, Development,"
                          + " New application, with the scopes read:accounts, read:statuses,"
                          + " write:statuses and write:media. Then open the application and copy"
                          + " your access token.")
                  .required(),
              Field.of(Field.Kind.CHOICE, "visibility", "Visibility")
                  .help("Who sees the posts.")
                  .choices(VISIBILITIES)
                  .byDefault("public"))
          .postFields(
              Field.of(Field.Kind.TEXT, StatusSender.WARNING, "Content warning")
                  .help("Readers see it first and open the post with a click. Counts as words do."),
              Field.of(Field.Kind.CHOICE, StatusSender.VISIBILITY, "Visibility")
                  .help("Who sees the post. Nothing chosen: as the connection says.")
                  .choices(VISIBILITIES),
              Field.of(Field.Kind.SWITCH, StatusSender.SENSITIVE, "Sensitive pictures")
                  .help("Hidden until readers click on them."),
              Field.of(Field.Kind.CHOICE, StatusSender.QUOTES, "Who may quote")
                  .help("Mastodon 4.5 and later. Nothing chosen: as the account has set it.")
                  .choices(
                      new Field.Choice("public", "Everybody"),
                      new Field.Choice("followers", "Followers"),
                      new Field.Choice("nobody", "Nobody")))
          .card(
              CardStyle.of(100, 130)
                  .parts(Part.PICTURE, Part.SITE, Part.TITLE, Part.DESCRIPTION, Part.CREATOR)
                  .framing(
                      (width, height, large) ->
                          width > height && height >= 200
                              ? CardStyle.Frame.WIDE
                              : CardStyle.Frame.SQUARE))
          .idempotentFor(StatusSender.KEY_HOLDS)
          .metrics(Metric.LIKES, Metric.REPOSTS, Metric.REPLIES, Metric.QUOTES)
          .words(MastodonConnector.class, "dev.smo.connectors.words")
          .build();

  private final Api api;
  private final Instances instances;
  private final StatusSender sender;
  private final MastodonEngagement audience;
  private final InstanceLogin login;

  @Activate
  public MastodonConnector(@Reference Outbound outbound) {
    this(outbound, Clock.systemUTC(), duration -> Thread.sleep(duration.toMillis()));
  }

  MastodonConnector(Outbound outbound, Clock clock, MediaUpload.Pause pause) {
    api = new Api(outbound, clock);
    instances = new Instances(api, clock);
    sender = new StatusSender(api, clock, new MediaUpload(api, clock, pause));
    audience = new MastodonEngagement(api);
    login = new InstanceLogin(api, outbound, clock);
  }

  @Override
  public Network network() {
    return NETWORK;
  }

  @Override
  public Optional<Quota> quota(Answer answer, Instant now) {
    return Api.quota(answer);
  }

  @Override
  public Limits limits(Connection connection) {
    return instances.of(connection).limits();
  }

  @Override
  public Limits limits(Connection connection, Map<String, String> options) {
    return instances.of(connection).limits(options.getOrDefault(StatusSender.WARNING, ""));
  }

  @Override
  public String readLimits(Connection connection) throws IOException, InterruptedException {
    return instances.ask(connection);
  }

  @Override
  public Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    Optional<String> missing = Api.missing(connection);
    if (missing.isPresent()) {
      return new Outcome.Unauthorised(missing.get());
    }
    Outcome outcome = sender.publish(delivery, instances.refreshed(connection));
    if (outcome instanceof Outcome.Rejected) {
      // It may take less by now than it did when it was asked; the engine looks at the limits then.
      instances.refresh(connection);
    }
    return outcome;
  }

  @Override
  public Outcome edit(RemotePost post, Delivery delivery) throws IOException, InterruptedException {
    Optional<String> missing = Api.missing(delivery.connection());
    return missing.isPresent()
        ? new Outcome.Unauthorised(missing.get())
        : sender.edit(post, delivery, instances.refreshed(delivery.connection()));
  }

  @Override
  public Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
    Optional<String> missing = Api.missing(delivery.connection());
    return missing.isPresent()
        ? new Reconciliation.CannotTell(missing.get())
        : sender.find(delivery, instances.refreshed(delivery.connection()));
  }

  @Override
  public Verification verify(Connection connection) throws IOException, InterruptedException {
    Optional<String> missing = Api.missing(connection);
    if (missing.isPresent()) {
      return new Verification.Invalid(missing.get());
    }
    Answer answer = api.send(api.request("GET", "/api/v1/accounts/verify_credentials", connection));
    if (!answer.ok()) {
      Outcome refused = api.refused(answer, connection);
      return refused instanceof Outcome.Unauthorised unauthorised
          ? new Verification.Invalid(unauthorised.reason())
          : new Verification.Unreachable("The instance answered " + Api.reason(answer));
    }
    instances.refreshed(connection);
    JsonNode account = Json.of(answer);
    String name = "@" + account.path("acct").asText() + "@" + answer.uri().getHost();
    try {
      URI profile = answer.uri().resolve(account.path("url").asText("/"));
      return new Verification.Valid(
          name, profile, Optional.empty(), Followers.of(account.path("followers_count")));
    } catch (IllegalArgumentException e) {
      return new Verification.Unreachable("The instance names no usable address of the account");
    }
  }

  @Override
  public Outcome retract(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    Optional<String> missing = Api.missing(connection);
    if (missing.isPresent()) {
      return new Outcome.Unauthorised(missing.get());
    }
    String path = "/api/v1/statuses/" + post.id();
    Answer answer = api.send(api.request("DELETE", path, connection));
    if (!answer.ok() && answer.status() != 404) {
      return api.refused(answer, connection);
    }
    // Servers were seen that answer 404 and leave it there.
    Answer left = api.send(api.request("GET", path, connection));
    if (left.ok()) {
      return new Outcome.Unknown("The instance still shows the status that it was to delete");
    }
    boolean gone = answer.ok() || left.status() == 404 || left.status() == 410;
    return gone ? new Outcome.Published(post) : api.refused(left, connection);
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
  public List<Reply> replies(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    return audience.replies(post, connection);
  }

  @Override
  public Outcome like(RemotePost reply, boolean liked, Connection connection)
      throws IOException, InterruptedException {
    Optional<String> missing = Api.missing(connection);
    if (missing.isPresent()) {
      return new Outcome.Unauthorised(missing.get());
    }
    String path = "/api/v1/statuses/" + reply.id() + (liked ? "/favourite" : "/unfavourite");
    Answer answer = api.send(api.request("POST", path, connection));
    if (answer.ok() || (!liked && answer.status() == 404)) {
      return new Outcome.Published(reply);
    }
    if (answer.status() == 404) {
      return new Outcome.Rejected("Its author has deleted it");
    }
    // The token posts as before, so the account is well.
    return answer.status() == 403
        ? new Outcome.Rejected(
            "The token may not like anything: sign in again, or make one with the scope"
                + " write:favourites. "
                + connection.redact(Api.reason(answer)))
        : api.refused(answer, connection);
  }

  /** Who is not named in an answer is not told of it. */
  @Override
  public String opening(RemotePost reply, Connection connection)
      throws IOException, InterruptedException {
    return "@" + audience.author(reply, connection) + " ";
  }

  @Override
  public Application register(URI server, URI redirect) throws IOException, InterruptedException {
    return login.register(server, redirect);
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
}
