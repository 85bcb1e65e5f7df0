// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import dev.smo.connector.Field;
import dev.smo.connector.Network;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jetbrains.annotations.Nullable;

/** Whether a connection says all that its network asks for, before anything is called. */
public final class FieldCheck {
  private static final int LONGEST = 10_000;

  private FieldCheck() {}

  /** What a person must put right, naming the field; empty where nothing is wrong. */
  public static Optional<String> problem(Network network, Connection connection) {
    if (network.endpoint() == Network.Endpoint.MANDATORY && connection.endpoint().isEmpty()) {
      return Optional.of(sentence(connection, "The address of the server is missing."));
    }
    return problem(network.connectionFields(), connection::setting, connection::secret)
        .map(problem -> sentence(connection, problem));
  }

  /** What is wrong with the first of the fields that something is wrong with. */
  public static Optional<String> problem(
      List<Field> fields,
      Function<String, Optional<String>> settings,
      Function<String, Optional<Secret>> secrets) {
    return fields.stream()
        .flatMap(
            field ->
                problem(
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
    return problem(Field.of(Field.Kind.URL, "endpoint", ""), text).isEmpty();
  }

  /**
   * What is wrong with a value, as a sentence for people that names the field and never repeats the
   * value, which may be a secret; empty where nothing is.
   *
   * @param value what was entered; null or empty where nothing was
   */
  public static Optional<String> problem(Field field, @Nullable String value) {
    if (value == null || value.isBlank()) {
      return field.mandatory() && field.defaultValue().isEmpty()
          ? Optional.of(field.label() + " is missing.")
          : Optional.empty();
    }
    if (value.length() > LONGEST) {
      return Optional.of(field.label() + " is longer than " + LONGEST + " characters.");
    }
    if (field.kind() != Field.Kind.LONG_TEXT && value.chars().anyMatch(Character::isISOControl)) {
      return Optional.of(field.label() + " has a line break or another control character in it.");
    }
    return wrong(field, value) ? Optional.of(complaint(field)) : Optional.empty();
  }

  private static boolean wrong(Field field, String value) {
    boolean form =
        switch (field.kind()) {
          case URL -> isWeb(value);
          case NUMBER -> value.matches("-?\\d{1,18}");
          case SWITCH -> value.equals("true") || value.equals("false");
          case CHOICE ->
              field.isLoaded()
                  || field.choices().stream().anyMatch(choice -> choice.value().equals(value));
          default -> true;
        };
    return !form || field.pattern().filter(p -> !p.matcher(value).matches()).isPresent();
  }

  private static String complaint(Field field) {
    String label = field.label();
    String example = field.placeholder().isEmpty() ? "" : ", such as " + field.placeholder();
    return switch (field.kind()) {
      case URL -> label + " must be an address that begins with https://" + example + ".";
      case NUMBER -> label + " must be a whole number" + example + ".";
      case SWITCH -> label + " is either true or false.";
      case CHOICE -> label + " must be one of the values that there are to choose from.";
      default ->
          label
              + " does not look right"
              + example
              + "."
              + (field.help().isEmpty() ? "" : " " + field.help());
    };
  }

  private static boolean isWeb(String value) {
    try {
      URI uri = new URI(value);
      boolean web =
          "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
      return web && uri.getHost() != null && uri.getUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
