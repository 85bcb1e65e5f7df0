// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import dev.smo.repository.Repository;
import dev.smo.schedule.Rhythm;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ValueMap;
import org.jetbrains.annotations.Nullable;

/** How a connection stands in the repository. Secrets in here are encrypted. */
final class ConnectionNode {
  static final String ROOT = Repository.ROOT + "/connections";
  private static final Map<String, Object> UNORDERED =
      Map.of("jcr:primaryType", "oak:Unstructured");

  private static final String CLAIMED = "claimedUntil";
  private static final String BASIS = "sessionBasis";
  private static final String RHYTHM = "rhythm";
  private static final String ENTERED = "entered";

  private final ResourceResolver resolver;
  private final String id;

  ConnectionNode(ResourceResolver resolver, String id) {
    this.resolver = resolver;
    this.id = id;
  }

  String id() {
    return id;
  }

  /** The account that people made; empty where there is none, or only the trace of a configured. */
  Optional<Account> account() {
    Resource node = node();
    if (node == null || !node.getValueMap().containsKey("network")) {
      return Optional.empty();
    }
    ValueMap values = node.getValueMap();
    Rhythm rhythm = Rhythm.ANY;
    String problem = "";
    try {
      rhythm = Rhythm.of(strings(RHYTHM));
    } catch (IllegalArgumentException e) {
      // One that cannot be read must keep no other from being seen.
      problem = "When the connection " + id + " posts cannot be read: " + e.getMessage();
    }
    return Optional.of(
        new Account(
            id,
            values.get("network", ""),
            values.get("label", id),
            values.get("endpoint", ""),
            strings("settings"),
            both(strings("secrets").keySet()),
            values.get("enabled", true),
            time(node, "since"),
            time(node, "expires"),
            /* configured= */ false,
            rhythm,
            problem));
  }

  /** The account of a configured connection, with what its node remembers. */
  Account account(Account.Form form) {
    Resource node = node();
    return new Account(
        id,
        form.network(),
        form.label().isEmpty() ? id : form.label(),
        form.endpoint(),
        form.settings(),
        both(form.secrets().keySet()),
        /* enabled= */ true,
        node == null ? null : time(node, "since"),
        node == null ? null : time(node, "expires"),
        /* configured= */ true,
        form.rhythm().orElse(Rhythm.ANY),
        /* problem= */ "");
  }

  /** Names of secrets that were entered, and of those that the network gave. */
  private Set<String> both(Set<String> entered) {
    Set<String> names = new HashSet<>(entered);
    names.addAll(strings("session").keySet());
    return names;
  }

  /** What the account is told; of a configured one, what its session adds. */
  Map<String, String> settings() {
    return strings("settings");
  }

  /** What its server takes, as its connector said it last; empty: not known. */
  Optional<String> serverLimits() {
    return ConnectionChecks.limits(resolver, id);
  }

  Map<String, String> secrets() {
    return strings("secrets");
  }

  Map<String, String> session() {
    return strings("session");
  }

  /** Adds to the settings what a network gave, over what is there. */
  void addSettings(Map<String, String> granted) throws PersistenceException {
    if (!granted.isEmpty()) {
      Map<String, String> settings = new HashMap<>(settings());
      settings.putAll(granted);
      Repository.replace(there(), "settings", settings);
    }
  }

  void forgetSettings() throws PersistenceException {
    Repository.replace(there(), "settings", Map.of());
  }

  void forgetSecrets() throws PersistenceException {
    Repository.replace(there(), "secrets", Map.of());
  }

  /** What the session hangs on, encrypted; empty where there is no session. */
  String sessionBasis() {
    Resource node = node();
    return node == null ? "" : node.getValueMap().get(BASIS, "");
  }

  /** Makes the node where it is missing. */
  boolean made(Instant since) throws PersistenceException {
    if (node() != null) {
      return false;
    }
    Resource node = resolver.create(Repository.folder(resolver, ROOT), id, UNORDERED);
    Repository.writable(node).put("since", Repository.calendar(since));
    return true;
  }

  /** When somebody last entered what chooses the account; empty where that was not noted. */
  Optional<Instant> entered() {
    return Repository.time(node(), ENTERED);
  }

  /** Notes that somebody entered what chooses the account: no two are at the same time. */
  void enteredAt(Instant now) throws PersistenceException {
    Instant time = now.truncatedTo(ChronoUnit.MILLIS);
    Instant next =
        entered().map(before -> before.plusMillis(1)).filter(time::isBefore).orElse(time);
    Repository.writable(there()).put(ENTERED, Repository.calendar(next));
  }

  void write(Account.Form form, Map<String, String> encrypted) throws PersistenceException {
    Resource node = there();
    ModifiableValueMap values = Repository.writable(node);
    values.put("network", form.network());
    values.put("label", form.label().isEmpty() ? form.id() : form.label());
    values.put("endpoint", form.endpoint());
    values.put("enabled", true);
    Repository.replace(node, "settings", form.settings());
    if (form.rhythm().isPresent()) {
      Repository.replace(node, RHYTHM, form.rhythm().get().texts());
    }
    Map<String, String> secrets = new HashMap<>(secrets());
    secrets.putAll(encrypted);
    Repository.replace(node, "secrets", secrets);
  }

  /**
   * Keeps a session.
   *
   * @param basis what it hangs on, encrypted
   */
  void writeSession(Map<String, String> encrypted, String basis, Instant expires)
      throws PersistenceException {
    Resource node = there();
    Repository.replace(node, "session", encrypted);
    Repository.writable(node).put(BASIS, basis);
    Repository.writable(node).put("expires", Repository.calendar(expires));
  }

  void forgetSession() throws PersistenceException {
    Resource node = there();
    Repository.replace(node, "session", Map.of());
    Repository.writable(node).remove(BASIS);
    Repository.writable(node).remove("expires");
  }

  boolean claim(Instant now, Instant until) throws PersistenceException {
    made(now);
    Resource node = there();
    Instant claimed = time(node, CLAIMED);
    if (claimed != null && claimed.isAfter(now)) {
      return false;
    }
    Repository.writable(node).put(CLAIMED, Repository.calendar(until));
    Repository.writable(node).put("claim", UUID.randomUUID().toString());
    return true;
  }

  boolean release() throws PersistenceException {
    Resource node = node();
    if (node != null) {
      Repository.writable(node).remove(CLAIMED);
    }
    return true;
  }

  boolean remove() throws PersistenceException {
    Resource node = node();
    if (node == null) {
      return false;
    }
    resolver.delete(node);
    return true;
  }

  private @Nullable Resource node() {
    return resolver.getResource(ROOT + "/" + id);
  }

  private Resource there() throws PersistenceException {
    Resource node = node();
    if (node == null) {
      throw new PersistenceException("There is no connection " + id);
    }
    return node;
  }

  private Map<String, String> strings(String name) {
    Resource node = node();
    return Repository.strings(node == null ? null : node.getChild(name));
  }

  private static @Nullable Instant time(Resource node, String name) {
    return Repository.time(node, name).orElse(null);
  }
}
