// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webhooks;

import dev.smo.connections.Vault;
import dev.smo.host.Cipher;
import dev.smo.ledger.Outbox;
import dev.smo.ledger.State;
import dev.smo.post.Secret;
import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The systems that hear of posts, at {@code /var/smo/webhooks/<id>}; address and key encrypted. */
@Component(service = Webhooks.class)
public class Webhooks {
  /** More than that many slow every step of every post. */
  static final int MOST = 20;

  /** So many events are thrown away in one commit. */
  static final int PORTION = 1000;

  private static final int KEY_BYTES = 32;

  private final Repository repository;
  private final Vault vault;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  @Activate
  public Webhooks(
      @Reference Repository repository,
      @Reference(
              cardinality = ReferenceCardinality.OPTIONAL,
              policyOption = ReferencePolicyOption.GREEDY)
          @Nullable
          Cipher cipher,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this.repository = repository;
    this.vault = new Vault(cipher);
    this.clock = clock;
  }

  /**
   * What a person enters.
   *
   * @param id empty: a new one
   * @param address empty: the one that is kept
   */
  public record Form(String id, String address, Set<State> states, String site, boolean words) {}

  /** Where to call, and with which key to sign. */
  record Target(URI address, Secret key) {}

  /** One that was saved; with its key where that is new, which is told this once. */
  record Saved(String id, Optional<Secret> key) {}

  /** All of them, in the order in which they were entered. */
  public List<Webhook> all() {
    return repository.read(
        resolver ->
            Repository.children(resolver.getResource(Outbox.ROOT)).stream()
                .map(WebhookNode::read)
                .sorted(Comparator.comparing(Webhook::since).thenComparing(Webhook::id))
                .toList());
  }

  public Optional<Webhook> find(String id) {
    return repository.read(
        resolver -> Optional.ofNullable(node(resolver, id)).map(WebhookNode::read));
  }

  /**
   * Keeps what a person entered.
   *
   * @throws IllegalArgumentException the address is none, or there is no such webhook
   * @throws IllegalStateException there are too many, or no secret can be kept here
   */
  Saved save(Form form, String user) {
    Optional<URI> address =
        form.address().isEmpty() ? Optional.empty() : Optional.of(address(form.address()));
    String id = form.id().isEmpty() ? HexFormat.of().formatHex(bytes(8)) : form.id();
    Optional<Secret> key = form.id().isEmpty() ? Optional.of(newKey()) : Optional.empty();
    if (form.id().isEmpty() && address.isEmpty()) {
      throw new IllegalArgumentException("The address is missing.");
    }
    // Before the commit, which may be tried again.
    Optional<String> sealed = address.map(to -> vault.seal(Secret.of(to.toString()), purpose(id)));
    Optional<String> sealedKey = key.map(one -> vault.seal(one, purpose(id)));
    repository.commit(
        resolver -> {
          Resource there = node(resolver, id);
          if (there == null && !form.id().isEmpty()) {
            throw new IllegalArgumentException("There is no such webhook any more.");
          }
          if (there == null
              && Repository.children(resolver.getResource(Outbox.ROOT)).size() >= MOST) {
            throw new IllegalStateException("There are " + MOST + " webhooks; remove one first.");
          }
          if (there == null) {
            mustBeNew(resolver, form, address.orElseThrow());
          }
          ModifiableValueMap values =
              Repository.writable(Repository.node(resolver, Outbox.ROOT + "/" + id));
          sealed.ifPresent(text -> values.put(WebhookNode.ADDRESS, text));
          sealedKey.ifPresent(text -> values.put(WebhookNode.KEY, text));
          address.ifPresent(to -> values.put(WebhookNode.HOST, host(to)));
          values.put(Outbox.STATES, form.states().stream().map(State::name).toArray(String[]::new));
          values.put(Outbox.SITE, form.site());
          values.put(WebhookNode.WORDS, form.words());
          if (there == null) {
            values.put(WebhookNode.BY, user);
            values.put(WebhookNode.SINCE, Repository.calendar(Instant.now(clock)));
          }
          WebhookNode.clear(values);
          return true;
        });
    return new Saved(id, key);
  }

  /** The same twice, such as by a double click, would tell its receiver of everything twice. */
  private void mustBeNew(ResourceResolver resolver, Form form, URI address)
      throws PersistenceException {
    // Two commits that enter one always conflict, so the second sees what the first has entered.
    Repository.writable(Repository.node(resolver, Outbox.ROOT))
        .put("entered", HexFormat.of().formatHex(bytes(8)));
    Set<String> states = form.states().stream().map(State::name).collect(Collectors.toSet());
    for (Resource node : Repository.children(resolver.getResource(Outbox.ROOT))) {
      Webhook other = WebhookNode.read(node);
      boolean same =
          new HashSet<>(List.of(node.getValueMap().get(Outbox.STATES, new String[0])))
                  .equals(states)
              && other.site().equals(form.site())
              && other.words() == form.words()
              && leadsTo(node, address);
      if (same) {
        throw new IllegalStateException(
            "There is a webhook with this address already that hears of the same. If you do not"
                + " have its key, give it a new one.");
      }
    }
  }

