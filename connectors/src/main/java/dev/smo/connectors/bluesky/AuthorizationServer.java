// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connectors.Urls;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Request;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The server on which an account's owner agrees, as the account's own server names it (RFC 9728 and
 * 8414, atproto.com/specs/oauth).
 *
 * @param issuer its name
 * @param pushed takes what is asked for before the person comes (RFC 9126)
 * @param page where the person agrees
 * @param tokens gives tokens
 */
record AuthorizationServer(String issuer, URI pushed, URI page, URI tokens) {
  private static final String UNKNOWN =
      "The server of this account knows no signing in by OAuth. Enter an app password.";

  /** Asks a PDS, and then the server that it names. */
  static AuthorizationServer of(URI pds, Xrpc xrpc) throws IOException, InterruptedException {
    JsonNode resource =
        xrpc.read(
            xrpc.send(Request.get(pds.resolve("/.well-known/oauth-protected-resource"))), UNKNOWN);
    List<String> issuers = texts(resource.path("authorization_servers"));
    if (!isOrigin(resource.path("resource").asText(), pds) || issuers.size() != 1) {
      throw new SignInRefusedException(UNKNOWN);
    }
    String issuer = issuers.get(0);
    URI server = Urls.web(issuer).orElseThrow(() -> new SignInRefusedException(UNKNOWN));
    Answer answer =
        xrpc.send(Request.get(server.resolve("/.well-known/oauth-authorization-server")));
    JsonNode said = xrpc.read(answer, UNKNOWN);
    if (!said.path("issuer").asText().equals(issuer)) {
      throw new SignInRefusedException(
          "The server on which to sign in says that it is another one: " + server.getHost());
    }
    if (!fits(said)) {
      throw new SignInRefusedException(UNKNOWN);
    }
    return new AuthorizationServer(
        issuer,
        address(said, "pushed_authorization_request_endpoint"),
        address(said, "authorization_endpoint"),
        address(said, "token_endpoint"));
  }

  /** What the protocol wants of each of them. */
  private static boolean fits(JsonNode said) {
    return texts(said.path("scopes_supported")).contains("atproto")
        && texts(said.path("code_challenge_methods_supported")).contains("S256")
        && texts(said.path("dpop_signing_alg_values_supported")).contains("ES256")
        && said.path("authorization_response_iss_parameter_supported").asBoolean()
        && said.path("client_id_metadata_document_supported").asBoolean();
  }

  private static URI address(JsonNode said, String name) throws IOException {
    Optional<URI> address = Urls.web(said.path(name).asText());
    return address.orElseThrow(() -> new SignInRefusedException(UNKNOWN));
  }

  private static boolean isOrigin(String text, URI pds) {
    return Urls.web(text)
        .filter(one -> one.resolve("/").equals(pds.resolve("/")) || one.equals(pds))
        .isPresent();
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(one -> texts.add(one.asText()));
    return texts;
  }
}
