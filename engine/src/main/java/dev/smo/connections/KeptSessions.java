// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import dev.smo.post.Secret;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sling.api.resource.PersistenceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What renewals gave: encrypted on the connection's node, or in memory where there is no cipher. A
 * session counts for as long as its basis is that of the connection.
 */
final class KeptSessions {
  private static final Logger LOG = LoggerFactory.getLogger(KeptSessions.class);

  private final Vault vault;
  private final Map<String, Session> inMemory = new ConcurrentHashMap<>();

  KeptSessions(Vault vault) {
    this.vault = vault;
  }

  /**
   * What renewals gave.
   *
   * @param basis see {@link Vault#basis}
   */
  record Session(String basis, Map<String, Secret> secrets, Instant expires) {
    private Session over(Session before) {
      Map<String, Secret> merged = new HashMap<>();
      if (before.basis().equals(basis)) {
        merged.putAll(before.secrets());
      }
      merged.putAll(secrets);
      return new Session(basis, merged, expires);
    }
  }

  /**
   * The session that is kept, if it is on this basis.
   *
   * @throws OtherKeyException this node cannot open it, and nothing but it opens the account
   */
  Optional<Session> find(ConnectionNode node, Account account, String basis) {
    if (!vault.available() && (account.configured() || node.sessionBasis().isEmpty())) {
      return Optional.ofNullable(inMemory.get(node.id()))
          .filter(session -> session.basis().equals(basis));
    }
    Instant expires = account.expires();
    if (expires == null || node.sessionBasis().isEmpty()) {
      return Optional.empty();
    }
    try {
      return vault
          .open(node.sessionBasis(), basis)
          .map(same -> new Session(basis, open(node, basis), expires));
    } catch (IllegalArgumentException e) {
      if (!account.configured()) {
        throw new OtherKeyException("The session of connection " + node.id(), e);
      }
      LOG.info("The session of {} is of another key; a new one will be opened", node.id(), e);
      return Optional.empty();
    }
  }

  private Map<String, Secret> open(ConnectionNode node, String basis) {
    Map<String, Secret> secrets = new HashMap<>();
    node.session()
        .forEach(
            (name, stored) ->
                vault.open(stored, basis).ifPresent(secret -> secrets.put(name, secret)));
    return secrets;
  }

  /** Writes what a renewal gave over what is kept, to be committed. */
  void write(ConnectionNode node, Account account, Session session) throws PersistenceException {
    Optional<Session> before = find(node, account, session.basis());
    if (account.configured() && before.isEmpty()) {
      node.forgetSettings(); // they came with a session of other secrets
    }
    if (!vault.available()) {
      node.writeSession(Map.of(), "", session.expires());
      return;
    }
    Session merged = before.map(session::over).orElse(session);
    node.writeSession(
        vault.seal(merged.secrets(), merged.basis()),
        vault.seal(Secret.of(""), merged.basis()),
        merged.expires());
  }

  /** Keeps in memory what must not be stored, now that the rest is committed. */
  void committed(String id, Session session) {
    if (!vault.available()) {
      inMemory.merge(id, session, (before, now) -> now.over(before));
    }
  }

  void forget(String id) {
    inMemory.remove(id);
  }
}
