// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.mastodon;

import dev.smo.testkit.Call;
import dev.smo.testkit.FakeResponse;
import dev.smo.testkit.Pkce;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
  synchronized String agree(URI address) {
    Map<String, String> asked = Call.query(address);
    App app = apps.get(asked.getOrDefault("client_id", ""));
    boolean good =
        address.getPath().equals("/oauth/authorize")
            && app != null
            && app.redirect().equals(asked.get("redirect_uri"))
            && app.scopes().containsAll(Set.of(asked.getOrDefault("scope", "read").split(" ")))
            && "code".equals(asked.get("response_type"))
            && "S256".equals(asked.get("code_challenge_method"));
    if (!good) {
      throw new IllegalArgumentException("The instance shows an error on " + address);
    }
    String code = "code-" + (codes.size() + 1);
    codes.put(code, asked);
    return code;
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
