// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engagement;

import dev.smo.connections.Connectors;
import dev.smo.connections.NetworkCalls;
import dev.smo.connections.NetworkClient;
import dev.smo.connections.Sessions;
import dev.smo.connector.Outcome;
import dev.smo.connector.ReplyLiker;
import dev.smo.connector.ReplyModerator;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.post.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hides and likes replies on their networks, and takes that back, while a person waits. All of it
 * may be repeated, so whoever got no answer simply asks again.
 */
@Component(service = ReplyTreatment.class)
public class ReplyTreatment {
  private static final Logger LOG = LoggerFactory.getLogger(ReplyTreatment.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Connectors networks;
  private final Sessions sessions;
  private final NetworkCalls calls;

  @Activate
  public ReplyTreatment(@Reference NetworkClient client) {
    this.networks = client.connectors();
    this.sessions = client.sessions();
    this.calls = client.calls();
  }

  /** Whether replies can be hidden on a network. */
  public boolean hides(String network) {
    return networks.find(ReplyModerator.class, network).isPresent();
  }

  /** Whether replies can be liked on a network. */
  public boolean likes(String network) {
    return networks.find(ReplyLiker.class, network).isPresent();
  }

  /**
   * Hides a reply, or shows it again.
   *
   * @return why that is not done, as a sentence for people; empty where it is
   */
  public Optional<String> hide(ReplyOrigin origin, boolean hidden) throws InterruptedException {
    return treat(
        origin,
        ReplyModerator.class,
        (moderator, connection) ->
            hidden
                ? moderator.hide(origin.reply(), connection)
                : moderator.show(origin.reply(), connection));
  }

  /** Likes a reply as the account that it answers, or takes that back; as hiding does. */
  public Optional<String> like(ReplyOrigin origin, boolean liked) throws InterruptedException {
    return treat(
        origin,
        ReplyLiker.class,
        (liker, connection) -> liker.like(origin.reply(), liked, connection));
  }

  /** What a network is asked to do. */
  private interface Treatment<T> {
    Outcome by(T connector, Connection connection) throws IOException, InterruptedException;
  }

  private <T> Optional<String> treat(ReplyOrigin origin, Class<T> able, Treatment<T> treatment)
      throws InterruptedException {
    PostRecord post = origin.post();
    Optional<T> connector = networks.find(able, post.text(Key.NETWORK));
    if (connector.isEmpty()) {
      return Optional.of("That cannot be done on this network from here.");
    }
    Sessions.Opened opened =
        sessions.openAs(post.text(Key.CONNECTION), post.text(Key.NETWORK), post.text(Key.ACCOUNT));
    if (!(opened instanceof Sessions.Opened.Ready ready)) {
      return Optional.of(opened.reason());
    }
    Outcome outcome =
        sessions.renewing(
            ready,
            connection ->
                calls.outcome(
                    connection, deadline -> treatment.by(connector.get(), connection), PATIENCE));
    if (outcome instanceof Outcome.Published) {
      return Optional.empty();
    }
    String reason = ready.connection().redact(reason(outcome));
    LOG.info("{}: {} is not done: {}", origin.reply().id(), able.getSimpleName(), reason);
    return Optional.of(reason);
  }

  private static String reason(Outcome outcome) {
    if (outcome instanceof Outcome.Rejected rejected) {
      return rejected.reason();
    }
    if (outcome instanceof Outcome.Unauthorised unauthorised) {
      return unauthorised.reason();
    }
    if (outcome instanceof Outcome.Deferred deferred) {
      return "Try again later. " + deferred.reason();
    }
    return outcome instanceof Outcome.Unknown unknown
        ? "It is not known whether it was done. Try again. " + unknown.reason()
        : "The network gave no reason.";
  }
}
