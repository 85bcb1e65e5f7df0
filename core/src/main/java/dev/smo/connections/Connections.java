package dev.smo.connections;

import dev.smo.connector.Authorization;
import dev.smo.ledger.Repository;
import dev.smo.post.Cipher;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sling.api.resource.Resource;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * All accounts: those that people made ({@code /var/smo/connections/<id>}, secrets encrypted) and
 * those from OSGi configuration, whose node holds only what must outlive a restart.
 */
@Component(service = Connections.class)
public class Connections {
  /** A session that the network gives without an end. */
  private static final Duration A_YEAR = Duration.ofDays(365);

  private final Repository repository;
  private final @Nullable Cipher cipher;
  private final Clock clock;
  private final Map<String, Account.Form> configured = new ConcurrentHashMap<>();

  /** Configured connections whose node is known to be there. */
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /** Sessions of an installation without a cipher: they must not be stored, so they stay here. */
  private final Map<String, Authorization.Granted> sessions = new ConcurrentHashMap<>();

  @Activate
  public Connections(
      @Reference Repository repository,
      @Reference(
              cardinality = ReferenceCardinality.OPTIONAL,
              policyOption = ReferencePolicyOption.GREEDY)
          @Nullable
          Cipher cipher) {
    this(repository, cipher, Clock.systemUTC());
  }

  public Connections(Repository repository, @Nullable Cipher cipher, Clock clock) {
    this.repository = repository;
    this.cipher = cipher;
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

  /**
   * A connection with its secrets opened; keep it no longer than one delivery.
   *
   * @throws IllegalStateException its secrets cannot be opened; the message says what to do
   */
  public Optional<Connection> open(String id) {
    Account.Form form = configured.get(id);
    return repository.read(
        resolver -> {
          ConnectionNode node = new ConnectionNode(resolver, id);
          Optional<Account> account = account(node);
          if (account.isEmpty()) {
            return Optional.empty();
          }
          Connection.Builder builder =
              Connection.builder(id, account.get().network()).label(account.get().label());
          builder.endpoint(
              account.get().endpoint().isEmpty() ? null : URI.create(account.get().endpoint()));
          account.get().settings().forEach(builder::setting);
          builder.secrets(form == null ? decrypt(id, node.secrets()) : form.secrets());
          builder.secrets(decrypt(id, node.session()));
          Authorization.Granted session = sessions.get(id);
          return Optional.of(
              (session == null ? builder : builder.secrets(session.secrets())).build());
        });
  }

  /**
   * Makes or changes a connection. A secret that the form does not name keeps its value; a session
   * that was open is forgotten, for it may belong to another account.
   *
   * @throws IllegalArgumentException OSGi configuration holds a connection of this id
   * @throws IllegalStateException there is no cipher to store secrets with
   */
  public void save(Account.Form form) {
    if (configured.containsKey(form.id())) {
      throw new IllegalArgumentException(
          "The connection " + form.id() + " stands in OSGi configuration; change it there.");
    }
    Map<String, String> encrypted = encrypt(form.secrets());
    repository.commit(
        resolver -> {
          ConnectionNode node = new ConnectionNode(resolver, form.id());
          node.made(Instant.now(clock));
          node.write(form, encrypted);
          return node.writeSession(Map.of(), Optional.empty());
        });
    sessions.remove(form.id());
  }

  /** Takes a connection away, and its secrets with it. Posts that name it stay in the ledger. */
  public void remove(String id) {
    repository.commit(resolver -> new ConnectionNode(resolver, id).remove());
    sessions.remove(id);
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

  /** Keeps what a renewal gave, and gives the claim back. */
  public void renewed(String id, Authorization.Granted granted) {
    if (cipher == null) {
      sessions.put(id, granted);
    }
    Map<String, String> encrypted = cipher == null ? Map.of() : encrypt(granted.secrets());
    Instant expires = granted.expires().orElseGet(() -> Instant.now(clock).plus(A_YEAR));
    repository.commit(
        resolver -> {
          ConnectionNode node = new ConnectionNode(resolver, id);
          node.made(Instant.now(clock));
          node.writeSession(encrypted, Optional.of(expires));
          return node.release();
        });
  }

  private Optional<Account> account(ConnectionNode node) {
    Account.Form form = configured.get(node.id());
    return form == null ? node.account() : Optional.of(node.account(form));
  }

  private Map<String, String> encrypt(Map<String, Secret> secrets) {
    Map<String, String> encrypted = new HashMap<>();
    secrets.forEach(
        (name, secret) -> {
          if (cipher == null) {
            throw new IllegalStateException(
                "No crypto service is configured, so no secret can be stored. Configure one, or"
                    + " put the connection into OSGi configuration.");
          }
          encrypted.put(name, cipher.encrypt(secret));
        });
    return encrypted;
  }

  private Map<String, Secret> decrypt(String id, Map<String, String> stored) {
    Map<String, Secret> secrets = new HashMap<>();
    stored.forEach(
        (name, text) -> {
          try {
            if (cipher != null) {
              secrets.put(name, cipher.decrypt(text));
            }
          } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                "The secret "
                    + name
                    + " of connection "
                    + id
                    + " cannot be opened: the key of this"
                    + " installation has changed. Enter the secret again.",
                e);
          }
        });
    return secrets;
  }
}
