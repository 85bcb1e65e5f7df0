// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import dev.smo.repository.Keys;
import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The secret addresses of calendars: {@code /var/smo/calendars/keys/<aa>/<id>}, and below {@code
 * people} which are whose. Of a key only its hash is kept, half of which is the id, so that a key
 * is found by a path; whoever reads the repository cannot make the address of it.
 */
@Component(service = Subscriptions.class)
public class Subscriptions {
  /** So many addresses has one person at most. */
  public static final int MOST = 20;

  private static final String KEYS = Repository.ROOT + "/calendars/keys";
  private static final String PEOPLE = Repository.ROOT + "/calendars/people";
  private static final String HASH = "hash";
  private static final String WISH = "wish";
  private static final int KEY_BYTES = 32;
  private static final int ID_DIGITS = 32;

  private final Repository repository;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  @Activate
  public Subscriptions(
      @Reference Repository repository, @Reference(target = SystemClock.ONLY) Clock clock) {
    this.repository = repository;
    this.clock = clock;
  }

  /**
   * A new address.
   *
   * @param key 256 random bits; nobody can read it again
   */
  public record Made(Subscription subscription, String key) {}

  /**
   * Makes an address; empty where the person has as many as may be.
   *
   * @param wish names it: the same wish again takes the place of what it made before, whose key
   *     nobody can tell any more; empty: each is another
   */
  public Optional<Made> make(String user, String name, CalendarFilter filter, String wish) {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    String key = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    String hash = Keys.hash(key);
    Subscription made =
        new Subscription(hash.substring(0, ID_DIGITS), user, name, filter, clock.instant());
    boolean kept =
        repository.commit(
            resolver -> {
              Optional<String> before = wished(resolver, user, wish);
              if (before.isPresent()) {
                delete(resolver, user, before.get());
              } else if (ids(resolver, user).size() >= MOST) {
                return false;
              }
              write(Repository.node(resolver, path(made.id())), made, hash, wish);
              Repository.node(resolver, ofPerson(user) + "/" + made.id());
              return true;
            });
    return kept ? Optional.of(new Made(made, key)) : Optional.empty();
  }

  /** The addresses of a person, the oldest first. */
  public List<Subscription> of(String user) {
    return repository.read(
        resolver ->
            ids(resolver, user).stream()
                .map(id -> resolver.getResource(path(id)))
                .flatMap(node -> Optional.ofNullable(node).stream())
                .map(Subscriptions::read)
                .sorted(Comparator.comparing(Subscription::made))
                .toList());
  }

  /** The address with a key; empty where there is none. */
  public Optional<Subscription> find(String key) {
    String hash = Keys.hash(key);
    return repository.read(
        resolver -> {
          Resource node = resolver.getResource(path(hash.substring(0, ID_DIGITS)));
          boolean same =
              node != null
                  && MessageDigest.isEqual(
                      hash.getBytes(StandardCharsets.US_ASCII),
                      node.getValueMap().get(HASH, "").getBytes(StandardCharsets.US_ASCII));
          return same ? Optional.of(read(node)) : Optional.empty();
        });
  }

  /**
   * Takes an address of a person back: nothing is read under it any more.
   *
   * @return false where that person has none of this id
   */
  public boolean revoke(String user, String id) {
    return repository.commit(
        resolver -> {
          if (!ids(resolver, user).contains(id)) {
            return false;
          }
          delete(resolver, user, id);
          return true;
        });
  }

  private static void delete(ResourceResolver resolver, String user, String id)
      throws PersistenceException {
    Repository.delete(resolver, path(id));
    Repository.delete(resolver, ofPerson(user) + "/" + id);
  }

  private static Optional<String> wished(ResourceResolver resolver, String user, String wish) {
    return ids(resolver, user).stream()
        .filter(
            id -> {
              Resource node = resolver.getResource(path(id));
              return !wish.isEmpty() && node != null && text(node, WISH).equals(wish);
            })
        .findFirst();
  }

  private static List<String> ids(ResourceResolver resolver, String user) {
    List<String> ids = new ArrayList<>();
    Resource folder = resolver.getResource(ofPerson(user));
    for (Resource id : folder == null ? List.<Resource>of() : folder.getChildren()) {
      ids.add(id.getName());
    }
    return ids;
  }

  private static String path(String id) {
    return Repository.spread(KEYS, id);
  }

  /** Names of people make no good paths. */
  private static String ofPerson(String user) {
    return Repository.spread(PEOPLE, Keys.hash(user));
  }

  private static void write(Resource node, Subscription made, String hash, String wish)
      throws PersistenceException {
    Map<String, Object> values = Repository.writable(node);
    values.put(HASH, hash);
    if (!wish.isEmpty()) {
      values.put(WISH, wish);
    }
    values.put("user", made.user());
    values.put("name", made.name());
    values.put("made", Repository.calendar(made.made()));
    values.put("connection", made.filter().connection());
    values.put("network", made.filter().network());
    values.put("state", made.filter().state());
    values.put("site", made.filter().site());
  }

  private static Subscription read(Resource node) {
    return new Subscription(
        node.getName(),
        text(node, "user"),
        text(node, "name"),
        new CalendarFilter(
            text(node, "connection"),
            text(node, "network"),
            text(node, "state"),
            text(node, "site")),
        Repository.time(node, "made").orElse(Instant.EPOCH));
  }

  private static String text(Resource node, String name) {
    @Nullable String text = node.getValueMap().get(name, String.class);
    return text == null ? "" : text;
  }
}
