// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import dev.smo.connections.Connections.WithSession;
import dev.smo.connector.Authorization;
import dev.smo.connector.Authorizer;
import dev.smo.connector.Outcome;
import dev.smo.environment.Environment;
import dev.smo.post.Connection;
import dev.smo.repository.SystemClock;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens connections ready to use. A network's session is renewed shortly before it ends and never
 * for each post; only one renewal of a connection runs at a time, on one node, because most
 * networks take back the old token when they give a new one.
 */
@Component(service = Sessions.class)
public class Sessions {
  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
  private static final Duration EARLY = Duration.ofMinutes(5);

  /** Whoever met with a connection that another node can open tries again after that. */
  private static final Duration LOCKED = Duration.ofSeconds(30);

  private static final Duration CLAIM = Duration.ofMinutes(1);

  /**
   * How long one renewal may take. Shorter than a claim, so that no second renewal begins while a
   * network takes its time.
   */
  public static final Duration LONGEST = Duration.ofSeconds(45);

  private final Connections connections;
  private final Connectors networks;
  private final Clock clock;
  private final Map<String, Object> locks = new ConcurrentHashMap<>();

  /** By connection, what could not be kept. */
  private final Map<String, Unkept> unkept = new ConcurrentHashMap<>();

  private final NetworkCalls calls;
  private final Environment environment;
  private final AccountNames accounts;

  @Activate
  public Sessions(
      @Reference Connections connections,
      @Reference Connectors networks,
      @Reference NetworkCalls calls,
      @Reference Environment environment,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this.connections = connections;
    this.networks = networks;
    this.calls = calls;
    this.environment = environment;
    this.clock = clock;
    this.accounts = new AccountNames(networks, calls, clock);
  }

  /**
   * What a network granted and the repository would not take: many networks refuse the old session
   * from then on, and some lock the account that comes with it again.
   *
   * @param entered of the connection that was renewed
   * @param expires when the session ends that was renewed
   */
  private record Unkept(
      Connections.Entered entered, Optional<Instant> expires, Authorization.Granted granted) {
    private boolean isOf(WithSession before) {
      return entered.equals(before.entered()) && expires.equals(before.expires());
    }
  }

  /** What opening a connection gave. */
  public sealed interface Opened {
    /** Why the connection cannot be used now; empty where it can. */
    String reason();

    /** What comes of a call for which the connection was opened in vain; empty where it can be. */
    default Optional<Outcome> outcome() {
      if (this instanceof Later later) {
        return Optional.of(new Outcome.Deferred(later.after(), later.reason()));
      }
      if (this instanceof Refused refused) {
        return Optional.of(
            refused.repairable()
                ? new Outcome.Unauthorised(refused.reason())
                : new Outcome.Rejected(refused.reason()));
      }
      return this instanceof OtherAccount other
          ? Optional.of(new Outcome.Rejected(other.reason()))
          : Optional.empty();
    }

    /**
     * Use it now, and no longer than one delivery.
     *
     * @param account which account it is, as {@link AccountName#text}, be it only by what was
     *     entered; empty where nobody asked
     */
    record Ready(Connection connection, Connections.Entered entered, String account)
        implements Opened {
      @Override
      public String reason() {
        return "";
      }

      private Ready as(AccountName name) {
        return new Ready(connection, entered, name.text());
      }
    }

    /** It is there, but another account than it was for a post; the reason names both. */
    record OtherAccount(String reason) implements Opened {}

    /**
     * A person must set something right.
     *
     * @param repairable whether there is a connection that can be; else there is none any more
     */
    record Refused(String reason, boolean repairable) implements Opened {}

    /** Try again later. */
    record Later(Duration after, String reason) implements Opened {}
  }

  /** Opens a connection; its session is renewed if it ends within five minutes. */
  public Opened open(String id) throws InterruptedException {
    return open(id, /* renew= */ false);
  }

