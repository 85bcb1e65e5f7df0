// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.FakeResponse;
import dev.smo.testkit.Pkce;
import dev.smo.testkit.SignedToken;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The server on which the owner of the account agrees (atproto.com/specs/oauth), as strict as the
 * protocol allows: every request is pushed, every token bound to a key, every code, nonce, proof
 * and refresh token good for one time.
 */
public final class FakeAuthorization {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LOCAL = "http://localhost?";
  private static final int SECONDS = 3600;

  private final Supplier<URI> server;
  private final String secret;
  private final String did;
  private final FakeProofs proofs;
  private final Map<String, Asked> pushed = new HashMap<>();
  private final Map<String, Asked> codes = new HashMap<>();
  private final Set<String> assertions = new HashSet<>();
  private Optional<JsonNode> document = Optional.empty();
  private Optional<Granted> session = Optional.empty();
  private String scope = "atproto transition:generic";
  private String issuer = "";
  private String subject;
  private boolean unknown;
  private int generation;

  /** A request that was pushed, by whom, and the key that it is bound to. */
  private record Asked(Map<String, String> form, String client, String clientKey, String key) {}

  /** A session that holds. */
  private record Granted(
      String access, String refresh, String client, String clientKey, String key) {}

  /** Tokens of a session. */
  public record Tokens(String access, String refresh) {}

  FakeAuthorization(Supplier<URI> server, String secret, String did) {
    this.server = server;
    this.secret = secret;
    this.did = did;
    subject = did;
    proofs = new FakeProofs(server);
  }

  /** Lets the server find this document at the client id that it names. */
  public synchronized void readClient(String json) {
    try {
      document = Optional.of(JSON.readTree(json));
    } catch (IOException e) {
      throw new IllegalArgumentException("no JSON", e);
    }
  }

  /** Lets the server's description name another. */
  public synchronized void nameIssuer(String other) {
    issuer = other;
  }

  /** Lets another account's owner sign in. */
  public synchronized void signInAs(String other) {
    subject = other;
  }

  /** Grants less than was asked for. */
  public synchronized void grantOnly(String less) {
    scope = less;
  }

  /** Is a server without OAuth. */
  public synchronized void beUnknown() {
    unknown = true;
  }

  /** Ends the session, as its owner can. */
  public synchronized void revoke() {
    session = Optional.empty();
  }

  /** Lets the access token expire; the refresh token holds. */
  public synchronized void expire() {
    session =
        session.map(
            held -> new Granted("", held.refresh(), held.client(), held.clientKey(), held.key()));
  }

  /** From now on each nonce is good for one call. */
  public void rotateNonces() {
    proofs.rotate();
  }

  /** From now on no nonce is good. */
  public void neverBeContent() {
    proofs.neverBeContent();
  }

  /** Its name, with which it sends people back. */
  public String issuer() {
    return server.get().toString();
  }

  /** Opens a session for whoever has a key. */
  public synchronized Tokens open(String client, String clientKey, String key) {
    generation++;
    Granted granted =
        new Granted(
            "access-" + secret + "-" + generation,
            "refresh-" + secret + "-" + generation,
            client,
            clientKey,
            key);
    session = Optional.of(granted);
    return new Tokens(granted.access(), granted.refresh());
  }

  /** What was pushed before somebody comes to a page. */
  synchronized Map<String, String> told(URI page) {
    return Optional.ofNullable(pushed.get(Call.query(page).getOrDefault("request_uri", "")))
        .map(Asked::form)
        .orElse(Map.of());
  }

  /** Lets the owner agree on the page; a page is good for one time. */
  public synchronized String agree(URI page) {
    Map<String, String> query = Call.query(page);
    Asked asked = pushed.remove(query.getOrDefault("request_uri", ""));
    if (asked == null
        || !query.keySet().equals(Set.of("client_id", "request_uri"))
        || !asked.client().equals(query.get("client_id"))) {
      throw new IllegalArgumentException("The network shows an error on " + page);
    }
    String code = "code-" + codes.size() + pushed.size() + generation;
    codes.put(code, asked);
    return code;
  }

