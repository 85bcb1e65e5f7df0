// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.FakeResponse;
import dev.smo.testkit.SignedToken;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Proofs of holding a key (RFC 9449), checked as strictly as a server may; each is good once. */
final class FakeProofs {
  private static final long TOLERANCE_SECONDS = 120;

  private final Supplier<URI> server;
  private final Set<String> seen = new HashSet<>();
  private final Map<String, Boolean> late = new HashMap<>();
  private boolean rotates;
  private boolean content = true;
  private int generation = 1;

  FakeProofs(Supplier<URI> server) {
    this.server = server;
  }

  /** From now on each nonce is good for one call. */
  synchronized void rotate() {
    rotates = true;
  }

  /** From now on no nonce is good. */
  synchronized void neverBeContent() {
    content = false;
  }

  private String nonce() {
    return "nonce-" + generation;
  }

  /** Tells the nonce of the next call. */
  synchronized FakeResponse telling(FakeResponse answer) {
    return answer.header("DPoP-Nonce", nonce());
  }

  /** A proof of a call: the thumbprint of its key, or what is wrong. */
  record Checked(String key, String error) {
    boolean wrong() {
      return !error.isEmpty();
    }
  }

  /** Whether a call lacks nothing but the nonce of its time, so that it counts as not made. */
  synchronized boolean wantsNonce(Call call) {
    return call.header("dpop")
        .filter(proof -> late.computeIfAbsent(proof, this::isLate))
        .isPresent();
  }

  private boolean isLate(String proof) {
    try {
      return !SignedToken.of(proof).claims().path("nonce").asText().equals(nonce());
    } catch (IllegalArgumentException e) {
      return false; // it lacks more than that
    }
  }

  synchronized Checked check(Call call, Optional<String> token) {
    boolean lacksNonce = wantsNonce(call);
    Optional<String> sent = call.header("dpop");
    if (sent.isEmpty()) {
      return wrong("invalid_dpop_proof");
    }
    SignedToken proof;
    try {
      proof = SignedToken.of(sent.get());
    } catch (IllegalArgumentException e) {
      return wrong("invalid_dpop_proof");
    }
    JsonNode jwk = proof.header().path("jwk");
    JsonNode claims = proof.claims();
    long age = Math.abs(Instant.now().getEpochSecond() - claims.path("iat").asLong());
    String ath = token.map(SignedToken::sha256).orElse("");
    boolean good =
        proof.header().path("typ").asText().equals("dpop+jwt")
            && !jwk.has("d")
            && proof.isSignedBy(jwk)
            && claims.path("htm").asText().equals(call.method())
            && claims.path("htu").asText().equals(server.get() + call.path())
            && claims.path("ath").asText("").equals(ath)
            && age < TOLERANCE_SECONDS;
    if (!good) {
      return wrong("invalid_dpop_proof");
    }
    if (!content || lacksNonce) {
      return wrong("use_dpop_nonce");
    }
    String id = claims.path("jti").asText();
    if (id.isEmpty() || !seen.add(id)) {
      return wrong("invalid_dpop_proof");
    }
    if (rotates) {
      generation++;
    }
    return new Checked(SignedToken.thumbprint(jwk), "");
  }

  private static Checked wrong(String error) {
    return new Checked("", error);
  }
}
