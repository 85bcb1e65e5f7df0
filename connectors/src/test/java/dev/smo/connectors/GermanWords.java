// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import dev.smo.connector.Field;
import dev.smo.connector.Network;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/** German for what a network asks people. */
public final class GermanWords {
  private static final ResourceBundle GERMAN =
      ResourceBundle.getBundle("dev.smo.connectors.words", Locale.GERMAN);

  private GermanWords() {}

  /** Words of a network's fields that have none. */
  public static List<String> missing(Network network) {
    return Stream.of(network.connectionFields(), network.applicationFields(), network.postFields())
        .flatMap(List::stream)
        .flatMap(GermanWords::words)
        .filter(word -> !word.isEmpty() && !GERMAN.containsKey(word))
        .toList();
  }

  private static Stream<String> words(Field field) {
    return Stream.concat(
        Stream.of(field.label(), field.help()), field.choices().stream().map(Field.Choice::label));
  }
}
