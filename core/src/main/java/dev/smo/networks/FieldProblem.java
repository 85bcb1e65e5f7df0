// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.networks;

import dev.smo.connector.Field;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jetbrains.annotations.Nullable;

/** What is wrong with a value that was entered in a field that a network asks for. */
public final class FieldProblem {
  private static final int LONGEST = 10_000;

  private FieldProblem() {}

  /**
   * What is wrong with a value, as a sentence for people that names the field and never repeats the
   * value, which may be a secret; empty where nothing is.
   *
   * @param value what was entered; null or empty where nothing was
   */
  public static Optional<String> of(Field field, @Nullable String value) {
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
