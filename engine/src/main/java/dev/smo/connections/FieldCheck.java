// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import dev.smo.connector.Field;
import dev.smo.connector.Network;
import dev.smo.networks.FieldProblem;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Whether a connection says all that its network asks for, before anything is called. */
public final class FieldCheck {
  private FieldCheck() {}

  /** What a person must put right, naming the field; empty where nothing is wrong. */
  public static Optional<String> problem(Network network, Connection connection) {
    if (network.endpoint() == Network.Endpoint.MANDATORY && connection.endpoint().isEmpty()) {
      return Optional.of(sentence(connection, "The address of the server is missing."));
    }
    return problem(network.connectionFields(), connection::setting, connection::secret)
        .map(problem -> sentence(connection, problem));
  }

  /** What is wrong with the options of a post, naming the field; empty where nothing is. */
  public static Optional<String> problem(Network network, Map<String, String> options) {
    return problem(
        network.postFields(),
        name -> Optional.ofNullable(options.get(name)),
        name -> Optional.empty());
  }

  /** What is wrong with the first of the fields that something is wrong with. */
  public static Optional<String> problem(
      List<Field> fields,
      Function<String, Optional<String>> settings,
      Function<String, Optional<Secret>> secrets) {
    return fields.stream()
        .flatMap(
            field ->
                FieldProblem.of(
                    field,
                    field.secret()
                        ? secrets.apply(field.name()).map(Secret::open).orElse("")
                        : settings.apply(field.name()).orElse(""))
                    .stream())
        .findFirst();
  }

  private static String sentence(Connection connection, String problem) {
    return "The connection " + connection.label() + " is incomplete. " + problem;
  }

  /** Whether a text can be the address of a server; nothing can, where none is needed. */
  public static boolean isAddress(String text) {
    return FieldProblem.of(Field.of(Field.Kind.URL, "endpoint", ""), text).isEmpty();
  }
}
