// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.micropub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Authorization;
import dev.smo.connector.SignInRequest;
import dev.smo.connectors.Json;
import dev.smo.connectors.OAuth2;
import dev.smo.connectors.RestApi;
import dev.smo.connectors.Urls;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Signs in where a site says (indieauth.spec.indieweb.org). Nobody registers: the installation is
 * known by its address.
 */
final class IndieAuth {
  private static final String SCOPES = "create update delete media";

  /** Settings that signing in keeps: who asked, and where tokens are given. */
  static final String CLIENT = "client";

  static final String TOKENS = "tokens";

  private static final Duration BUSY = Duration.ofMinutes(1);

  private final MicropubApi api;

  IndieAuth(MicropubApi api) {
    this.api = api;
  }

  /**
   * Where a person agrees, and tokens are given.
   *
   * @param issuer who sends people back from there; empty where the site does not say
   * @param named whether it names itself each time
   */
  private record Servers(URI page, URI tokens, String issuer, boolean named) {
    /** Whether somebody came from there and not from elsewhere, with the code of another. */
    boolean sentBack(String by) {
      return issuer.isEmpty() || (by.isEmpty() ? !named : by.equals(issuer));
    }
  }

  /** Older sites name both servers themselves. */
  private Servers servers(Answer page, Connection connection)
      throws IOException, InterruptedException {
    if (!page.ok()) {
      throw new IOException("The site answered HTTP " + page.status());
    }
    Optional<URI> metadata = Relations.of(page, "indieauth-metadata");
    if (metadata.isPresent()) {
      JsonNode said = api.readList(api.send(Request.get(metadata.get())), connection);
      Optional<URI> agree = Urls.web(said.path("authorization_endpoint").asText());
      Optional<URI> tokens = Urls.web(said.path("token_endpoint").asText());
      if (agree.isPresent() && tokens.isPresent()) {
        return new Servers(
            agree.get(),
            tokens.get(),
            said.path("issuer").asText(),
            said.path("authorization_response_iss_parameter_supported").asBoolean());
      }
    }
    Optional<URI> agree = Relations.of(page, "authorization_endpoint");
    Optional<URI> tokens = Relations.of(page, "token_endpoint");
    if (agree.isEmpty() || tokens.isEmpty()) {
      throw new IOException("The site does not say where to sign in; enter a token of it");
    }
    return new Servers(agree.get(), tokens.get(), "", /* named= */ false);
  }

  URI address(SignInRequest request) throws IOException, InterruptedException {
    Connection connection = request.connection();
    Map<String, String> query = new HashMap<>();
    query.put("response_type", "code");
    query.put("client_id", client(request.redirect()));
    query.put("redirect_uri", request.redirect().toString());
    query.put("state", request.state());
    query.put("code_challenge", request.challenge());
    query.put("code_challenge_method", "S256");
    query.put("scope", SCOPES);
    query.put("me", connection.endpoint().orElseThrow().toString());
    return MicropubApi.asking(servers(api.page(connection), connection).page(), query);
  }

  /** The address of the installation, below which people are sent back. */
  private static String client(URI redirect) {
    return redirect.resolve("/").toString();
  }

  Authorization redeem(String code, SignInRequest request)
      throws IOException, InterruptedException {
    Map<String, List<String>> form = new HashMap<>();
    form.put("grant_type", List.of("authorization_code"));
    form.put("code", List.of(code));
    form.put("redirect_uri", List.of(request.redirect().toString()));
    form.put("code_verifier", List.of(request.verifier().open()));
    form.put("client_id", List.of(client(request.redirect())));
    Answer page = api.page(request.connection());
    if (page.status() >= 400 && page.status() < 500 && page.status() != 429) {
      return new Authorization.Refused("The site answered HTTP " + page.status());
    }
    Map<String, String> known = new HashMap<>();
    // Whoever agrees there, agrees to what the page names now, and to nothing that it names later.
    Relations.of(page, "micropub")
        .ifPresent(posts -> known.put(MicropubApi.POSTS, posts.toString()));
    Servers servers = servers(page, request.connection());
    if (!servers.sentBack(request.issuer())) {
      return new Authorization.Refused(
          "Another server sent you back than the one of the site. Sign in again.");
    }
    return grant(
        form,
        servers.tokens(),
        request.connection(),
        known,
        grant -> stranger(grant, servers, request));
  }

