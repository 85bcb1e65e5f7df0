// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import dev.smo.connector.Field;
import dev.smo.connector.Network;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import java.util.Optional;

/** Whether a connection says all that its network asks for, before anything is called. */
public final class FieldCheck {
  private FieldCheck() {}

  /** What a person must put right, naming the field; empty where nothing is wrong. */
  public static Optional<String> problem(Network network, Connection connection) {
    if (network.endpoint() == Network.Endpoint.MANDATORY && connection.endpoint().isEmpty()) {
      return Optional.of(sentence(connection, "The address of the server is missing."));
    }
    for (Field field : network.connectionFields()) {
      Optional<String> problem = field.problem(value(field, connection));
      if (problem.isPresent()) {
        return Optional.of(sentence(connection, problem.get()));
      }
    }
    return Optional.empty();
  }

  private static String value(Field field, Connection connection) {
    return field.secret()
        ? connection.secret(field.name()).map(Secret::open).orElse("")
        : connection.setting(field.name()).orElse("");
  }

  private static String sentence(Connection connection, String problem) {
    return "The connection " + connection.label() + " is incomplete. " + problem;
  }

  /** Whether a text can be the address of a server; nothing can, where none is needed. */
  public static boolean isAddress(String text) {
    return Field.of(Field.Kind.URL, "endpoint", "").problem(text).isEmpty();
  }
}
