// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.micropub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.FakeResponse;
import dev.smo.testkit.Pkce;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jetbrains.annotations.Nullable;

/** Codes and tokens of IndieAuth on a fake site. */
final class SiteTokens {
  private final String secret;
  private final Supplier<URI> site;
  private final Map<String, Map<String, String>> codes = new HashMap<>();
  private boolean reading;
  private @Nullable String me;

  SiteTokens(String secret, Supplier<URI> site) {
    this.secret = secret;
    this.site = site;
  }

  String access() {
    return secret;
  }

  String refresh() {
    return "refresh-" + secret;
  }

  /** Names another owner of tokens than the site; empty: none. */
  synchronized void name(String owner) {
    me = owner;
  }

  synchronized void allowReadingOnly() {
    reading = true;
  }

  /** Lets a person agree on the page. */
  synchronized String agree(URI address) {
    Map<String, String> asked = Call.query(address);
    String client = asked.getOrDefault("client_id", "");
    boolean good =
        address.getPath().equals("/auth")
            && client.matches("https?://.+/")
            && asked.getOrDefault("redirect_uri", "").startsWith(client)
            && "code".equals(asked.get("response_type"))
            && "S256".equals(asked.get("code_challenge_method"))
            && List.of(asked.getOrDefault("scope", "").split(" ")).contains("create")
            && !asked.getOrDefault("state", "").isEmpty();
    if (!good) {
      throw new IllegalArgumentException("The site shows an error on " + address);
    }
    String code = "code-" + codes.size();
    codes.put(code, asked);
    return code;
  }

  synchronized FakeResponse grant(Call call) {
    Map<String, List<String>> form = call.form();
    boolean renewal = Call.first(form, "grant_type").equals("refresh_token");
    Map<String, String> asked = renewal ? Map.of() : codes.remove(Call.first(form, "code"));
    boolean may =
        renewal
            ? Call.first(form, "refresh_token").equals(refresh())
                && Call.first(form, "client_id").equals("https://cms.example.org/")
            : asked != null
                && Call.first(form, "grant_type").equals("authorization_code")
                && Call.first(form, "client_id").equals(asked.get("client_id"))
                && Call.first(form, "redirect_uri").equals(asked.get("redirect_uri"))
                && Pkce.challenge(Call.first(form, "code_verifier"))
                    .equals(asked.get("code_challenge"));
    if (!may) {
      return FakeMicropub.error(400, "invalid_grant", "The code is not known");
    }
    ObjectNode answer = FakeResponse.object().put("access_token", access());
    answer.put("token_type", "Bearer").put("expires_in", 86_400);
    if (me == null || !me.isEmpty()) {
      answer.put("me", me == null ? site.get() + "/" : me);
    }
    answer.put("scope", reading ? "read" : "create update delete media");
    return FakeResponse.json(200, answer.put("refresh_token", refresh()));
  }
}
