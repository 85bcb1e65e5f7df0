// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.signing;

import dev.smo.post.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
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
