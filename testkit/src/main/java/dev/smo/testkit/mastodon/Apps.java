// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.mastodon;

import dev.smo.testkit.Call;
import dev.smo.testkit.FakeResponse;
import dev.smo.testkit.Pkce;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Applications of a fake instance, and how people let them in (docs.joinmastodon.org). */
final class Apps {
  private final String token;
  private final Map<String, App> apps = new HashMap<>();
  private final Map<String, Map<String, String>> codes = new HashMap<>();
  private final Set<String> used = new HashSet<>();

  private record App(String redirect, Set<String> scopes) {}

  /**
   * @param token the account's access token, which stands in every secret
   */
  Apps(String token) {
    this.token = token;
  }

  /** What all applications have. */
  String secret() {
    return "secret-" + token;
  }

  /** Registers an application that sends people back to one address; gives its id. */
  synchronized String add(String redirect, String scopes) {
    String client = "client-" + (apps.size() + 1);
    apps.put(client, new App(redirect, Set.of(scopes.split(" "))));
    return client;
  }

  synchronized FakeResponse register(Call call) {
    Map<String, List<String>> form = call.form();
    String redirect = Call.first(form, "redirect_uris");
    String scopes = Call.first(form, "scopes");
    if (Call.first(form, "client_name").isBlank() || !URI.create(redirect).isAbsolute()) {
      return FakeMastodon.error(422, "Validation failed: Redirect URI must be an absolute URI.");
    }
    String client = add(redirect, scopes.isEmpty() ? "read" : scopes);
    return FakeResponse.json(
        200,
        FakeResponse.object()
            .put("id", client)
            .put("name", Call.first(form, "client_name"))
            .put("client_id", client)
            .put("client_secret", secret())
            .put("client_secret_expires_at", 0));
  }

  /** Forgets the applications that nobody has a token of, as Mastodon does after a day. */
  synchronized void vacuum() {
    apps.keySet().retainAll(used);
  }

  /** Lets the person agree on the page; gives the code. */
  String agree(URI address) {
    return agree(address.getPath(), Call.query(address));
  }

  private synchronized String agree(String path, Map<String, String> asked) {
    App app = apps.get(asked.getOrDefault("client_id", ""));
    boolean good =
        path.equals("/oauth/authorize")
            && app != null
            && app.redirect().equals(asked.get("redirect_uri"))
            && app.scopes().containsAll(Set.of(asked.getOrDefault("scope", "read").split(" ")))
            && "code".equals(asked.get("response_type"))
            && "S256".equals(asked.get("code_challenge_method"));
    if (!good) {
      throw new IllegalArgumentException("The instance shows an error on " + asked);
    }
    String code = "code-" + (codes.size() + 1);
    codes.put(code, asked);
    return code;
  }

  /** The page on which a person is asked, and the way back for who agrees there. */
  FakeResponse authorize(Call call) {
    Map<String, String> asked = new HashMap<>();
    call.query().keySet().forEach(name -> asked.put(name, call.query(name).orElse("")));
    if (!asked.containsKey("answer")) {
      String same =
          asked.entrySet().stream()
              .map(one -> one.getKey() + "=" + encoded(one.getValue()))
              .collect(Collectors.joining("&amp;"));
      return FakeResponse.html(
          200,
          "<!DOCTYPE html><html lang=\"en\"><title>Authorize</title>"
              + "<h1>Authorization required</h1><a href=\"?%s&amp;answer=agree\">Authorize</a>"
                  .formatted(same));
    }
    String back =
        "%s?code=%s&state=%s"
            .formatted(
                asked.get("redirect_uri"),
                agree(call.path(), asked),
                encoded(asked.getOrDefault("state", "")));
    return FakeResponse.html(302, "").header("Location", back);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  synchronized FakeResponse token(Call call) {
    Map<String, List<String>> form = call.form();
    String client = Call.first(form, "client_id");
    App app = apps.get(client);
    if (app == null || !secret().equals(Call.first(form, "client_secret"))) {
      return FakeMastodon.error(401, "invalid_client");
    }
    return switch (Call.first(form, "grant_type")) {
      case "client_credentials" -> granted(client, app, "application-" + token);
      case "authorization_code" ->
          redeems(form) ? granted(client, app, token) : FakeMastodon.error(400, "invalid_grant");
      default -> FakeMastodon.error(400, "unsupported_grant_type");
    };
  }

  private boolean redeems(Map<String, List<String>> form) {
    Map<String, String> asked = codes.remove(Call.first(form, "code"));
    return asked != null
        && Call.first(form, "client_id").equals(asked.get("client_id"))
        && Call.first(form, "redirect_uri").equals(asked.get("redirect_uri"))
        && Pkce.challenge(Call.first(form, "code_verifier")).equals(asked.get("code_challenge"));
  }

  private FakeResponse granted(String client, App app, String access) {
    used.add(client);
    return FakeResponse.json(
        200,
        FakeResponse.object()
            .put("access_token", access)
            .put("token_type", "Bearer")
            .put("scope", String.join(" ", app.scopes()))
            .put("created_at", 1_795_000_000));
  }
}
