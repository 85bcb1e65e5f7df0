// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.connector.AccountChoice;
import dev.smo.connector.ApplicationRegistrar;
import dev.smo.connector.Authorization;
import dev.smo.connector.Authorizer;
import dev.smo.connector.Choices;
import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Field;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.connector.SignIn;
import dev.smo.connector.SignInRequest;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The smallest connector of a network on which people sign in: that of {@link FakeOAuth}. */
public class OAuthNetwork implements Connector, SignIn, Authorizer, Choices {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Outbound outbound;

  public OAuthNetwork(Outbound outbound) {
    this.outbound = outbound;
  }

  /** The same, where the installation registers itself. */
  public static final class Registering extends OAuthNetwork implements ApplicationRegistrar {
    public Registering(Outbound outbound) {
      super(outbound);
    }

    @Override
    public Application register(URI server, URI redirect) throws IOException, InterruptedException {
      JsonNode answer =
          post(server.resolve("/register"), Map.of("redirect_uri", redirect.toString()));
      return Application.none()
          .setting("clientId", answer.path("client_id").asText())
          .secret("clientSecret", Secret.of(answer.path("client_secret").asText()));
    }
  }

  @Override
  public Network network() {
    return Network.builder("oauth", "OAuth")
        .endpoint(Network.Endpoint.MANDATORY)
        .connectionFields(
            Field.of(Field.Kind.TEXT, "topic", "Topic").required(),
            Field.of(Field.Kind.CHOICE, "board", "Board").loaded(),
            Field.of(Field.Kind.SECRET, "token", "Token").required())
        .applicationFields(
            Field.of(Field.Kind.TEXT, "clientId", "Client id").required(),
            Field.of(Field.Kind.SECRET, "clientSecret", "Client secret").required())
        .build();
  }

  @Override
  public URI address(SignInRequest request) {
    Map<String, String> query = new HashMap<>();
    query.put("response_type", "code");
    query.put("client_id", client(request.connection()));
    query.put("redirect_uri", request.redirect().toString());
    query.put("state", request.state());
    query.put("code_challenge", request.challenge());
    query.put("code_challenge_method", "S256");
    List<String> pairs = new ArrayList<>();
    query.forEach(
        (name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return server(request.connection()).resolve("/authorize?" + String.join("&", pairs));
  }

  @Override
  public Authorization redeem(String code, SignInRequest request)
      throws IOException, InterruptedException {
    Map<String, String> form = client(request);
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", request.redirect().toString());
    form.put("code_verifier", request.verifier().open());
    JsonNode answer = post(server(request.connection()).resolve("/token"), form);
    String error = answer.path("error").asText();
    if (!error.isEmpty()) {
      return new Authorization.Refused(
          error.equals("invalid_client")
              ? "The network does not know this application. Check its client id and secret."
              : "The network says " + error + " to " + code + ".");
    }
    if (!answer.path("scope").asText().equals(FakeOAuth.SCOPE)) {
      return new Authorization.Refused(
          "The permission to write is missing. Sign in again, and agree to all there.");
    }
    return new Authorization.Granted(
        Map.of(
            "token", Secret.of(answer.path("access_token").asText()),
            "refresh", Secret.of(answer.path("refresh_token").asText())),
        Map.of("user", answer.path("user").asText()),
        Optional.of(Instant.parse("2026-11-23T19:00:00Z")));
  }

  private static Map<String, String> client(SignInRequest request) {
    return clientOf(request.connection());
  }

  private static Map<String, String> clientOf(Connection connection) {
    Map<String, String> form = new HashMap<>();
    form.put("client_id", client(connection));
    form.put("client_secret", connection.application().secret("clientSecret").orElseThrow().open());
    return form;
  }

  @Override
  public List<AccountChoice> accounts(Connection connection)
      throws IOException, InterruptedException {
    List<AccountChoice> all = new ArrayList<>();
    for (JsonNode one : get(server(connection).resolve("/accounts"), connection)) {
      String id = one.path("id").asText();
      all.add(
          AccountChoice.of(id, one.path("name").asText())
              .setting("page", id)
              .secret("token", Secret.of(one.path("token").asText())));
    }
    return all;
  }

  @Override
  public Authorization authorize(Connection connection) throws IOException, InterruptedException {
    Map<String, String> form = clientOf(connection);
    form.put("grant_type", "refresh_token");
    form.put("refresh_token", connection.secret("refresh").orElseThrow().open());
    JsonNode answer = post(server(connection).resolve("/token"), form);
    return answer.has("error")
        ? new Authorization.Refused(answer.path("error").asText())
        : Authorization.Granted.of(
            Map.of("token", Secret.of(answer.path("access_token").asText())),
            Optional.of(Instant.parse("2026-11-24T19:00:00Z")));
  }

  @Override
  public List<Field.Choice> choices(String field, Connection connection) throws IOException {
    if (connection.setting("topic").orElse("").equals("unplugged")) {
      throw new IOException(
          "no answer to " + connection.secret("token").map(Secret::open).orElse(""));
    }
    return List.of(
        new Field.Choice("b1", field + " of " + connection.setting("topic").orElse("nobody")));
  }

  @Override
  public Limits limits(Connection connection) {
    return Limits.builder(10, Limits::graphemes).build();
  }

  @Override
  public Outcome publish(Delivery delivery) {
    return new Outcome.Rejected("never");
  }

  private static String client(Connection connection) {
    return connection.application().setting("clientId").orElseThrow();
  }

  private static URI server(Connection connection) {
    return connection.endpoint().orElseThrow();
  }

  JsonNode post(URI address, Map<String, String> fields) throws IOException, InterruptedException {
    Map<String, List<String>> form = new HashMap<>();
    fields.forEach((name, value) -> form.put(name, List.of(value)));
    return read(outbound.send(Request.post(address).form(form)));
  }

  private JsonNode get(URI address, Connection connection)
      throws IOException, InterruptedException {
    return read(
        outbound.send(Request.get(address).bearer(connection.secret("token").orElseThrow())));
  }

  private static JsonNode read(Answer answer) throws IOException {
    return JSON.readTree(answer.body());
  }
}
