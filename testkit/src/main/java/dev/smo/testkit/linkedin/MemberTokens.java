// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.linkedin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.FakeResponse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a fake LinkedIn gives tokens: OAuth 2 for confidential clients, without PKCE. */
final class MemberTokens {
  private static final Duration LIFE = Duration.ofDays(60);
  private static final Set<String> SCOPES =
      Set.of(
          "openid",
          "profile",
          "w_member_social",
          "r_organization_social",
          "w_organization_social",
          "rw_organization_admin");

  private final FakeLinkedIn linkedIn;
  private final String token;
  private final String clientSecret;
  private final Map<String, String> codes = new HashMap<>();
  private Instant issued;
  private boolean refreshing;

  MemberTokens(FakeLinkedIn linkedIn, String token, String clientSecret, Instant issued) {
    this.linkedIn = linkedIn;
    this.token = token;
    this.clientSecret = clientSecret;
    this.issued = issued;
  }

  synchronized void issueRefreshTokens() {
    refreshing = true;
  }

  synchronized boolean isAlive() {
    return linkedIn.now().isBefore(issued.plus(LIFE));
  }

  /** The person agrees on the page. */
  synchronized String agree(URI address) {
    Map<String, String> query = Call.query(address);
    boolean known =
        address.getPath().equals("/oauth/v2/authorization")
            && query.getOrDefault("response_type", "").equals("code")
            && query.getOrDefault("client_id", "").equals(FakeLinkedIn.CLIENT_ID)
            && SCOPES.containsAll(Arrays.asList(query.getOrDefault("scope", "?").split(" ")))
            && !query.getOrDefault("state", "").isEmpty();
    if (!known) {
      throw new IllegalArgumentException("LinkedIn shows an error on " + address);
    }
    String code = "AQT-" + linkedIn.number();
    codes.put(code, query.get("redirect_uri"));
    return code;
  }

  synchronized FakeResponse give(Call call) {
    if (!call.type().equals("application/x-www-form-urlencoded")) {
      return refused(400, "invalid_request", "A required parameter \"client_id\" is missing");
    }
    // Seen in September 2026: a verifier makes the exchange fail, challenge or not.
    if (!knows(call) || call.form().containsKey("code_verifier")) {
      return refused(401, "invalid_client", "Client authentication failed");
    }
    if (field(call, "grant_type").equals("refresh_token")) {
      return field(call, "refresh_token").equals("refresh-" + token)
          ? granted()
          : refused(400, "invalid_grant", "The provided authorization grant is expired");
    }
    String redirect = codes.remove(field(call, "code"));
    return redirect != null && redirect.equals(field(call, "redirect_uri"))
        ? granted()
        : refused(
            400,
            "invalid_request",
            "Unable to retrieve access token: appid/redirect uri/code verifier does not match"
                + " authorization code. Or authorization code expired.");
  }

  private FakeResponse granted() {
    issued = linkedIn.now();
    ObjectNode granted =
        FakeResponse.object().put("access_token", token).put("expires_in", LIFE.toSeconds());
    if (refreshing) {
      granted.put("refresh_token", "refresh-" + token).put("refresh_token_expires_in", 31_536_000);
    }
    return FakeResponse.json(200, granted.put("scope", String.join(",", SCOPES)));
  }

  synchronized FakeResponse introspect(Call call) {
    if (!knows(call)) {
      return refused(401, "invalid_client", "Client authentication failed");
    }
    boolean active = field(call, "token").equals(token) && isAlive();
    ObjectNode said = FakeResponse.object().put("active", active);
    if (active) {
      said.put("status", "active").put("expires_at", issued.plus(LIFE).getEpochSecond());
    }
    return FakeResponse.json(200, said);
  }

  private boolean knows(Call call) {
    return field(call, "client_id").equals(FakeLinkedIn.CLIENT_ID)
        && field(call, "client_secret").equals(clientSecret);
  }

  static FakeResponse refused(int status, String error, String description) {
    return FakeResponse.json(
        status, FakeResponse.object().put("error", error).put("error_description", description));
  }

  private static String field(Call call, String name) {
    return call.form().getOrDefault(name, List.of("")).get(0);
  }
}
