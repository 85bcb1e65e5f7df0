// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.mail;

import dev.smo.repository.Keys;
import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Who wants daily mails: {@code /var/smo/mails/<aa>/<SHA-256 of the user's name>}. Each mail has a
 * key of its own, with which it stops those that follow; only hashes of keys are kept.
 */
@Component(service = MailSubscriptions.class)
public class MailSubscriptions {
  /** So long a server that refused a mail is left alone. */
  static final Duration PAUSE = Duration.ofMinutes(30);

  /** So often somebody may ask for a mail at once. */
  static final Duration BETWEEN_TRIES = Duration.ofMinutes(1);

  private static final String ROOT = Repository.ROOT + "/mails";
  private static final int KEY_BYTES = 32;

  /** Links in so many mails stop them; those of older ones are dead. */
  private static final int KEYS = 100;

  private final Repository repository;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  @Activate
  public MailSubscriptions(
      @Reference Repository repository, @Reference(target = SystemClock.ONLY) Clock clock) {
    this.repository = repository;
    this.clock = clock;
  }

  /** Work on somebody's subscription; gives whether it is done. */
  private interface Work {
    boolean apply(Resource node, ModifiableValueMap values) throws PersistenceException;
  }

  /** Where the person's browser reached this server. */
  record Place(String console, String stop, String page) {}

  /** The subscription of a person; empty where there is none. */
  Optional<MailSubscription> of(String user) {
    return repository.read(
        resolver -> Optional.ofNullable(resolver.getResource(path(user))).map(MailNode::read));
  }

  /** All there are. */
  List<MailSubscription> all() {
    return repository.read(
        resolver ->
            Repository.children(resolver.getResource(ROOT)).stream()
                .flatMap(folder -> Repository.children(folder).stream())
                .map(MailNode::read)
                .toList());
  }

  /**
   * Subscribes, or changes what is. One whose hour has passed begins on the next day.
   *
   * @param own whether the address is known to be the person's
   */
  MailSubscription save(String user, MailSubscription.Wish wish, Place place, boolean own) {
    return repository.commit(
        resolver -> {
          boolean known = resolver.getResource(path(user)) != null;
          Resource node = Repository.node(resolver, path(user));
          MailNode.write(node, user, wish, place);
          if (own) {
            Repository.writable(node).put(MailNode.PROVEN, wish.address());
          }
          MailSubscription saved = MailNode.read(node);
          if (!known && saved.isPast(clock.instant())) {
            Repository.writable(node).put(MailNode.DONE, saved.day(clock.instant()).toString());
          }
          return MailNode.read(node);
        });
  }

  /** Wants no more mails; nothing where there was no wish. */
  void stop(String user) {
    repository.commit(
        resolver -> {
          Repository.delete(resolver, path(user));
          return true;
        });
  }

  /** The subscription whose mails had a key; empty where there is none. */
  Optional<MailSubscription> withKey(String id, String key) {
    return repository.read(
        resolver ->
            found(resolver, id).filter(node -> isOf(node, Keys.hash(key))).map(MailNode::read));
  }

  /** The subscription whose address a key proves; empty where it proves none. */
  Optional<MailSubscription> toBeProven(String id, String key) {
    return repository.read(
        resolver ->
            found(resolver, id).filter(node -> proves(node, Keys.hash(key))).map(MailNode::read));
  }

  /** Whoever has the key reads the mails of the address, and wants these. */
  void proven(MailSubscription one, String key) {
    change(
        one.user(),
        (node, values) -> {
          if (!proves(node, Keys.hash(key))) {
            return false;
          }
          values.put(MailNode.PROVEN, values.get(MailNode.ADDRESS, ""));
          values.remove(MailNode.CONFIRM);
          return true;
        });
  }

  /**
   * Takes the mail of a day, so that nobody else sends it.
   *
   * @return the key that stops further ones; empty where it is taken, or not due any more
   */
  Optional<String> claim(MailSubscription one, Instant now) {
    String key = key();
    boolean taken =
        change(
            one.user(),
            (node, values) -> {
              MailSubscription current = MailNode.read(node);
              if (!current.isDue(now)) {
                return false;
              }
              values.put(MailNode.DONE, current.day(now).toString());
              add(values, key);
              return true;
            });
    return taken ? Optional.of(key) : Optional.empty();
  }

  /**
   * As {@link #claim}, of a mail that a person asks for at once; empty where one just was. As long
   * as the address is not proven, the key proves it.
   */
  Optional<String> claimTry(MailSubscription one, Instant now) {
    String key = key();
    boolean taken =
        change(
            one.user(),
            (node, values) -> {
              Optional<Instant> last = Repository.time(node, MailNode.TRIED);
              if (last.filter(at -> at.plus(BETWEEN_TRIES).isAfter(now)).isPresent()) {
                return false;
              }
              values.put(MailNode.TRIED, Repository.calendar(now));
              if (MailNode.read(node).proven()) {
                add(values, key);
              } else {
                values.put(MailNode.CONFIRM, Keys.hash(key));
              }
              return true;
            });
    return taken ? Optional.of(key) : Optional.empty();
  }

  /** The server has the mail. */
  void taken(MailSubscription one, Instant now) {
    change(
        one.user(),
        (node, values) -> {
          values.put(MailNode.SENT, Repository.calendar(now));
          values.remove(MailNode.NEXT);
          values.remove(MailNode.PROBLEM);
          return true;
        });
  }

  /** Nobody has the mail of that day: it is tried again after a pause. */
  void refused(MailSubscription one, String reason, Instant now) {
    LocalDate day = one.day(now);
    change(
        one.user(),
        (node, values) -> {
          if (values.get(MailNode.DONE, "").equals(day.toString())) {
            values.remove(MailNode.DONE);
            one.done().ifPresent(before -> values.put(MailNode.DONE, before.toString()));
          }
          values.put(MailNode.NEXT, Repository.calendar(now.plus(PAUSE)));
          values.put(MailNode.PROBLEM, reason);
          return true;
        });
  }

  /** The mail may be there or not, and is not sent again. */
  void unknown(MailSubscription one, String reason) {
    change(
        one.user(),
        (node, values) -> {
          values.put(MailNode.PROBLEM, reason);
          return true;
        });
  }

  private boolean change(String user, Work work) {
    return repository.commit(
        resolver -> {
          Resource node = resolver.getResource(path(user));
          return node != null && work.apply(node, Repository.writable(node));
        });
  }

  private static Optional<Resource> found(ResourceResolver resolver, String id) {
    return id.matches("[0-9a-f]{64}")
        ? Optional.ofNullable(resolver.getResource(Repository.spread(ROOT, id)))
        : Optional.empty();
  }

  private static boolean isOf(Resource node, String hash) {
    byte[] wanted = hash.getBytes(StandardCharsets.US_ASCII);
    return keys(node.getValueMap().get(MailNode.KEYS, String[].class))
        .anyMatch(one -> MessageDigest.isEqual(wanted, one.getBytes(StandardCharsets.US_ASCII)));
  }

  private static boolean proves(Resource node, String hash) {
    byte[] kept = node.getValueMap().get(MailNode.CONFIRM, "").getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(hash.getBytes(StandardCharsets.US_ASCII), kept);
  }

  private static void add(ModifiableValueMap values, String key) {
    List<String> all = new ArrayList<>(List.of(Keys.hash(key)));
    keys(values.get(MailNode.KEYS, String[].class)).forEach(all::add);
    values.put(MailNode.KEYS, all.stream().limit(KEYS).toArray(String[]::new));
  }

  private static Stream<String> keys(String @Nullable [] kept) {
    return kept == null ? Stream.of() : Arrays.stream(kept);
  }

  private String key() {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String path(String user) {
    return Repository.spread(ROOT, Keys.hash(user));
  }
}
