package org.example.board;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Authorization;
import dev.smo.connector.SignInRequest;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Gets and renews the board's tokens. */
final class BoardAccess {
  private final Outbound outbound;

  BoardAccess(Outbound outbound) {
    this.outbound = outbound;
  }

  static URI address(SignInRequest request) {
    return board(request.connection())
        .resolve(
            "/agree?state=%s&challenge=%s&redirect=%s"
                .formatted(
                    encode(request.state()),
                    encode(request.challenge()),
                    encode(request.redirect().toString())));
  }

  Authorization redeem(String code, SignInRequest request)
      throws IOException, InterruptedException {
    ObjectNode asked = JsonNodeFactory.instance.objectNode().put("code", code);
    asked.put("verifier", request.verifier().open());
    return token(asked, request.connection());
  }

  Authorization authorize(Connection connection) throws IOException, InterruptedException {
    Optional<Secret> token = connection.secret("token");
    if (connection.secret("refresh").isEmpty() && token.isPresent()) {
      // Somebody has copied it: it holds until the board refuses it.
      return Authorization.Granted.of(Map.of("token", token.get()), Optional.empty());
    }
    ObjectNode asked = JsonNodeFactory.instance.objectNode();
    asked.put("refresh", connection.secret("refresh").map(Secret::open).orElse(""));
    return token(asked, connection);
  }

  private Authorization token(ObjectNode asked, Connection connection)
      throws IOException, InterruptedException {
    URI address = board(connection).resolve("/token");
    Answer answer = outbound.send(Request.post(address).json(asked.toString()));
    if (answer.status() == 401) {
      return new Authorization.Refused("Sign in on the board again");
    }
    if (!answer.ok()) {
      return new Authorization.Later(Board.pause(answer), "The board answered " + answer.status());
    }
    JsonNode granted = answer.read(Board.JSON::readTree);
    return Authorization.Granted.of(
        Map.of(
            "token", Secret.of(granted.path("token").asText()),
            "refresh", Secret.of(granted.path("refresh").asText())),
        Optional.of(Instant.now().plusSeconds(granted.path("seconds").asLong())));
  }

  private static URI board(Connection connection) {
    return connection.endpoint().orElseThrow();
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
