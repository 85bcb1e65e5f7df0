// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Codes and tokens of OAuth 2 on a fake network; each grant ends the token before it. */
public final class FakeGrants {
  /** Id of the application; its secret is the {@code secret} of all. */
  public static final String CLIENT = "client-1234";

  private static final Set<String> FIELDS =
      Set.of(
          "grant_type",
          "code",
          "redirect_uri",
          "refresh_token",
          "client_id",
          "client_secret",
          "code_verifier",
          "scope",
          // Pinterest's.
          "continuous_refresh");

  private final String secret;
  private final Rules rules;
  private final Function<String, FakeResponse> refusal;
  private final Map<String, Map<String, String>> codes = new HashMap<>();
  private int generation;

  /**
   * What the network wants.
   *
   * @param basic client id and secret in the header, instead of among the fields
   * @param pkce the verifier
   * @param rotates a refresh token holds once
   * @param scopes that must be asked for
   * @param seconds for which a token holds
   */
  public record Rules(
      boolean basic, boolean pkce, boolean rotates, Set<String> scopes, int seconds) {
    public Rules {
      scopes = Set.copyOf(scopes);
    }
  }

  /**
   * @param secret stands in every token, so that a leak is seen
   * @param refusal the network's answer to what it does not grant, of the error's name
   */
  public FakeGrants(String secret, Rules rules, Function<String, FakeResponse> refusal) {
    this.secret = secret;
    this.rules = rules;
    this.refusal = refusal;
  }

  /** The access token that holds now. */
  public synchronized String token() {
    return "access-" + secret + "-" + generation;
  }

  /** The refresh token that holds now. */
  public synchronized String refresh() {
    return "refresh-" + secret + (rules.rotates() ? "-" + generation : "");
  }

  /** Lets the person agree on the page. */
  public synchronized String agree(URI address) {
    Map<String, String> asked = Call.query(address);
    Set<String> scopes = Set.of(asked.getOrDefault("scope", "").split("[ ,]"));
    boolean good =
        CLIENT.equals(asked.get("client_id"))
            && "code".equals(asked.get("response_type"))
            && scopes.containsAll(rules.scopes())
            && !asked.getOrDefault("state", "").isEmpty();
    if (!good) {
      throw new IllegalArgumentException("The network shows an error on " + address);
    }
    String code = "code-" + codes.size();
    codes.put(code, asked);
    return code;
  }

  /** Gives a token for a code or a refresh token. */
  public synchronized FakeResponse grant(Call call) {
    Map<String, List<String>> form = call.form();
    if (!call.type().equals("application/x-www-form-urlencoded") || !isClient(call)) {
      return refusal.apply("invalid_client");
    }
    if (!Call.unknown(form.keySet().iterator(), FIELDS).isEmpty() || !call.query().isEmpty()) {
      return refusal.apply("invalid_request");
    }
    boolean renewal = Call.first(form, "grant_type").equals("refresh_token");
    boolean may = renewal ? Call.first(form, "refresh_token").equals(refresh()) : redeems(form);
    if (!may) {
      return refusal.apply("invalid_grant");
    }
    generation++;
    return FakeResponse.json(
        200,
        FakeResponse.object()
            .put("access_token", token())
            .put("refresh_token", refresh())
            .put("token_type", "bearer")
            .put("expires_in", rules.seconds()));
  }

  private boolean isClient(Call call) {
    String pair = CLIENT + ":" + secret;
    String basic =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return rules.basic()
        ? call.header("authorization").orElse("").equals(basic)
        : Call.first(call.form(), "client_id").equals(CLIENT)
            && Call.first(call.form(), "client_secret").equals(secret);
  }

  private boolean redeems(Map<String, List<String>> form) {
    Map<String, String> asked = codes.remove(Call.first(form, "code"));
    return asked != null
        && Call.first(form, "grant_type").equals("authorization_code")
        && Call.first(form, "redirect_uri").equals(asked.get("redirect_uri"))
        && (!rules.pkce()
            || Pkce.challenge(Call.first(form, "code_verifier"))
                .equals(asked.get("code_challenge")));
  }
}
