// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import dev.smo.connector.Authorization;
import dev.smo.connector.ServerLimits;
import dev.smo.host.Cipher;
import dev.smo.lanes.Lanes;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import dev.smo.repository.Keys;
import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sling.api.resource.Resource;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All accounts: those that people made ({@code /var/smo/connections/<id>}, secrets encrypted) and
 * those from OSGi configuration, whose node holds only what must outlive a restart.
 */
@Component(service = Connections.class)
public class Connections {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  /** A session that the network gives without an end. */
  private static final Duration A_YEAR = Duration.ofDays(365);

  private final Repository repository;
  private final Applications applications;
  private final Vault vault;
  private final EnteredSecrets entered;
  private final KeptSessions sessions;
  private final Clock clock;
  private final Map<String, Account.Form> configured = new ConcurrentHashMap<>();

  /** Configured connections whose node is known to be there. */
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /**
   * A connection opened, and how its session stands.
   *
   * @param expires when its session ends; empty where it has none
   * @param basis digest of all that its session hangs on: network, endpoint, and the secrets that a
   *     person typed in or configured
   * @param entered what chooses its account
   */
  public record WithSession(
      Connection connection, Optional<Instant> expires, String basis, Entered entered) {}

  /**
   * What chooses the account of a connection.
   *
   * @param key digest of it: network, endpoint, settings, secrets, and who signed in
   * @param at when it was entered; empty where that is not known
   */
  public record Entered(String key, Optional<Instant> at) {}

  /** With the applications that the repository holds, and none from configuration. */
  public Connections(Repository repository, @Nullable Cipher cipher, Clock clock) {
    this(repository, cipher, new Applications(repository, cipher), clock);
  }

