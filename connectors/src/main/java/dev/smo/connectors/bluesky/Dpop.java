// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connectors.Json;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls that prove to hold the key to which a token is bound (RFC 9449), so that the token alone is
 * worth nothing. Servers give out nonces, and refuse a proof without their latest one before they
 * do anything: such a call is made once more, with the nonce.
 */
final class Dpop {
  private static final String NONCE = "dpop-nonce";
  private static final String WANTED = "use_dpop_nonce";
  private static final int LONGEST_NONCE = 500;
  private static final int MOST_SERVERS = 500;

  private final Outbound outbound;
  private final InstantSource clock;
  private final Map<String, String> nonces = new ConcurrentHashMap<>();

  Dpop(Outbound outbound, InstantSource clock) {
    this.outbound = outbound;
    this.clock = clock;
  }

  /** Makes a request, which may have proofs of its own that are good for one time. */
  interface Making {
    Request request() throws IOException;
  }

  /**
   * Sends a request.
   *
   * @param request is asked again where the call is made again
   * @param token that the call is made with; empty where it is made for one
   */
  Answer send(Making request, SigningKey key, Optional<Secret> token)
      throws IOException, InterruptedException {
    Answer answer = once(request.request(), key, token);
    return wantsNonce(answer) ? once(request.request(), key, token) : answer;
  }

  private Answer once(Request request, SigningKey key, Optional<Secret> token)
      throws IOException, InterruptedException {
    Request proved = request.header("DPoP", proof(request, key, token));
    if (token.isPresent()) {
      proved = proved.header("Authorization", "DPoP " + token.get().open());
    }
    Answer answer = outbound.send(proved);
    Optional<String> nonce = answer.header(NONCE).filter(one -> one.length() <= LONGEST_NONCE);
    if (nonce.isPresent()) {
      if (nonces.size() >= MOST_SERVERS) {
        nonces.clear();
      }
      nonces.put(server(request.uri()), nonce.get());
    }
    return answer;
  }

  private static boolean wantsNonce(Answer answer) {
    return (answer.status() == 400 || answer.status() == 401)
        && answer.header(NONCE).isPresent()
        && (Json.orNothing(answer).path("error").asText().equals(WANTED)
            || answer.header("www-authenticate").filter(one -> one.contains(WANTED)).isPresent());
  }

  private String proof(Request request, SigningKey key, Optional<Secret> token) {
    ObjectNode header = JsonNodeFactory.instance.objectNode().put("typ", "dpop+jwt");
    header.set("jwk", key.open());
    ObjectNode claims = JsonNodeFactory.instance.objectNode();
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("htm", request.method());
    claims.put("htu", server(request.uri()) + request.uri().getRawPath());
    claims.put("iat", clock.instant().getEpochSecond());
    token.ifPresent(t -> claims.put("ath", SigningKey.base64(SigningKey.sha256(t.open()))));
    Optional.ofNullable(nonces.get(server(request.uri())))
        .ifPresent(nonce -> claims.put("nonce", nonce));
    return key.sign(header, claims);
  }

  private static String server(URI address) {
    return address.getScheme() + "://" + address.getRawAuthority();
  }
}
