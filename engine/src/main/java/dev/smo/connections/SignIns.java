// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.connector.AccountChoice;
import dev.smo.connector.Authorization;
import dev.smo.host.Cipher;
import dev.smo.post.Secret;
import dev.smo.repository.Keys;
import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Sign-ins that are under way, for ten minutes, at {@code /var/smo/signins/<hash of the state>}.
 * Each belongs to one person in one browser, is encrypted, and can be taken once.
 */
@Component(service = SignIns.class)
public class SignIns {
  /** How long a person may be away, and then how long choose. */
  public static final Duration LIFE = Duration.ofMinutes(10);

  static final String ROOT = Repository.ROOT + "/signins";

  private static final String EXPIRES = "expires";
  private static final String CONTENT = "content";
  private static final int RANDOM_BYTES = 32;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Repository repository;
  private final Vault vault;
  private final Clock clock;

  @Activate
  public SignIns(
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
   * Whose sign-in it is.
   *
   * @param browser the random value of the browser's cookie
   */
  public record Owner(String user, Secret browser) {}

  /** What goes with a person who is sent away. */
  public record Started(String state, Secret verifier, Secret browser) {}

  /** Name of a sign-in, which is no secret: it opens nothing without its owner. */
  public static String key(String state) {
    return Keys.hash(state);
  }

  /** The challenge of a verifier, for the method S256. */
  public static String challenge(Secret verifier) {
    try {
      byte[] ascii = verifier.open().getBytes(StandardCharsets.US_ASCII);
      return base64(MessageDigest.getInstance("SHA-256").digest(ascii));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Begins a sign-in, of which nothing is kept yet.
   *
   * @throws IllegalStateException there is no cipher to keep it with
   */
  public Started begin() {
    vault.require();
    return new Started(random(), Secret.of(random()), Secret.of(random()));
  }

  /**
   * Keeps a new sign-in, and sweeps those whose time is over.
   *
   * @param page path of the console's page to come back to
   * @param kept what the connector keeps meanwhile
   */
  public void keep(
      Started started,
      String user,
      Account.Form form,
      URI redirect,
      String page,
      Map<String, Secret> kept) {
    PendingSignIn pending =
        new PendingSignIn(
            PendingSignIn.Target.of(form),
            page,
            redirect.toString(),
            started.verifier().open(),
            PendingSignIn.plain(kept),
            /* granted= */ null);
    keep(key(started.state()), new Owner(user, started.browser()), pending);
  }

  /** Keeps what was granted, until its owner has chosen one of several accounts. */
  public void keepChoices(
      String key,
      Owner owner,
      PendingSignIn pending,
      Authorization.Granted granted,
      List<AccountChoice> accounts) {
    keep(key, owner, pending.withChoices(granted, accounts));
  }

  /**
   * Takes the sign-in of a person who came back, so that nobody can a second time; empty where
   * there is none, its time is over, or it is of another person or browser, which leaves it as it
   * is.
   */
  public Optional<PendingSignIn> takeReturned(String key, Owner owner) {
    return repository.commit(resolver -> taken(resolver, key, owner, /* choosing= */ false));
  }

  /** As {@link #takeReturned}, of a person who chose an account. */
  public Optional<PendingSignIn> takeChosen(String key, Owner owner) {
    return repository.commit(resolver -> taken(resolver, key, owner, /* choosing= */ true));
  }

  /** What there is to choose from; empty as {@link #takeChosen}. */
  public Optional<PendingSignIn> choosing(String key, Owner owner) {
    return repository.read(resolver -> find(resolver, key, owner, /* choosing= */ true));
  }

  private Optional<PendingSignIn> taken(
      ResourceResolver resolver, String key, Owner owner, boolean choosing)
      throws PersistenceException {
    Optional<PendingSignIn> found = find(resolver, key, owner, choosing);
    if (found.isPresent()) {
      Repository.delete(resolver, path(key));
      // Oak merges two deletions of one node without a word; two values of one property it refuses.
      Resource root = Repository.folder(resolver, ROOT);
      Repository.writable(root).put("taken", UUID.randomUUID().toString());
    }
    return found;
  }

  private Optional<PendingSignIn> find(
      ResourceResolver resolver, String key, Owner owner, boolean choosing) {
    Resource node = key.matches("[0-9a-f]{64}") ? resolver.getResource(path(key)) : null;
    if (node == null || over(node)) {
      return Optional.empty();
    }
    try {
      return vault
          .open(node.getValueMap().get(CONTENT, ""), purpose(key, owner))
          .map(SignIns::read)
          .filter(pending -> (pending.granted() != null) == choosing);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // the key of this installation has changed meanwhile
    }
  }

  private void keep(String key, Owner owner, PendingSignIn pending) {
    String sealed = vault.seal(Secret.of(write(pending)), purpose(key, owner));
    repository.commit(
        resolver -> {
          sweep(Repository.folder(resolver, ROOT));
          Resource node = Repository.node(resolver, path(key));
          Repository.writable(node).put(CONTENT, sealed);
          Repository.writable(node)
              .put(EXPIRES, Repository.calendar(Instant.now(clock).plus(LIFE)));
          return true;
        });
  }

  private void sweep(Resource root) throws PersistenceException {
    for (Resource node : Repository.children(root)) {
      if (over(node)) {
        root.getResourceResolver().delete(node);
      }
    }
  }

  private boolean over(Resource node) {
    Instant now = Instant.now(clock);
    return Repository.time(node, EXPIRES).filter(now::isBefore).isEmpty();
  }

  private static String path(String key) {
    return ROOT + "/" + key;
  }

  /** Opens only for this sign-in, this person and this browser. */
  private static String purpose(String key, Owner owner) {
    return Keys.hash(
        "signin\n" + key + "\n" + Keys.hash(owner.user()) + "\n" + owner.browser().open());
  }

  private static String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return base64(bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String write(PendingSignIn pending) {
    try {
      return JSON.writeValueAsString(pending);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a sign-in cannot be written", e);
    }
  }

  private static PendingSignIn read(Secret content) {
    try {
      return JSON.readValue(content.open(), PendingSignIn.class);
    } catch (JsonProcessingException e) {
      e.clearLocation(); // its text would be part of the message
      throw new IllegalStateException("a sign-in cannot be read", e);
    }
  }
}
