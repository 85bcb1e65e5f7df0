package dev.smo.delivery;

import dev.smo.connections.Connectors;
import dev.smo.connections.NetworkCalls;
import dev.smo.connections.Sessions;
import dev.smo.connector.Delivery;
import dev.smo.connector.Reconciler;
import dev.smo.connector.Reconciliation;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.Connection;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what became of a post whose answer was lost. It never sends anything. */
@Component(service = PostReconciler.class, configurationPid = "dev.smo.delivery.PostSender")
public class PostReconciler {
  private static final Logger LOG = LoggerFactory.getLogger(PostReconciler.class);

  private final Ledger ledger;
  private final Connectors networks;
  private final Sessions sessions;
  private final NetworkCalls calls;
  private final DeliverySettings settings;
  private final Transitions returns;
  private final Clock clock;

  @Activate
  public PostReconciler(
      @Reference Ledger ledger,
      @Reference Connectors networks,
      @Reference Sessions sessions,
      @Reference NetworkCalls calls,
      DeliverySettings settings) {
    this(ledger, networks, sessions, calls, settings, Clock.systemUTC());
  }

  public PostReconciler(
      Ledger ledger,
      Connectors networks,
      Sessions sessions,
      NetworkCalls calls,
      DeliverySettings settings,
      Clock clock) {
    this.ledger = ledger;
    this.networks = networks;
    this.sessions = sessions;
    this.calls = calls;
    this.settings = settings;
    this.returns = new Transitions(settings, clock);
    this.clock = clock;
  }

  /** Asks for a post if it is still unknown; leaves it alone otherwise. */
  public void inquire(String id) throws InterruptedException {
    Optional<PostRecord> unknown = ledger.find(id).filter(post -> post.state() == State.UNKNOWN);
    if (unknown.isEmpty()) {
      return;
    }
    PostRecord post = unknown.get();
    Optional<Reconciler> reconciler = networks.find(Reconciler.class, post.text(Key.NETWORK));
    Sessions.Opened opened = sessions.open(post.text(Key.CONNECTION));
    Reconciliation answer;
    if (opened instanceof Sessions.Opened.Refused refused) {
      answer = new Reconciliation.CannotTell(refused.reason());
    } else if (opened instanceof Sessions.Opened.Ready ready && reconciler.isPresent()) {
      try {
        answer = ask(post, reconciler.get(), ready.connection());
      } catch (IOException | RuntimeException | Error e) {
        LOG.info("Asking for {} failed", post, e);
        change(post, record -> askAgain(record, "The network could not be asked: " + e));
        return;
      }
    } else if (opened instanceof Sessions.Opened.Later later) {
      change(post, record -> askAgain(record, later.reason()));
      return;
    } else {
      answer = new Reconciliation.CannotTell("This network cannot be asked.");
    }
    change(post, record -> decide(record, answer));
  }

  private Reconciliation ask(PostRecord post, Reconciler reconciler, Connection connection)
      throws IOException, InterruptedException {
    Delivery delivery =
        new Delivery(
            post.id(),
            connection,
            PostContent.post(post, Optional.empty()),
            post.attempt(),
            post.time(Key.STARTED).orElseThrow());
    return calls.call(
        () -> reconciler.find(delivery), Duration.ofSeconds(settings.sendTimeoutSeconds()));
  }

  private PostRecord decide(PostRecord post, Reconciliation answer) {
    if (answer instanceof Reconciliation.Found found) {
      return returns.sent(post, found.post(), "The answer was lost, but the network has it.");
    }
    boolean mayRepeat = post.number(Key.RETURNS) <= settings.mostReturns();
    if (answer instanceof Reconciliation.NotThere && mayRepeat) {
      return again(post, "The network does not have it.");
    }
    // The same id once more is harmless where the network is idempotent, but its memory ends.
    boolean firstTime = post.number(Key.RETURNS) <= 1;
    if (firstTime && networks.idempotent(post.text(Key.NETWORK))) {
      return again(post, "The answer was lost; repeated under the same id.");
    }
    String why =
        answer instanceof Reconciliation.CannotTell cannot ? cannot.reason() : "Tried too often.";
    return person(post, why);
  }

  private PostRecord again(PostRecord post, String reason) {
    return post.to(State.SCHEDULED, reason).with(Key.DUE, Instant.now(clock));
  }

  private PostRecord askAgain(PostRecord post, String reason) {
    int count = post.number(Key.RETURNS);
    return count >= settings.mostReturns() ? person(post, reason) : returns.unknown(post, reason);
  }

  private static PostRecord person(PostRecord post, String why) {
    return post.to(State.NEEDS_ATTENTION, "It may be out, and nobody can say: " + why)
        .with(Key.DUE, null);
  }

  private void change(PostRecord post, java.util.function.UnaryOperator<PostRecord> change) {
    ledger
        .update(post.id(), State.UNKNOWN, change::apply)
        .ifPresent(r -> LOG.info("{} is {}: {}", r, r.state(), r.text(Key.REASON)));
  }
}