  /**
   * The same for what was made for a network, such as a post: another network's account may have
   * been given the id since, and its secrets are not for this one.
   */
  public Opened open(String id, String network) throws InterruptedException {
    Opened opened = open(id);
    return opened instanceof Opened.Ready ready && !ready.connection().network().equals(network)
        ? new Opened.OtherAccount("The connection " + id + " is on another network by now.")
        : opened;
  }

  /**
   * The same, and tells which account it is.
   *
   * @param account that for which it must be, as {@link AccountName#text}: another one is not
   *     opened, nor one of which nobody can tell; empty: any
   */
  public Opened openAs(String id, String network, String account) throws InterruptedException {
    return as(open(id, network), account);
  }

  /** Opens a connection whose session the network has just refused. */
  public Opened renew(String id) throws InterruptedException {
    return as(open(id, /* renew= */ true), "");
  }

  private Opened as(Opened opened, String account) throws InterruptedException {
    if (!(opened instanceof Opened.Ready ready)) {
      return opened;
    }
    AccountName entered = AccountName.untold(ready.entered());
    Optional<AccountName> then =
        account.isEmpty() ? Optional.empty() : Optional.of(AccountName.parse(account));
    if (then.filter(AccountName::isUntold).isPresent()) {
      // What the network tells now says nothing about what was entered before.
      return then.get().isSameAs(entered)
          ? ready.as(then.get())
          : new Opened.OtherAccount(
              "The connection "
                  + ready.connection().id()
                  + " was entered anew since this post was sent, and the network did not tell then"
                  + " for which account that was.");
    }
    Optional<AccountName> now = accounts.of(ready.connection(), ready.entered());
    if (now.isEmpty()) {
      return then.isEmpty()
          ? ready.as(entered)
          : new Opened.Later(
              Duration.ofMinutes(1),
              "The network does not tell whether this is still the account " + then.get() + ".");
    }
    if (then.filter(before -> !before.isSameAs(now.get())).isPresent()) {
      return new Opened.OtherAccount(
          "This post belongs to "
              + then.get()
              + ", and the connection "
              + ready.connection().id()
              + " is "
              + now.get()
              + " by now.");
    }
    return ready.as(now.get());
  }

  private Opened open(String id, boolean renew) throws InterruptedException {
    Optional<String> foreign = environment.obstacle();
    if (foreign.isPresent()) {
      return refused(foreign.get());
    }
    synchronized (locks.computeIfAbsent(id, i -> new Object())) {
      Optional<Account> account = connections.find(id);
      if (account.isEmpty()) {
        return new Opened.Refused("There is no connection " + id + ".", false);
      }
      if (!account.get().enabled()) {
        return refused("The connection " + id + " is switched off.");
      }
      if (!account.get().problem().isEmpty()) {
        return refused(account.get().problem());
      }
      WithSession opened;
      try {
        opened = connections.openWithSession(id).orElseThrow();
      } catch (OtherKeyException e) {
        return new Opened.Later(LOCKED, String.valueOf(e.getMessage()));
      } catch (IllegalStateException e) {
        return refused(String.valueOf(e.getMessage()));
      }
      Optional<Authorizer> authorizer = networks.find(Authorizer.class, account.get().network());
      if (authorizer.isEmpty() || (!renew && fresh(opened))) {
        return new Opened.Ready(opened.connection(), opened.entered(), "");
      }
      return authorize(authorizer.get(), opened);
    }
  }

  /** Something to do with a connection that is harmless to do again. */
  @FunctionalInterface
  public interface Repeatable {
    Outcome on(Connection connection) throws InterruptedException;
  }

  /** Does it, and once more with a renewed session where the network refused the first. */
  public Outcome renewing(Opened.Ready ready, Repeatable action) throws InterruptedException {
    Connection connection = ready.connection();
    Outcome outcome = action.on(connection);
    return outcome instanceof Outcome.Unauthorised
            && renewable(connection.network())
            && as(open(connection.id(), /* renew= */ true), ready.account())
                instanceof Opened.Ready renewed
        ? action.on(renewed.connection())
        : outcome;
  }

  /** Whether a network's refusal may be answered by renewing the session. */
  public boolean renewable(String network) {
    return networks.find(Authorizer.class, network).isPresent();
  }

