// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.facebook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.FakeResponse;
import dev.smo.testkit.Pkce;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens of a fake Facebook: of the application, of a person, and of two pages. */
final class PageTokens {
  private final FakeFacebook facebook;
  private final String page;
  private final String appSecret;
  private final Map<String, Map<String, String>> codes = new HashMap<>();
  private boolean dead;
  private boolean posting = true;

  PageTokens(FakeFacebook facebook, String page, String appSecret) {
    this.facebook = facebook;
    this.page = page;
    this.appSecret = appSecret;
  }

  /** As after a change of the password. */
  synchronized void kill() {
    dead = true;
  }

  synchronized void withdrawPosting() {
    posting = false;
  }

  private String shortLived() {
    return "short-" + page;
  }

  private String person() {
    return "person-" + page;
  }

  private String application() {
    return FakeFacebook.APP + "|" + appSecret;
  }

  synchronized boolean isPage(String token) {
    return token.equals(page) && !dead;
  }

  boolean isApplication(String token) {
    return token.equals(application());
  }

  synchronized boolean isPerson(String token) {
    return token.equals(person()) && !dead;
  }

  /** Whether the proof is that of the token; the application demands one. */
  boolean proves(GraphCall request) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(appSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] token = request.get("access_token").getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(mac.doFinal(token)).equals(request.get("appsecret_proof"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
    }
  }

  /** The person agrees on the page. */
  synchronized String agree(URI address) {
    Map<String, String> query = Call.query(address);
    boolean known =
        address.getPath().equals("/" + FakeFacebook.VERSION + "/dialog/oauth")
            && query.getOrDefault("client_id", "").equals(FakeFacebook.APP)
            && query.getOrDefault("scope", "").contains("pages_manage_posts")
            && !query.getOrDefault("state", "").isEmpty();
    if (!known) {
      throw new IllegalArgumentException("Facebook shows an error on " + address);
    }
    String code = "AQ" + facebook.number();
    codes.put(code, query);
    return code;
  }

  synchronized FakeResponse give(GraphCall request) {
    if (!request.get("client_id").equals(FakeFacebook.APP)
        || !request.get("client_secret").equals(appSecret)) {
      return GraphErrors.of(1, 0, "Error validating client secret.");
    }
    if (request.get("grant_type").equals("fb_exchange_token")) {
      return request.get("fb_exchange_token").equals(shortLived())
          ? granted(person(), 5_183_944)
          : GraphErrors.of(190, 0, "Invalid OAuth access token");
    }
    Map<String, String> asked = codes.remove(request.get("code"));
    boolean fits =
        asked != null
            && asked.getOrDefault("redirect_uri", "").equals(request.get("redirect_uri"))
            && asked
                .getOrDefault("code_challenge", "")
                .equals(Pkce.challenge(request.get("code_verifier")));
    return fits
        ? granted(shortLived(), 5_000)
        : GraphErrors.of(100, 36009, "This authorization code has been used.");
  }

  private static FakeResponse granted(String token, long seconds) {
    return FakeResponse.json(
        200,
        FakeResponse.object()
            .put("access_token", token)
            .put("token_type", "bearer")
            .put("expires_in", seconds));
  }

  /** Pages of the person: one to post for, one to look at only. */
  synchronized FakeResponse accounts() {
    ObjectNode answer = FakeResponse.object();
    ArrayNode data = answer.putArray("data");
    ObjectNode own =
        data.addObject()
            .put("id", FakeFacebook.PAGE)
            .put("name", "Museum")
            .put("access_token", page);
    own.putArray("tasks").add("ANALYZE").add("CREATE_CONTENT").add("MANAGE");
    ObjectNode other =
        data.addObject().put("id", "222").put("name", "Town").put("access_token", "town-" + page);
    other.putArray("tasks").add("ANALYZE");
    return FakeResponse.json(200, answer);
  }

  synchronized FakeResponse debug(GraphCall request) {
    String token = request.get("input_token");
    boolean own = request.get("access_token").equals(token) && isPage(token);
    if (!isApplication(request.get("access_token")) && !own) {
      return GraphErrors.of(190, 0, "Invalid OAuth access token.");
    }
    ObjectNode answer = FakeResponse.object();
    ObjectNode data = answer.putObject("data").put("app_id", FakeFacebook.APP);
    boolean known = isPage(token) || isPerson(token);
    data.put("is_valid", known).put("type", isPage(token) ? "PAGE" : "USER").put("expires_at", 0);
    ArrayNode scopes = data.putArray("scopes").add("pages_show_list");
    if (!known) {
      data.putObject("error")
          .put("code", 190)
          .put("subcode", 460)
          .put("message", "The session has been invalidated because the user changed the password");
      return FakeResponse.json(200, answer);
    }
    if (posting) {
      scopes.add("pages_manage_posts");
    }
    if (isPage(token)) {
      data.put("profile_id", FakeFacebook.PAGE);
    }
    return FakeResponse.json(200, answer);
  }
}