  /**
   * Why a token is not one of the site: whoever gives tokens names whose they are, and that is the
   * site, or an address that names the same server as the place where people agree (IndieAuth,
   * 5.3.2). Empty: it is.
   */
  private Optional<String> stranger(JsonNode grant, Servers servers, SignInRequest request)
      throws IOException, InterruptedException {
    URI site = request.connection().endpoint().orElseThrow();
    Optional<URI> me = Urls.web(grant.path("me").asText());
    if (me.isPresent() && written(me.get()).equals(written(site))) {
      return Optional.empty();
    }
    if (me.isEmpty()) {
      return Optional.of(
          "The site does not say whose token it gave. Its IndieAuth must name \"me\".");
    }
    String says = "You signed in as " + me.get() + ", which ";
    try {
      return servers(api.page(me.get()), request.connection()).page().equals(servers.page())
          ? Optional.empty()
          : Optional.of(says + "signs in elsewhere than " + site + ". Sign in as the site.");
    } catch (IOException e) {
      return Optional.of(says + "cannot be asked whether it belongs to " + site + ".");
    }
  }

  /** An address as it is compared: its host in lower case, and no path is the topmost. */
  private static String written(URI address) {
    String path = address.getRawPath();
    String query = address.getRawQuery();
    return (address.getScheme() + "://" + address.getRawAuthority()).toLowerCase(Locale.ROOT)
        + (path == null || path.isEmpty() ? "/" : path)
        + (query == null ? "" : "?" + query);
  }

  /** What is still to be asked of a grant. */
  @FunctionalInterface
  private interface Question {
    Optional<String> wrong(JsonNode grant) throws IOException, InterruptedException;
  }

  Authorization renew(Connection connection) throws IOException, InterruptedException {
    Optional<Secret> refresh = connection.secret(OAuth2.REFRESH);
    Optional<String> client = connection.setting(CLIENT);
    Optional<URI> tokens = connection.setting(TOKENS).flatMap(Urls::web);
    if (refresh.isEmpty() || client.isEmpty() || tokens.isEmpty()) {
      return OAuth2.asItIs(connection, "Sign in on the site, or enter a token that it gives out");
    }
    Map<String, List<String>> form = new HashMap<>();
    form.put("grant_type", List.of("refresh_token"));
    form.put("refresh_token", List.of(refresh.get().open()));
    form.put("client_id", List.of(client.get()));
    return grant(form, tokens.get(), connection, new HashMap<>(), grant -> Optional.empty());
  }

  private Authorization grant(
      Map<String, List<String>> form,
      URI tokens,
      Connection connection,
      Map<String, String> known,
      Question question)
      throws IOException, InterruptedException {
    Answer answer = api.send(Request.post(tokens).header("Accept", "application/json").form(form));
    if (answer.status() == 429 || answer.status() >= 500) {
      Duration pause = api.pause(answer);
      return new Authorization.Later(
          pause.isZero() ? BUSY : pause, "The site answered HTTP " + answer.status());
    }
    if (!answer.ok()) {
      return new Authorization.Refused(
          "Sign in on the site again. It says: " + connection.redact(api.reason(answer)));
    }
    known.put(CLIENT, form.getOrDefault("client_id", List.of("")).get(0));
    known.put(TOKENS, tokens.toString());
    JsonNode grant = Json.of(answer);
    Authorization granted = granted(grant, known);
    if (!(granted instanceof Authorization.Granted)) {
      return granted;
    }
    return question.wrong(grant).<Authorization>map(Authorization.Refused::new).orElse(granted);
  }

  private Authorization granted(JsonNode grant, Map<String, String> known) throws IOException {
    String token = grant.path("access_token").asText();
    if (token.isEmpty()) {
      throw new IOException("The site granted no token");
    }
    List<String> scopes = List.of(grant.path("scope").asText().split(" "));
    if (!scopes.contains("create")) {
      return new Authorization.Refused(
          "The permission to create posts is missing. Sign in again, and agree to it there.");
    }
    Map<String, Secret> secrets = new HashMap<>();
    secrets.put(RestApi.TOKEN, Secret.of(token));
    String refresh = grant.path("refresh_token").asText();
    if (!refresh.isEmpty()) {
      secrets.put(OAuth2.REFRESH, Secret.of(refresh));
    }
    return new Authorization.Granted(secrets, known, OAuth2.ends(grant, api.now()));
  }
}