  /** Answers what belongs to signing in; empty: something else. */
  synchronized Optional<FakeResponse> answer(Call call) {
    return switch (call.toString()) {
      case "GET /.well-known/oauth-protected-resource" ->
          Optional.of(unknown ? FakeResponse.html(404, "Cannot GET") : resource());
      case "GET /.well-known/oauth-authorization-server" -> Optional.of(metadata());
      case "POST /oauth/par" -> Optional.of(proofs.telling(push(call)));
      case "POST /oauth/token" -> Optional.of(proofs.telling(grant(call)));
      default -> call.path().equals("/" + did) ? Optional.of(identity()) : Optional.empty();
    };
  }

  private FakeResponse identity() {
    ObjectNode found = FakeResponse.object().put("id", did);
    found.putArray("alsoKnownAs").add("at://" + FakeBluesky.HANDLE);
    ObjectNode service = found.putArray("service").addObject();
    service.put("id", "#atproto_pds").put("type", "AtprotoPersonalDataServer");
    service.put("serviceEndpoint", server.get().toString());
    return FakeResponse.json(200, found);
  }

  private FakeResponse resource() {
    ObjectNode resource = FakeResponse.object().put("resource", server.get().toString());
    resource.putArray("authorization_servers").add(issuer());
    return FakeResponse.json(200, resource);
  }

  private FakeResponse metadata() {
    ObjectNode said = FakeResponse.object().put("issuer", issuer.isEmpty() ? issuer() : issuer);
    said.put("pushed_authorization_request_endpoint", server.get() + "/oauth/par");
    said.put("authorization_endpoint", server.get() + "/oauth/authorize");
    said.put("token_endpoint", server.get() + "/oauth/token");
    said.putArray("scopes_supported").add("atproto").add("transition:generic");
    said.putArray("code_challenge_methods_supported").add("S256");
    said.putArray("dpop_signing_alg_values_supported").add("ES256");
    said.put("authorization_response_iss_parameter_supported", true);
    said.put("require_pushed_authorization_requests", true);
    said.put("client_id_metadata_document_supported", true);
    return FakeResponse.json(200, said);
  }

  private FakeResponse push(Call call) {
    FakeProofs.Checked proof = proofs.check(call, Optional.empty());
    if (proof.wrong()) {
      return refused(proof.error());
    }
    Map<String, String> form = new HashMap<>();
    call.form().forEach((name, values) -> form.put(name, values.get(0)));
    String client = form.getOrDefault("client_id", "");
    Optional<String> clientKey = client(client, form);
    if (clientKey.isEmpty()) {
      return refused("invalid_client");
    }
    boolean good =
        form.getOrDefault("response_type", "").equals("code")
            && form.getOrDefault("code_challenge_method", "").equals("S256")
            && form.getOrDefault("code_challenge", "").length() == 43
            && !form.getOrDefault("state", "").isEmpty()
            && redirects(client).contains(form.getOrDefault("redirect_uri", ""))
            && form.getOrDefault("scope", "").equals("atproto transition:generic");
    if (!good) {
      return refused("invalid_request");
    }
    String uri = "urn:ietf:params:oauth:request_uri:req-" + assertions.size() + pushed.size();
    pushed.put(uri, new Asked(form, client, clientKey.get(), proof.key()));
    return FakeResponse.json(
        201, FakeResponse.object().put("request_uri", uri).put("expires_in", 299));
  }

  private List<String> redirects(String client) {
    return client.startsWith(LOCAL)
        ? List.of(Call.query(URI.create(client)).getOrDefault("redirect_uri", ""))
        : document.stream().map(one -> one.path("redirect_uris").path(0).asText()).toList();
  }

