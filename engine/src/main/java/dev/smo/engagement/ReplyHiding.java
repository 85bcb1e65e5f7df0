// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engagement;

import dev.smo.connections.Connectors;
import dev.smo.connections.NetworkCalls;
import dev.smo.connections.NetworkClient;
import dev.smo.connections.Sessions;
import dev.smo.connector.Outcome;
import dev.smo.connector.ReplyModerator;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hides replies on their networks and shows them again, while a person waits. Both may be repeated,
 * so whoever got no answer simply asks again.
 */
@Component(service = ReplyHiding.class)
public class ReplyHiding {
  private static final Logger LOG = LoggerFactory.getLogger(ReplyHiding.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Connectors networks;
  private final Sessions sessions;
  private final NetworkCalls calls;

  @Activate
  public ReplyHiding(@Reference NetworkClient client) {
    this.networks = client.connectors();
    this.sessions = client.sessions();
    this.calls = client.calls();
  }

  /** Whether replies can be hidden on a network. */
  public boolean isPossible(String network) {
    return networks.find(ReplyModerator.class, network).isPresent();
  }

  /**
   * Hides a reply, or shows it again.
   *
   * @return why that is not done, as a sentence for people; empty where it is
   */
  public Optional<String> change(ReplyOrigin origin, boolean hidden) throws InterruptedException {
    PostRecord post = origin.post();
    Optional<ReplyModerator> moderator =
        networks.find(ReplyModerator.class, post.text(Key.NETWORK));
    if (moderator.isEmpty()) {
      return Optional.of("Replies cannot be hidden on this network from here.");
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
                    connection,
                    deadline ->
                        hidden
                            ? moderator.get().hide(origin.reply(), connection)
                            : moderator.get().show(origin.reply(), connection),
                    PATIENCE));
    if (outcome instanceof Outcome.Published) {
      return Optional.empty();
    }
    String reason = ready.connection().redact(reason(outcome));
    LOG.info("{} is not {}: {}", origin.reply().id(), hidden ? "hidden" : "shown", reason);
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
