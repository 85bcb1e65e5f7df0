// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;

/**
 * A JSON web token that somebody signed by ES256, read as a server reads it.
 *
 * @param signed the part that is signed
 */
public record SignedToken(JsonNode header, JsonNode claims, String signed, String signature) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads one; its signature is not looked at yet.
   *
   * @throws IllegalArgumentException it is none
   */
  public static SignedToken of(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("no signed token");
    }
    try {
      return new SignedToken(
          JSON.readTree(decoded(parts[0])),
          JSON.readTree(decoded(parts[1])),
          parts[0] + "." + parts[1],
          parts[2]);
    } catch (IOException e) {
      throw new IllegalArgumentException("no signed token", e);
    }
  }

  /** Whether a JSON web key of the curve P-256 made the signature. */
  public boolean isSignedBy(JsonNode jwk) {
    if (!header.path("alg").asText().equals("ES256")
        || !jwk.path("kty").asText().equals("EC")
        || !jwk.path("crv").asText().equals("P-256")) {
      return false;
    }
    try {
      Signature check = Signature.getInstance("SHA256withECDSAinP1363Format");
      check.initVerify(key(jwk));
      check.update(signed.getBytes(StandardCharsets.US_ASCII));
      return check.verify(decoded(signature));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static PublicKey key(JsonNode jwk) throws GeneralSecurityException {
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    BigInteger x = new BigInteger(1, decoded(jwk.path("x").asText()));
    BigInteger y = new BigInteger(1, decoded(jwk.path("y").asText()));
    return KeyFactory.getInstance("EC")
        .generatePublic(
            new ECPublicKeySpec(new ECPoint(x, y), curve.getParameterSpec(ECParameterSpec.class)));
  }

  /** The name of a key (RFC 7638). */
  public static String thumbprint(JsonNode jwk) {
    return sha256(
        "{\"crv\":\"%s\",\"kty\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"}"
            .formatted(
                jwk.path("crv").asText(),
                jwk.path("kty").asText(),
                jwk.path("x").asText(),
                jwk.path("y").asText()));
  }

  /** The hash of a text, in Base64 of addresses. */
  public static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] decoded(String part) {
    return Base64.getUrlDecoder().decode(part);
  }
}