  /** Name of the key by which a client proves who it is, or none; empty: it does not prove it. */
  private Optional<String> client(String id, Map<String, String> form) {
    if (id.startsWith(LOCAL)) {
      return Optional.of("");
    }
    if (document.filter(one -> one.path("client_id").asText().equals(id)).isEmpty()
        || !form.getOrDefault("client_assertion_type", "").endsWith(":jwt-bearer")) {
      return Optional.empty();
    }
    SignedToken proof = SignedToken.of(form.getOrDefault("client_assertion", ".."));
    JsonNode claims = proof.claims();
    boolean good =
        claims.path("iss").asText().equals(id)
            && claims.path("sub").asText().equals(id)
            && claims.path("aud").asText().equals(issuer())
            && claims.path("exp").asLong() > Instant.now().getEpochSecond()
            && assertions.add(claims.path("jti").asText());
    String kid = proof.header().path("kid").asText();
    for (JsonNode jwk : document.get().path("jwks").path("keys")) {
      if (good && jwk.path("kid").asText().equals(kid) && proof.isSignedBy(jwk)) {
        return Optional.of(kid);
      }
    }
    return Optional.empty();
  }

  private FakeResponse grant(Call call) {
    FakeProofs.Checked proof = proofs.check(call, Optional.empty());
    if (proof.wrong()) {
      return refused(proof.error());
    }
    Map<String, String> form = new HashMap<>();
    call.form().forEach((name, values) -> form.put(name, values.get(0)));
    String id = form.getOrDefault("client_id", "");
    Optional<String> clientKey = client(id, form);
    if (clientKey.isEmpty()) {
      return refused("invalid_client");
    }
    boolean renewal = form.getOrDefault("grant_type", "").equals("refresh_token");
    boolean may =
        renewal
            ? renews(form, id, clientKey.get(), proof.key())
            : redeems(form, id, clientKey.get(), proof.key());
    if (!may) {
      // Whoever uses a refresh token a second time may have stolen it.
      session = renewal ? Optional.empty() : session;
      return refused("invalid_grant");
    }
    Tokens tokens = open(id, clientKey.get(), proof.key());
    ObjectNode granted = FakeResponse.object().put("access_token", tokens.access());
    granted.put("refresh_token", tokens.refresh()).put("token_type", "DPoP");
    granted.put("expires_in", SECONDS).put("scope", scope).put("sub", subject);
    return FakeResponse.json(200, granted);
  }

  private boolean renews(Map<String, String> form, String id, String clientKey, String key) {
    return session
        .filter(held -> held.refresh().equals(form.get("refresh_token")))
        .filter(held -> held.client().equals(id) && held.clientKey().equals(clientKey))
        .filter(held -> held.key().equals(key))
        .isPresent();
  }

  private boolean redeems(Map<String, String> form, String id, String clientKey, String key) {
    Asked asked = codes.remove(form.getOrDefault("code", ""));
    return asked != null
        && form.getOrDefault("grant_type", "").equals("authorization_code")
        && asked.client().equals(id)
        && asked.clientKey().equals(clientKey)
        && asked.key().equals(key)
        && form.getOrDefault("redirect_uri", "").equals(asked.form().get("redirect_uri"))
        && Pkce.challenge(form.getOrDefault("code_verifier", ""))
            .equals(asked.form().get("code_challenge"));
  }

  private static FakeResponse refused(String error) {
    ObjectNode said = FakeResponse.object().put("error", error);
    return FakeResponse.json(400, said.put("error_description", "The server says " + error));
  }

  /** Whether a call is one of a session that a person signed in for. */
  static boolean isBound(Call call) {
    return call.header("authorization").filter(one -> one.startsWith("DPoP ")).isPresent();
  }

  boolean wantsNonce(Call call) {
    return isBound(call) && proofs.wantsNonce(call);
  }

  /** What is wrong with the token of a call, or its proof; empty where nothing is. */
  synchronized Optional<FakeResponse> refusal(Call call) {
    String token = call.header("authorization").orElse("").replaceFirst("^DPoP ", "");
    FakeProofs.Checked proof = proofs.check(call, Optional.of(token));
    boolean held =
        session
            .filter(one -> one.access().equals(token) && one.key().equals(proof.key()))
            .isPresent();
    String error = proof.wrong() ? proof.error() : held ? "" : "invalid_token";
    return error.isEmpty()
        ? Optional.empty()
        : Optional.of(
            FakeBluesky.error(401, error, "The server says " + error)
                .header("WWW-Authenticate", "DPoP error=\"" + error + "\""));
  }

  FakeResponse telling(FakeResponse answer) {
    return proofs.telling(answer);
  }
}