  @Activate
  public Connections(
      @Reference Repository repository,
      @Reference(
              cardinality = ReferenceCardinality.OPTIONAL,
              policyOption = ReferencePolicyOption.GREEDY)
          @Nullable
          Cipher cipher,
      @Reference Applications applications,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this.applications = applications;
    this.repository = repository;
    this.vault = new Vault(cipher);
    this.entered = new EnteredSecrets(vault);
    this.sessions = new KeptSessions(vault);
    this.clock = clock;
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindConfigured(ConfiguredConnection connection) {
    configured.put(connection.form().id(), connection.form());
  }

  public void unbindConfigured(ConfiguredConnection connection) {
    configured.remove(connection.form().id(), connection.form());
  }

  /**
   * Notes for every configured connection since when it is known. Cheap when there is nothing new;
   * the engine calls it at every tick, because the repository may not be ready when a configuration
   * arrives.
   */
  public void noteConfigured() {
    for (String id : configured.keySet()) {
      if (!known.contains(id)) {
        repository.commit(resolver -> new ConnectionNode(resolver, id).made(Instant.now(clock)));
        known.add(id);
      }
    }
  }

  /** All accounts by id. */
  public List<Account> all() {
    return repository.read(
        resolver -> {
          Set<String> ids = new HashSet<>(configured.keySet());
          Resource root = resolver.getResource(ConnectionNode.ROOT);
          if (root != null) {
            root.getChildren().forEach(node -> ids.add(node.getName()));
          }
          List<Account> all = new ArrayList<>();
          ids.forEach(id -> account(new ConnectionNode(resolver, id)).ifPresent(all::add));
          all.sort(Comparator.comparing(Account::id));
          return all;
        });
  }

  public Optional<Account> find(String id) {
    return repository.read(resolver -> account(new ConnectionNode(resolver, id)));
  }

  /** When somebody entered what chooses the account of a connection; empty where nobody did. */
  public Optional<Instant> entered(String id) {
    return repository.read(resolver -> new ConnectionNode(resolver, id).entered());
  }

  /**
   * A connection with its secrets opened; keep it no longer than one delivery.
   *
   * @throws OtherKeyException this node cannot open its secrets; another one may
   * @throws IllegalStateException they were entered for another server, or the endpoint is no
   *     address; the message says what to do
   */
  public Optional<Connection> open(String id) {
    return openWithSession(id).map(WithSession::connection);
  }

  /**
   * Why this node cannot open a connection, though another one may: its posts are left to that one,
   * and none fails for it. Empty where it can, or where nobody could.
   */
  public Optional<String> locked(String id) {
    try {
      openWithSession(id);
      return Optional.empty();
    } catch (OtherKeyException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (IllegalStateException e) {
      LOG.debug("{} is not locked; it has another trouble, which its posts tell", id, e);
      return Optional.empty();
    }
  }

  /**
   * A connection with its secrets opened, for whoever renews its session.
   *
   * @throws OtherKeyException this node cannot open its secrets; another one may
   * @throws IllegalStateException they were entered for another server, or the endpoint is no
   *     address; the message says what to do
   */
  public Optional<WithSession> openWithSession(String id) {
    return repository.read(
        resolver -> {
          ConnectionNode node = new ConnectionNode(resolver, id);
          return account(node).map(account -> open(node, account));
        });
  }

  private WithSession open(ConnectionNode node, Account account) {
    Map<String, Secret> secrets = entered(node, account);
    String basis = Vault.basis(destination(account), secrets);
    Optional<KeptSessions.Session> session = sessions.find(node, account, basis);
    Connection.Builder builder =
        Connection.builder(account.id(), account.network()).label(account.label());
    builder.endpoint(endpoint(account.id(), account.endpoint()));
    builder.settings(account.settings()).secrets(secrets);
    node.serverLimits().ifPresent(limits -> builder.setting(ServerLimits.KEPT, limits));
    builder.application(applications.find(account.network(), account.endpoint()));
    session.ifPresent(open -> builder.settings(node.settings()).secrets(open.secrets()));
    String key =
        Keys.hash(basis + "\n" + new TreeMap<>(account.settings()) + "\n" + node.entered());
    return new WithSession(
        builder.build(),
        session.map(KeptSessions.Session::expires),
        basis,
        new Entered(key, node.entered()));
  }

  private static @Nullable URI endpoint(String id, String text) {
    try {
      return text.isEmpty() ? null : new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(
          "The endpoint of the connection " + id + " is no address: " + e.getMessage(), e);
    }
  }

  /**
   * Makes or changes a connection. A secret that the form does not name keeps its value, but only
   * for the network and endpoint it was entered for. A session lasts for as long as no secret is
   * entered anew.
   *
   * @throws IllegalArgumentException OSGi configuration holds a connection of this id, or secrets
   *     must be entered again; nothing is changed
   * @throws IllegalStateException there is no cipher to store secrets with
   */
  public void save(Account.Form form) {
    refuseConfigured(form.id());
    String destination = Vault.destination(form.network(), form.endpoint());
    Map<String, String> encrypted = vault.seal(form.secrets(), destination);
    repository.commit(
        resolver -> {
          ConnectionNode node = new ConnectionNode(resolver, form.id());
          entered.requireAll(form, node.secrets());
          Optional<String> before = node.account().map(Connections::destination);
          boolean same =
              node.account().filter(old -> old.settings().equals(form.settings())).isPresent();
          node.made(Instant.now(clock));
          node.write(form, encrypted);
          if (!form.secrets().isEmpty() || !before.equals(Optional.of(destination))) {
            node.forgetSession();
            same = false;
          }
          if (!same) {
            node.enteredAt(Instant.now(clock));
            Repository.delete(resolver, ConnectionChecks.path(form.id()));
          }
          return true;
        });
  }

  /**
   * What {@link #save} would make of a form, to be tried first; nothing is kept, and no session of
   * the stored one is in it.
   *
   * @throws IllegalArgumentException as for save
   * @throws IllegalStateException as for save, or the endpoint is no address
   */
  public Connection typedIn(Account.Form form) {
    refuseConfigured(form.id());
    Map<String, Secret> secrets =
        repository.read(
            resolver -> entered.of(form, new ConnectionNode(resolver, form.id()).secrets()));
    Connection.Builder builder = Connection.builder(form.id(), form.network()).label(form.label());
    builder.endpoint(endpoint(form.id(), form.endpoint()));
    builder.settings(form.settings()).secrets(secrets);
    return builder.application(applications.find(form.network(), form.endpoint())).build();
  }

  /** Takes a connection away, and its secrets with it. Posts that name it stay in the ledger. */
  public void remove(String id) {
    repository.commit(
        resolver -> {
          Lanes.forget(resolver, id, Instant.now(clock));
          Repository.delete(resolver, ConnectionChecks.path(id));
          Repository.delete(resolver, Followers.path(id));
          return new ConnectionNode(resolver, id).remove();
        });
    sessions.forget(id);
  }

  /**
   * Claims the right to renew a connection's session, for all nodes of a cluster.
   *
   * @param until when the claim lapses, should this node die
   * @return false where another holds it
   */
  public boolean claim(String id, Instant until) {
    return repository.commit(
        resolver -> new ConnectionNode(resolver, id).claim(Instant.now(clock), until));
  }

  /** Gives the claim back without a renewal. */
  public void release(String id) {
    repository.commit(resolver -> new ConnectionNode(resolver, id).release());
  }

  /**
   * Keeps what a renewal gave, over what earlier ones gave, and gives the claim back.
   *
   * @param before the connection that was renewed
   * @return the connection with its new secrets, which are committed; empty, and nothing kept,
   *     where the connection is gone or has other secrets or another endpoint by now
   * @throws IllegalStateException the session could not be kept: do not use what was granted
   */
  public Optional<Connection> renewed(WithSession before, Authorization.Granted granted) {
    return kept(before, granted, /* late= */ false)
        ? Optional.of(with(before, granted))
        : Optional.empty();
  }

  /**
   * Keeps what a renewal gave for which nobody waited any more, unless the connection has another
   * session by now. The claim is left to its time: somebody else may have it.
   *
   * @return whether it is kept
   * @throws IllegalStateException it could not be kept
   */
  boolean renewedLate(WithSession before, Authorization.Granted granted) {
    return kept(before, granted, /* late= */ true);
  }

  private boolean kept(WithSession before, Authorization.Granted granted, boolean late) {
    String id = before.connection().id();
    KeptSessions.Session session = session(before.basis(), granted);
    boolean kept =
        repository.commit(
            resolver -> {
              ConnectionNode node = new ConnectionNode(resolver, id);
              Optional<Account> same =
                  account(node)
                      .filter(now -> basis(node, now).equals(session.basis()))
                      .filter(now -> !late || hasStill(node, now, before));
              if (same.isPresent()) {
                node.made(Instant.now(clock));
                sessions.write(node, same.get(), session);
                node.addSettings(granted.settings());
              }
              if (!late) {
                node.release();
              }
              return same.isPresent();
            });
    if (kept) {
      sessions.committed(id, session);
    }
    return kept;
  }

  /** Each session has an end of its own, to the millisecond. */
  private boolean hasStill(ConnectionNode node, Account account, WithSession before) {
    return sessions
        .find(node, account, before.basis())
        .map(KeptSessions.Session::expires)
        .equals(before.expires());
  }

  private static Connection with(WithSession before, Authorization.Granted granted) {
    return before.connection().toBuilder()
        .settings(granted.settings())
        .secrets(granted.secrets())
        .build();
  }

  /**
   * Makes or changes a connection with what a person who signed in was granted, in one commit.
   * Secrets that were entered for another server go, because nothing needs them any more.
   *
   * @param form without secrets
   * @throws IllegalArgumentException OSGi configuration holds a connection of this id
   * @throws IllegalStateException there is no cipher to store secrets with
   */
  public void signedIn(Account.Form form, Authorization.Granted granted) {
    refuseConfigured(form.id());
    vault.require();
    repository.commit(
        resolver -> {
          ConnectionNode node = new ConnectionNode(resolver, form.id());
          node.made(Instant.now(clock));
          if (!entered.allOpen(form, node.secrets())) {
            node.forgetSecrets();
          }
          node.write(form, Map.of());
          node.addSettings(granted.settings());
          node.enteredAt(Instant.now(clock));
          Repository.delete(resolver, ConnectionChecks.path(form.id()));
          node.forgetSession();
          Account account = node.account().orElseThrow();
          sessions.write(node, account, session(basis(node, account), granted));
          return true;
        });
  }

  private KeptSessions.Session session(String basis, Authorization.Granted granted) {
    Instant expires = granted.expires().orElseGet(() -> Instant.now(clock).plus(A_YEAR));
    return new KeptSessions.Session(basis, granted.secrets(), expires);
  }

  private void refuseConfigured(String id) {
    if (configured.containsKey(id)) {
      throw new IllegalArgumentException(
          "The connection " + id + " stands in OSGi configuration; change it there.");
    }
  }

  private Optional<Account> account(ConnectionNode node) {
    Account.Form form = configured.get(node.id());
    return form == null ? node.account() : Optional.of(node.account(form));
  }

  private static String destination(Account account) {
    return Vault.destination(account.network(), account.endpoint());
  }

  private String basis(ConnectionNode node, Account account) {
    return Vault.basis(destination(account), entered(node, account));
  }

  private Map<String, Secret> entered(ConnectionNode node, Account account) {
    Account.Form form = configured.get(node.id());
    return form == null ? entered.open(account, node.secrets()) : form.secrets();
  }
}
