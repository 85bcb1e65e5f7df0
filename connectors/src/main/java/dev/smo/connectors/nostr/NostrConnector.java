// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.nostr;

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
import dev.smo.connector.Reconciler;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Reply;
import dev.smo.connector.Responder;
import dev.smo.connector.Retractor;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.connectors.Part;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Posts notes on Nostr, signed here and given to several relays. docs/connectors/nostr.md tells how
 * to come by a key, and what cannot be taken back.
 */
@Component(service = Connector.class)
public final class NostrConnector
    implements Connector, Verifier, Reconciler, Retractor, Insights, Conversations, Responder {
  /** What relays take that do not say how much. */
  static final int USUAL = 4_000;

  static final Network NETWORK =
      Network.builder("nostr", "Nostr")
          .connectionFields(
              Field.of(Field.Kind.LONG_TEXT, Relays.RELAYS, "Relays")
                  .help("Addresses that begin with wss://, one a line, ten at most.")
                  .placeholder("wss://relay.example.org")
                  .required(),
              Field.of(Field.Kind.SECRET, KeyPair.KEY, "Private key")
                  .help("It begins with nsec1, or has 64 hexadecimal digits.")
                  .required())
          .idempotentFor(Network.FOREVER)
          .metrics(Metric.LIKES, Metric.REPOSTS, Metric.REPLIES)
          .words(NostrConnector.class, "dev.smo.connectors.words")
          .build();

  /** Nobody reads longer ones, and all of it must be out within the time of one call. */
  private static final int MAX_THREAD = 10;

  private static final Duration FOR_ONE_OF_TWO = Duration.ofSeconds(45);

  /** Who tests a connection waits for 45 seconds, and the relays are asked twice. */
  private static final Duration FOR_A_TEST = Duration.ofSeconds(20);

  private static final Duration FOR_ANSWERS = Duration.ofSeconds(50);

  private final Outbound outbound;
  private final Clock clock;
  private final Notes notes;
  private final Map<URI, Integer> most = new ConcurrentHashMap<>();

  @Activate
  public NostrConnector(@Reference Outbound outbound) {
    this(outbound, Clock.systemUTC());
  }

  NostrConnector(Outbound outbound, Clock clock) {
    this.outbound = outbound;
    this.clock = clock;
    notes = new Notes(outbound);
  }

  @Override
  public Network network() {
    return NETWORK;
  }

  /** As much as the relay takes that takes least; in characters, as NIP-11 counts. */
  @Override
  public Limits limits(Connection connection) {
    int least =
        Relays.of(connection, outbound, FOR_ANSWERS).all().stream()
            .mapToInt(relay -> most.getOrDefault(relay.address(), USUAL))
            .min()
            .orElse(USUAL);
    return Limits.builder(least, text -> text.codePointCount(0, text.length()))
        .maxThread(MAX_THREAD)
        .build();
  }

  private static Optional<String> missing(Connection connection) {
    return KeyPair.isThere(connection)
        ? Relays.missing(connection)
        : Optional.of("The connection has no private key that can be read");
  }

  @Override
  public Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    Optional<String> missing = missing(connection);
    if (missing.isPresent()) {
      return new Outcome.Unauthorised(missing.get());
    }
    Limits limits = limits(connection);
    for (Part part : Part.all(delivery.post())) {
      if (!limits.fits(part.post().text(), Limits.shapeOf(part.post()))) {
        return new Outcome.Rejected("Longer than the relays take");
      }
    }
    return notes.publish(delivery, KeyPair.of(connection).orElseThrow());
  }

  @Override
  public Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    Optional<String> missing = missing(connection);
    if (missing.isPresent()) {
      return new Reconciliation.CannotTell(missing.get());
    }
    return notes.find(delivery, KeyPair.of(connection).orElseThrow());
  }

  @Override
  public Outcome retract(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    Optional<String> missing = missing(connection);
    if (missing.isPresent()) {
      return new Outcome.Unauthorised(missing.get());
    }
    KeyPair keys = KeyPair.of(connection).orElseThrow();
    Relays relays = Relays.of(connection, outbound, FOR_ONE_OF_TWO);
    Outcome asked = relays.publish(Note.deletion(post, clock.instant(), keys), post);
    if (!(asked instanceof Outcome.Published)) {
      return asked;
    }
    List<Relays.Heard> heard = relays.ask(Audience.one(post.id()));
    Optional<String> keeper =
        heard.stream()
            .filter(one -> one.has(post.id()))
            .map(one -> String.valueOf(one.relay().getHost()))
            .findFirst();
    if (keeper.isPresent()) {
      return new Outcome.Rejected(
          keeper.get() + " was asked to delete the note, and keeps it all the same");
    }
    Optional<IOException> failure = Relays.failure(heard);
    boolean nobodyTells = heard.stream().allMatch(one -> one.failure() != null);
    if (nobodyTells && failure.isPresent()) {
      throw failure.get();
    }
    return asked;
  }

  @Override
  public Verification verify(Connection connection) throws IOException, InterruptedException {
    Optional<String> missing = missing(connection);
    if (missing.isPresent()) {
      return new Verification.Invalid(missing.get());
    }
    KeyPair keys = KeyPair.of(connection).orElseThrow();
    Relays relays = Relays.of(connection, outbound, FOR_A_TEST);
    List<Relays.Heard> heard = relays.askUntilOneAnswers(Audience.of(keys.owner()));
    if (heard.stream().anyMatch(one -> one.failure() == null)) {
      learn(relays);
      URI profile = URI.create("https://njump.me/" + keys.npub());
      return new Verification.Valid(keys.npub(), profile, Optional.empty());
    }
    IOException failure = Relays.failure(heard).orElseThrow();
    if (failure instanceof RelayRefusedException refused && !refused.later()) {
      return new Verification.Invalid(refused.reason(connection));
    }
    return new Verification.Unreachable(
        connection.redact("No relay answers. " + failure.getMessage()));
  }

  private void learn(Relays relays) throws InterruptedException {
    for (Relay relay : relays.all()) {
      try {
        OptionalInt told = relay.mostCharacters();
        if (told.isPresent()) {
          most.put(relay.address(), told.getAsInt());
        }
      } catch (IOException e) {
        // It said nothing new: what it said before, or what is usual, goes on.
      }
    }
  }

  @Override
  public Engagement engagement(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    return audience(connection).engagement(post);
  }

  @Override
  public List<Reply> replies(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    return audience(connection).replies(post);
  }

  private Audience audience(Connection connection) throws IOException {
    Optional<String> missing = Relays.missing(connection);
    if (missing.isPresent()) {
      throw new IOException(missing.get());
    }
    return new Audience(Relays.of(connection, outbound, FOR_ANSWERS), connection, clock.instant());
  }
}
