// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.signing;

import dev.smo.post.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of a call, as the Standard Webhooks have it (standardwebhooks.com): HMAC-SHA256
 * over id, time and body.
 *
 * @param seconds since 1970; a receiver refuses what is older than five minutes
 * @param value of the header {@code webhook-signature}
 */
public record Signature(long seconds, String value) {
  private static final String PREFIX = "whsec_";
  private static final int SHORTEST = 16;

  /** Seconds for which a signature holds. */
  private static final int LONGEST = 300;

  /** Signs a call that is made now. */
  public static Signature of(String id, Instant now, String body, Secret key) {
    long seconds = now.getEpochSecond();
    String signed = id + "." + seconds + "." + body;
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bytes(key.open().strip()), "HmacSHA256"));
      byte[] hash = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
      return new Signature(seconds, "v1," + Base64.getEncoder().encodeToString(hash));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  /**
   * Whether a call was signed with a key, less than five minutes ago.
   *
   * @param seconds that the call says it was signed at
   * @param value that the call carries
   */
  public static boolean holds(Call call, long seconds, String value, Instant now, Secret key) {
    if (Math.abs(now.getEpochSecond() - seconds) > LONGEST) {
      return false;
    }
    Signature ours = of(call.id(), Instant.ofEpochSecond(seconds), call.body(), key);
    return MessageDigest.isEqual(
        ours.value().getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
  }

  /** What is signed of a call beside its time. */
  public record Call(String id, String body) {}

  /** Whether something can be signed with a key. */
  public static boolean signs(Secret key) {
    try {
      return bytes(key.open().strip()).length >= SHORTEST;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * A key that begins with {@code whsec_} is written in Base64, another one is its characters.
   *
   * @throws IllegalArgumentException it is no Base64
   */
  private static byte[] bytes(String key) {
    return key.startsWith(PREFIX)
        ? Base64.getDecoder().decode(key.substring(PREFIX.length()))
        : key.getBytes(StandardCharsets.UTF_8);
  }
}
