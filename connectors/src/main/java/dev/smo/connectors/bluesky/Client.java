// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connectors.Urls;
import dev.smo.post.Application;
import dev.smo.post.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * This installation, as authorization servers know it: by the address of a document that it serves.
 * It proves by its own key that it is the one, so its sessions last. On a developer's machine,
 * where no server can read the document, it needs none and has no key.
 *
 * @param id address of the document
 */
record Client(String id) {
  /** All that is needed to post, and read what comes of it. */
  static final String SCOPE = "atproto transition:generic";

  /** Secret and setting of the application: the key, and its public part. */
  static final String KEY = "clientKey";

  static final String PUBLIC_KEY = "publicKey";

  private static final String DOCUMENT = "client.bluesky.json";
  private static final long ASSERTION_SECONDS = 60;

  /** As far as our clock may be ahead of a server's. */
  private static final long CLOCK_SECONDS = 15;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The installation that has people sent back to an address. */
  static Client of(URI redirect) throws IOException {
    if ("https".equals(redirect.getScheme())) {
      return new Client(redirect.resolve(DOCUMENT).toString());
    }
    if (List.of("127.0.0.1", "[::1]").contains(redirect.getHost())) {
      return new Client(
          "http://localhost?"
              + Urls.query(Map.of("redirect_uri", redirect.toString(), "scope", SCOPE)));
    }
    throw new SignInRefusedException(
        "localhost".equals(redirect.getHost())
            ? "Bluesky sends nobody back to localhost. Open the console at 127.0.0.1 instead."
            : "Bluesky sends people back to https only. Open the console by https, or set the"
                + " public address of this server.");
  }

  /** Whether it can prove who it is. */
  boolean proves() {
    return id.startsWith("https:");
  }

  /** A key for the installation. */
  static Application register() {
    SigningKey key = SigningKey.generate();
    return Application.none()
        .setting(PUBLIC_KEY, key.open().put("kid", key.thumbprint()).toString())
        .secret(KEY, key.keep());
  }

  /** The document. */
  static String document(URI address, URI redirect, List<Application> registered) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("client_id", address.toString());
    document.put("client_name", "SMO");
    document.put("application_type", "web");
    document.putArray("grant_types").add("authorization_code").add("refresh_token");
    document.putArray("response_types").add("code");
    document.putArray("redirect_uris").add(redirect.toString());
    document.put("scope", SCOPE);
    document.put("dpop_bound_access_tokens", true);
    document.put("token_endpoint_auth_method", "private_key_jwt");
    document.put("token_endpoint_auth_signing_alg", "ES256");
    ArrayNode keys = document.putObject("jwks").putArray("keys");
    for (Application one : registered) {
      one.setting(PUBLIC_KEY).map(Client::jwk).ifPresent(keys::add);
    }
    return document.toString();
  }

  private static JsonNode jwk(String text) {
    try {
      ObjectNode jwk = (ObjectNode) MAPPER.readTree(text);
      return jwk.put("use", "sig").put("alg", "ES256");
    } catch (IOException | ClassCastException e) {
      throw new IllegalStateException("The public key of this installation cannot be read", e);
    }
  }

  /** Fields of a call that say who makes it; a new proof each time (RFC 7523). */
  Map<String, String> fields(Application application, String issuer, Instant now)
      throws IOException {
    Map<String, String> fields = new HashMap<>();
    fields.put("client_id", id);
    if (proves()) {
      Optional<Secret> kept = application.secret(KEY);
      SigningKey key =
          SigningKey.of(
              kept.orElseThrow(
                  () ->
                      new SignInRefusedException(
                          "This server has lost the key by which Bluesky knows it.")));
      fields.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
      fields.put("client_assertion", assertion(key, issuer, now));
    }
    return fields;
  }

  private String assertion(SigningKey key, String issuer, Instant now) {
    ObjectNode header = JsonNodeFactory.instance.objectNode().put("kid", key.thumbprint());
    ObjectNode claims = JsonNodeFactory.instance.objectNode();
    claims.put("iss", id).put("sub", id).put("aud", issuer);
    claims.put("jti", UUID.randomUUID().toString());
    // Servers take none of the future, and none that is older than a minute.
    claims.put("iat", now.getEpochSecond() - CLOCK_SECONDS);
    claims.put("exp", now.getEpochSecond() + ASSERTION_SECONDS);
    return key.sign(header, claims);
  }
}