  /** {@link #LONGEST}, or what a test takes for it. */
  Duration longest() {
    return LONGEST;
  }

  /** Why no connection can be opened at all; empty where they can. */
  public Optional<String> obstacle() {
    return environment.obstacle();
  }

  private static Opened.Refused refused(String reason) {
    return new Opened.Refused(reason, true);
  }

  private boolean fresh(WithSession opened) {
    Instant soon = Instant.now(clock).plus(EARLY);
    return opened.expires().filter(expires -> expires.isAfter(soon)).isPresent();
  }

  private Opened authorize(Authorizer authorizer, WithSession before) throws InterruptedException {
    Connection connection = before.connection();
    if (!connections.claim(connection.id(), Instant.now(clock).plus(CLAIM))) {
      return new Opened.Later(
          Duration.ofSeconds(2), "Another node is renewing the connection's session.");
    }
    @Nullable Unkept last = unkept.remove(connection.id());
    if (last != null && last.isOf(before)) {
      return keep(before, last.granted());
    }
    Authorization authorization;
    try {
      authorization =
          calls.call(
              deadline -> authorizer.authorize(connection), longest(), keepingWhatIsLate(before));
    } catch (IOException e) {
      // Whoever has not answered may still give a new session and take back the old one.
      if (!(e instanceof NetworkCalls.NoAnswerException)) {
        connections.release(connection.id());
      }
      String reason = connection.redact(String.valueOf(e.getMessage()));
      LOG.info("Renewing {} failed: {}", connection, reason);
      return new Opened.Later(
          Duration.ofSeconds(30), "The network could not be reached: " + reason);
    } catch (RuntimeException | Error e) {
      connections.release(connection.id());
      LOG.error(
          "The connector's renewal of {} is faulty: {}",
          connection,
          NetworkCalls.trace(connection, e));
      return refused(
          "The connector failed to renew the session: " + NetworkCalls.reason(connection, e));
    }
    if (authorization instanceof Authorization.Granted granted) {
      return keep(before, granted);
    }
    connections.release(connection.id());
    return authorization instanceof Authorization.Later later
        ? new Opened.Later(NetworkCalls.believed(later.after()), connection.redact(later.reason()))
        : refused(connection.redact(((Authorization.Refused) authorization).reason()));
  }

  /** A grant that nobody waits for any more is kept: the network may have taken back the old. */
  private NetworkCalls.Listener<Authorization> keepingWhatIsLate(WithSession before) {
    return new NetworkCalls.Listener<>() {
      @Override
      public void late(Authorization authorization) {
        if (authorization instanceof Authorization.Granted granted) {
          keepLate(before, granted);
        }
      }
    };
  }

  private void keepLate(WithSession before, Authorization.Granted granted) {
    try {
      boolean kept = connections.renewedLate(before, granted);
      LOG.info("A session of {} came late and is {}", before.connection(), kept ? "kept" : "old");
    } catch (IllegalStateException e) {
      remember(before, granted);
      LOG.error("A session of {} came late and is kept later", before.connection(), e);
    }
  }

  private void remember(WithSession before, Authorization.Granted granted) {
    unkept.put(before.connection().id(), new Unkept(before.entered(), before.expires(), granted));
  }

  /** What was granted is used only once it is kept: the network may have taken back the old. */
  private Opened keep(WithSession before, Authorization.Granted granted) {
    Optional<Connection> renewed;
    try {
      renewed = connections.renewed(before, granted);
    } catch (IllegalStateException e) {
      remember(before, granted);
      LOG.error("The renewed session of {} is not used before it is kept", before.connection(), e);
      return new Opened.Later(
          Duration.ofSeconds(30), "The renewed session could not be kept: " + e.getMessage());
    }
    if (renewed.isEmpty()) {
      return new Opened.Later(
          Duration.ofSeconds(2), "The connection was changed while its session was renewed.");
    }
    LOG.info("Renewed the session of {}", before.connection());
    return new Opened.Ready(renewed.get(), before.entered(), "");
  }
}
