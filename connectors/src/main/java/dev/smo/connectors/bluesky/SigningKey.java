// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.post.Secret;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.Base64;

/** A key of the curve P-256 that signs JSON web tokens (RFC 7515 and 7518, ES256). */
final class SigningKey {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String CURVE = "secp256r1";
  private static final int COORDINATE_BYTES = 32;

  private final String d;
  private final String x;
  private final String y;

  /**
   * @param d private part, as all of them in Base64 of addresses
   * @param x the public point's one coordinate
   * @param y the other
   */
  private SigningKey(String d, String x, String y) {
    this.d = d;
    this.x = x;
    this.y = y;
  }

  static SigningKey generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE));
      KeyPair pair = generator.generateKeyPair();
      ECPublicKey open = (ECPublicKey) pair.getPublic();
      return new SigningKey(
          coordinate(((ECPrivateKey) pair.getPrivate()).getS()),
          coordinate(open.getW().getAffineX()),
          coordinate(open.getW().getAffineY()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java makes no keys of the curve P-256", e);
    }
  }

  /** The key that {@link #keep} gave. */
  static SigningKey of(Secret kept) {
    try {
      JsonNode jwk = MAPPER.readTree(kept.open());
      return new SigningKey(jwk.path("d").asText(), jwk.path("x").asText(), jwk.path("y").asText());
    } catch (IOException e) {
      // Its cause would repeat the key.
      throw new IllegalStateException("The key that was kept cannot be read");
    }
  }

  /** All of it, as a JSON web key. */
  Secret keep() {
    return Secret.of(open().put("d", d).toString());
  }

  /** The public part as a JSON web key (RFC 7517). */
  ObjectNode open() {
    ObjectNode jwk = JsonNodeFactory.instance.objectNode();
    return jwk.put("crv", "P-256").put("kty", "EC").put("x", x).put("y", y);
  }

  /** Names the key (RFC 7638). */
  String thumbprint() {
    return base64(sha256(open().toString())); // the members are in the order of the alphabet
  }

  /** A signed token. */
  String sign(ObjectNode header, ObjectNode claims) {
    header.put("alg", "ES256");
    String signed = base64(utf8(header.toString())) + "." + base64(utf8(claims.toString()));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(secret());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java does not sign with the key that was kept", e);
    }
  }

  private PrivateKey secret() throws GeneralSecurityException {
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec(CURVE));
    BigInteger number = new BigInteger(1, Base64.getUrlDecoder().decode(d));
    return KeyFactory.getInstance("EC")
        .generatePrivate(
            new ECPrivateKeySpec(number, curve.getParameterSpec(ECParameterSpec.class)));
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(utf8(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** As many bytes as the curve has, whatever the number. */
  private static String coordinate(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] whole = new byte[COORDINATE_BYTES];
    int length = Math.min(bytes.length, COORDINATE_BYTES);
    System.arraycopy(bytes, bytes.length - length, whole, COORDINATE_BYTES - length, length);
    return base64(whole);
  }

  /** Shows nothing of it. */
  @Override
  public String toString() {
    return "SigningKey";
  }
}
