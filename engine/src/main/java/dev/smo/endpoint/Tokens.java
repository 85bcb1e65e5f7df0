// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.endpoint;

import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.sling.api.resource.Resource;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Proofs that a change comes from a page of this site and from the person it claims: a foreign site
 * can make a browser send a POST, but cannot read a token. The key is shared by all nodes of a
 * cluster and survives restarts.
 */
@Component(service = Tokens.class)
public class Tokens {
  /** How long a token holds. */
  public static final Duration LIFE = Duration.ofHours(1);

  private static final String KEY_NODE = Repository.ROOT + "/console";
  private static final String KEY = "key";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  private final Repository repository;
  private final Clock clock;
  private volatile byte @Nullable [] key;

  @Activate
  public Tokens(
      @Reference Repository repository, @Reference(target = SystemClock.ONLY) Clock clock) {
    this.repository = repository;
    this.clock = clock;
  }

  /** A token and its end. */
  public record Issued(String token, String expires) {}

  public Issued issue(String user) {
    Instant expires = Instant.ofEpochSecond(clock.instant().plus(LIFE).getEpochSecond());
    return new Issued(
        expires.getEpochSecond() + "." + proof(user, expires.getEpochSecond()), expires.toString());
  }

  /** Whether the token was issued to the user and has not ended. */
  boolean valid(@Nullable String token, String user) {
    int dot = token == null ? -1 : token.indexOf('.');
    if (token == null || dot < 1) {
      return false;
    }
    try {
      long expires = Long.parseLong(token.substring(0, dot));
      boolean genuine =
          MessageDigest.isEqual(
              proof(user, expires).getBytes(StandardCharsets.US_ASCII),
              token.substring(dot + 1).getBytes(StandardCharsets.US_ASCII));
      return genuine && clock.instant().isBefore(Instant.ofEpochSecond(expires));
    } catch (NumberFormatException | DateTimeException e) {
      return false;
    }
  }

  private String proof(String user, long expires) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key(), ALGORITHM));
      byte[] text = (expires + "\n" + user).getBytes(StandardCharsets.UTF_8);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  private byte[] key() {
    byte[] known = key;
    if (known == null) {
      known = HexFormat.of().parseHex(storedKey());
      key = known;
    }
    return known;
  }

  /** Of two nodes that make the key at once, the repository refuses one, which then reads it. */
  private String storedKey() {
    return repository.commit(
        resolver -> {
          Resource there = resolver.getResource(KEY_NODE);
          if (there != null) {
            return there.getValueMap().get(KEY, "");
          }
          byte[] fresh = new byte[KEY_BYTES];
          new SecureRandom().nextBytes(fresh);
          String text = HexFormat.of().formatHex(fresh);
          resolver.create(
              Repository.folder(resolver, Repository.ROOT),
              "console",
              Map.of("jcr:primaryType", "oak:Unstructured", KEY, text));
          return text;
        });
  }
}
