package dev.smo.connectors.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Connector;
import dev.smo.connector.Conversations;
import dev.smo.connector.Delivery;
import dev.smo.connector.Engagement;
import dev.smo.connector.Insights;
import dev.smo.connector.Limits;
import dev.smo.connector.NetworkConnector;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciler;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Reply;
import dev.smo.connector.Retractor;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.connectors.Json;
import dev.smo.connectors.mastodon.MediaUpload.Uploaded;
import dev.smo.outbound.Answer;
import dev.smo.outbound.NotSentException;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Posts on Mastodon and servers that speak its API. The endpoint is the instance; docs/connectors/
 * mastodon.md tells an account's owner what to do.
 */
@Component(
    service = {
      Connector.class,
      Reconciler.class,
      Verifier.class,
      Retractor.class,
      Insights.class,
      Conversations.class
    })
@NetworkConnector(
    network = "mastodon",
    label = "Mastodon",
    idempotent = true,
    settings = "visibility",
    secrets = "token")
public final class MastodonConnector
    implements Connector, Reconciler, Verifier, Retractor, Insights, Conversations {
  // Mastodon forgets a key after an hour; some minutes are for clocks that differ.
  private static final Duration KEY_HOLDS = Duration.ofMinutes(50);

  private final Api api;
  private final Clock clock;
  private final Instances instances;
  private final MediaUpload media;
  private final StatusFinder finder;
  private final MastodonEngagement audience;

  @Activate
  public MastodonConnector(@Reference Outbound outbound) {
    this(outbound, Clock.systemUTC(), duration -> Thread.sleep(duration.toMillis()));
  }

  MastodonConnector(Outbound outbound, Clock clock, MediaUpload.Pause pause) {
    this.clock = clock;
    api = new Api(outbound, clock);
    instances = new Instances(api, clock);
    media = new MediaUpload(api, pause);
    finder = new StatusFinder(api);
    audience = new MastodonEngagement(api);
  }

  @Override
  public Limits limits(Connection connection) {
    return instances.of(connection).limits();
  }

  @Override
  public Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    Optional<String> missing = Api.missing(connection);
    if (missing.isPresent()) {
      return new Outcome.Unauthorised(missing.get());
    }
    MastodonInstance instance = instances.refreshed(connection);
    if (!instance.limits().fits(delivery.post().text())) {
      return new Outcome.Rejected(
          "Longer than the " + instance.maxCharacters() + " characters that the instance takes");
    }
    if (delivery.attempt() > 1) {
      Optional<Outcome> before = before(delivery);
      if (before.isPresent()) {
        return before.get();
      }
    }
    Map<String, List<String>> fields = fields(delivery.post(), connection);
    if (delivery.post().imageInstead()) {
      Uploaded uploaded =
          media.upload(
              delivery.post().image().orElseThrow(), instance.descriptionLength(), connection);
      if (uploaded instanceof Uploaded.Failed failed) {
        return failed.outcome();
      }
      fields.put("media_ids[]", List.of(((Uploaded.Ready) uploaded).id()));
    }
    Request request = api.request("POST", "/api/v1/statuses", connection).form(fields);
    Answer answer = api.send(request.header("Idempotency-Key", delivery.id()));
    return answer.ok()
        ? new Outcome.Published(Api.status(Json.of(answer)))
        : api.refused(answer, connection);
  }

  /**
   * What an earlier attempt left. The key alone would not do: it is forgotten after an hour,
   * repeats were answered with 500 in a release of 2026 (mastodon/mastodon#40399), and compatible
   * servers may not know it.
   */
  private Optional<Outcome> before(Delivery delivery) throws IOException, InterruptedException {
    Reconciliation before;
    try {
      before = finder.find(delivery);
    } catch (NotSentException e) {
      throw e;
    } catch (IOException e) {
      before = new Reconciliation.CannotTell("The instance cannot be asked now");
    }
    if (before instanceof Reconciliation.Found found) {
      return Optional.of(new Outcome.Published(found.post()));
    }
    boolean keyHolds = delivery.started().plus(KEY_HOLDS).isAfter(clock.instant());
    return before instanceof Reconciliation.CannotTell unsure && !keyHolds
        ? Optional.of(new Outcome.Unknown(unsure.reason()))
        : Optional.empty();
  }

  private static Map<String, List<String>> fields(Post post, Connection connection) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    fields.put("status", List.of(post.text()));
    fields.put("visibility", List.of(connection.setting("visibility").orElse("public")));
    if (!post.language().getLanguage().isEmpty()) {
      fields.put("language", List.of(post.language().getLanguage()));
    }
    return fields;
  }

  @Override
  public Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
    Optional<String> missing = Api.missing(delivery.connection());
    return missing.isPresent()
        ? new Reconciliation.CannotTell(missing.get())
        : finder.find(delivery);
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
      return new Verification.Valid(name, profile, Optional.empty());
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
    Answer answer = api.send(api.request("DELETE", "/api/v1/statuses/" + post.id(), connection));
    boolean gone = answer.ok() || answer.status() == 404;
    return gone ? new Outcome.Published(post) : api.refused(answer, connection);
  }

  @Override
  public Engagement engagement(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    JsonNode status = audience.status(post, connection);
    return new Engagement(
        status.path("favourites_count").asLong(),
        status.path("reblogs_count").asLong(),
        status.path("replies_count").asLong(),
        status.path("quotes_count").asLong(),
        OptionalLong.empty());
  }

  @Override
  public List<Reply> replies(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    return audience.replies(post, connection);
  }
}