  /** One that cannot be opened here leads nowhere. */
  private boolean leadsTo(Resource node, URI address) {
    String sealed = Repository.strings(node).getOrDefault(WebhookNode.ADDRESS, "");
    try {
      return open(node.getName(), sealed).open().equals(address.toString());
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** Gives a webhook another key, which is told this once; the old one signs nothing any more. */
  Secret renew(String id) {
    Secret key = newKey();
    String sealed = vault.seal(key, purpose(id));
    change(id, values -> values.put(WebhookNode.KEY, sealed));
    return key;
  }

  /**
   * Takes a webhook away, and all that waits for it, whatever is in it.
   *
   * @return whether it was there
   */
  boolean remove(String id) {
    return repository.commit(
        resolver -> {
          Resource there = node(resolver, id);
          if (there != null) {
            resolver.delete(there);
          }
          return there != null;
        });
  }

  /**
   * Where to call.
   *
   * @throws IllegalStateException it cannot be opened here; the message says what to do
   */
  Target target(String id) {
    Map<String, String> kept = repository.read(resolver -> Repository.strings(node(resolver, id)));
    return new Target(
        URI.create(open(id, kept.getOrDefault(WebhookNode.ADDRESS, "")).open()),
        open(id, kept.getOrDefault(WebhookNode.KEY, "")));
  }

  private Secret open(String id, String sealed) {
    try {
      return vault
          .open(sealed, purpose(id))
          .orElseThrow(() -> new IllegalArgumentException("entered for another"));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "This node cannot open address and key, because they were encrypted with another key."
              + " Remove the webhook and enter it again.",
          e);
    }
  }

  /** Takes a webhook for a worker, or keeps it; false where another has it. */
  boolean claim(String id, String instance, String claim, Instant until) {
    return repository.commit(
        resolver -> {
          Resource there = node(resolver, id);
          return there != null
              && WebhookNode.claim(there, instance, claim, Instant.now(clock), until);
        });
  }

  /** Gives a webhook back. */
  void release(String id, String claim) {
    repository.commit(
        resolver -> {
          Resource there = node(resolver, id);
          if (there != null) {
            WebhookNode.release(there, claim);
          }
          return true;
        });
  }

  /** An event was heard: it is not told again. */
  void passed(String id, Outbox.Event event, Webhook.Call call) {
    repository.commit(resolver -> passed(resolver, id, event, call));
  }

  private static boolean passed(
      ResourceResolver resolver, String id, Outbox.Event event, Webhook.Call call)
      throws PersistenceException {
    Resource there = node(resolver, id);
    if (there != null) {
      Outbox.remove(resolver, event);
      ModifiableValueMap values = Repository.writable(there);
      WebhookNode.clear(values);
      WebhookNode.log(values, call);
    }
    return true;
  }

  /**
   * A person gives up on an event that is not taken, for the sake of those behind it.
   *
   * @return false: it waits no more, and nothing was changed
   */
  boolean giveUp(String id, Outbox.Event event) {
    Webhook.Call call =
        new Webhook.Call(
            Instant.now(clock),
            event.id(),
            event.post(),
            event.after().name(),
            /* taken= */ false,
            "Given up by a person");
    return repository.commit(
        resolver ->
            resolver.getResource(event.path()) != null && passed(resolver, id, event, call));
  }

  /** An event was not heard. */
  void failed(String id, Webhook.Call call, Instant next, boolean stop) {
    change(
        id,
        values -> {
          WebhookNode.fail(values, call, next, stop);
          WebhookNode.log(values, call);
        });
  }

  /** Notes a call that told of nothing. */
  void tried(String id, Webhook.Call call) {
    change(id, values -> WebhookNode.log(values, call));
  }

  /** A person wants the event that was not heard to be told again now, and all behind it. */
  void resume(String id) {
    change(id, WebhookNode::clear);
  }

  /**
   * Throws away what has waited since before a time, and empty folders.
   *
   * @return how many events went: {@link #PORTION} where there may be more
   */
  int sweep(String id, Instant lost, Instant empty) {
    return repository.commit(
        resolver -> {
          Resource there = node(resolver, id);
          if (there == null) {
            return 0;
          }
          int dropped = Outbox.drop(resolver, id, lost, PORTION);
          if (dropped > 0) {
            ModifiableValueMap values = Repository.writable(there);
            values.put(WebhookNode.LOST, values.get(WebhookNode.LOST, 0L) + dropped);
          }
          Outbox.sweep(resolver, id, empty);
          return dropped;
        });
  }

  private interface Change {
    void on(ModifiableValueMap values) throws PersistenceException;
  }

  private void change(String id, Change change) {
    repository.commit(
        resolver -> {
          Resource there = node(resolver, id);
          if (there == null) {
            throw new IllegalArgumentException("There is no such webhook any more.");
          }
          change.on(Repository.writable(there));
          return true;
        });
  }

  private static @Nullable Resource node(ResourceResolver resolver, String id) {
    return id.matches("[0-9a-f]{16}") ? resolver.getResource(Outbox.ROOT + "/" + id) : null;
  }

  private static URI address(String text) {
    URI address;
    try {
      address = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("The address is none.", e);
    }
    String scheme = String.valueOf(address.getScheme());
    boolean web = scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http");
    if (!web || address.getHost() == null || address.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "The address begins with https:// and a host, without a user.");
    }
    return address;
  }

  private static String host(URI address) {
    return address.getScheme() + "://" + address.getRawAuthority();
  }

  private static String purpose(String id) {
    return Vault.destination("webhook " + id, "");
  }

  private Secret newKey() {
    return Secret.of("whsec_" + Base64.getEncoder().encodeToString(bytes(KEY_BYTES)));
  }

  private byte[] bytes(int number) {
    byte[] bytes = new byte[number];
    random.nextBytes(bytes);
    return bytes;
  }
}
