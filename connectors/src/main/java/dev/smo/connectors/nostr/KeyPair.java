// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.nostr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.post.Connection;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** Who an account is: its private key, and what is signed with it. */
final class KeyPair {
  static final String KEY = "key";

  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] secret;
  private final String owner;

  private KeyPair(byte[] secret) {
    this.secret = secret;
    owner = hex(Schnorr.publicKey(secret));
  }

  /** The key of a connection, as nsec or 64 hexadecimal digits; empty where it is none. */
  static Optional<KeyPair> of(Connection connection) {
    return secret(connection).map(KeyPair::new);
  }

  /** Whether there is one; without the arithmetic that its public key takes. */
  static boolean isThere(Connection connection) {
    return secret(connection).isPresent();
  }

  private static Optional<byte[]> secret(Connection connection) {
    String text = connection.secret(KEY).map(one -> one.open().strip()).orElse("");
    Optional<byte[]> bytes =
        text.matches("[0-9a-fA-F]{64}")
            ? Optional.of(HexFormat.of().parseHex(text))
            : Bech32.decode("nsec", text);
    return bytes.filter(Schnorr::isKey);
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** The public key, in hexadecimal digits. */
  String owner() {
    return owner;
  }

  /** The public key as people hand it on. */
  String npub() {
    return npub(owner);
  }

  static String npub(String owner) {
    return Bech32.encode("npub", HexFormat.of().parseHex(owner));
  }

  /** An event to be signed. What is the same, at the same second, has the same id. */
  ObjectNode event(int kind, Instant at, ArrayNode tags, String content) {
    ObjectNode event =
        JsonNodeFactory.instance
            .objectNode()
            .put("pubkey", owner)
            .put("created_at", at.getEpochSecond())
            .put("kind", kind)
            .put("content", content);
    event.set("tags", tags);
    return event.put("id", hex(id(event)));
  }

  /** The event with its signature. */
  ObjectNode signed(ObjectNode event) {
    byte[] random = new byte[32];
    RANDOM.nextBytes(random);
    byte[] id = HexFormat.of().parseHex(event.path("id").asText());
    return event.put("sig", hex(Schnorr.sign(secret, id, random)));
  }

  /** Whether an event is what its author signed. */
  static boolean genuine(JsonNode event) {
    try {
      byte[] id = id(event);
      HexFormat digits = HexFormat.of();
      return hex(id).equals(event.path("id").asText())
          && Schnorr.verify(
              digits.parseHex(event.path("pubkey").asText()),
              id,
              digits.parseHex(event.path("sig").asText()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static byte[] id(JsonNode event) {
    ArrayNode all =
        JsonNodeFactory.instance
            .arrayNode()
            .add(0)
            .add(event.path("pubkey"))
            .add(event.path("created_at"))
            .add(event.path("kind"))
            .add(event.path("tags"))
            .add(event.path("content"));
    return Schnorr.sha256(all.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Names the public key only. */
  @Override
  public String toString() {
    return npub();
  }
}
