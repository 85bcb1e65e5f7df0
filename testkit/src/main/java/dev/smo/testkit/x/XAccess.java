// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.x;

import dev.smo.testkit.Call;
import dev.smo.testkit.FakeResponse;
import dev.smo.testkit.Pkce;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Who may call: OAuth 2 with PKCE and tokens that rotate, or OAuth 1.0a with keys that do not. */
final class XAccess {
  private static final String SCOPES =
      "tweet.read tweet.write users.read media.write offline.access";

  private final String secret;
  private final Map<String, Map<String, String>> codes = new HashMap<>();
  private final Set<String> nonces = new HashSet<>();
  private int generation;

  XAccess(String secret) {
    this.secret = secret;
  }

  synchronized String token() {
    return "access-" + secret + "-" + generation;
  }

  synchronized String refresh() {
    return "refresh-" + secret + "-" + generation;
  }

  Map<String, String> keys() {
    return Map.of(
        "consumerKey", "ck-" + secret,
        "consumerSecret", "cs&" + secret,
        "accessToken", "at-" + secret,
        "accessTokenSecret", "as/" + secret);
  }

  synchronized String agree(URI address) {
    Map<String, String> asked = Call.query(address);
    boolean good =
        "code".equals(asked.get("response_type"))
            && "client".equals(asked.get("client_id"))
            && "S256".equals(asked.get("code_challenge_method"))
            && SCOPES.equals(asked.get("scope"));
    String code = "code-" + codes.size();
    codes.put(code, good ? asked : Map.of());
    return code;
  }

  synchronized FakeResponse grant(Call call) {
    Map<String, List<String>> form = call.form();
    String basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(("client:" + secret).getBytes(StandardCharsets.UTF_8));
    if (!call.type().equals("application/x-www-form-urlencoded")
        || !call.header("authorization").orElse("").equals(basic)) {
      return refused("unauthorized_client", "Missing valid authorization header");
    }
    boolean may =
        switch (Call.first(form, "grant_type")) {
          case "authorization_code" -> redeemable(form);
          case "refresh_token" -> Call.first(form, "refresh_token").equals(refresh());
          default -> false;
        };
    if (!may) {
      return refused("invalid_request", "Value passed for the token was invalid.");
    }
    generation++;
    return FakeResponse.json(
        200,
        FakeResponse.object()
            .put("token_type", "bearer")
            .put("expires_in", 7200)
            .put("access_token", token())
            .put("scope", SCOPES)
            .put("refresh_token", refresh()));
  }

  private boolean redeemable(Map<String, List<String>> form) {
    Map<String, String> asked = codes.remove(Call.first(form, "code"));
    return asked != null
        && Call.first(form, "redirect_uri").equals(asked.get("redirect_uri"))
        && Pkce.challenge(Call.first(form, "code_verifier")).equals(asked.get("code_challenge"));
  }

  static FakeResponse refused(String error, String description) {
    return FakeResponse.json(
        400, FakeResponse.object().put("error", error).put("error_description", description));
  }

  synchronized boolean mayCall(Call call, String host) {
    String authorization = call.header("authorization").orElse("");
    return authorization.startsWith("OAuth ")
        ? isSigned(call, host, authorization)
        : call.bearer().map(token()::equals).orElse(false);
  }

  /** Computes the signature anew, by RFC 5849. */
  private boolean isSigned(Call call, String host, String authorization) {
    Map<String, String> protocol = new TreeMap<>();
    for (String pair : authorization.substring("OAuth ".length()).split(", ")) {
      String[] parts = pair.split("=", 2);
      protocol.put(parts[0], decode(parts[1].substring(1, parts[1].length() - 1)));
    }
    String signature = String.valueOf(protocol.remove("oauth_signature"));
    List<String> pairs = new ArrayList<>();
    protocol.forEach((name, value) -> pairs.add(encode(name) + "=" + encode(value)));
    call.query()
        .forEach(
            (name, values) ->
                values.forEach(value -> pairs.add(encode(name) + "=" + encode(value))));
    Collections.sort(pairs);
    String base =
        call.method()
            + "&"
            + encode("http://" + host + call.path())
            + "&"
            + encode(String.join("&", pairs));
    boolean known =
        ("ck-" + secret).equals(protocol.get("oauth_consumer_key"))
            && ("at-" + secret).equals(protocol.get("oauth_token"))
            && nonces.add(protocol.get("oauth_nonce"));
    String key = encode("cs&" + secret) + "&" + encode("as/" + secret);
    return known && hmac(base, key).equals(signature);
  }

  private static String hmac(String base, String key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return Base64.getEncoder().encodeToString(mac.doFinal(base.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static String decode(String value) {
    return URLDecoder.decode(value, StandardCharsets.UTF_8);
  }
}
