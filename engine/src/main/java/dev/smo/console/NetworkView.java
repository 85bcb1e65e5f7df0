// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.connector.Field;
import dev.smo.connector.Network;
import dev.smo.connector.Price;
import dev.smo.connector.Shape;
import dev.smo.networks.Capability;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A network that can be connected, in the language of who asks; docs/http-api.md describes the
 * fields.
 *
 * @param posts whether it can be posted to; else it only looks at things
 * @param capabilities names of {@link Capability} in lower case
 * @param idempotentSeconds for how long the same post may be sent again
 * @param metrics what it counts, in lower case
 * @param prices what one post costs, by its shape in lower case
 */
record NetworkView(
    String name,
    String label,
    String icon,
    String color,
    String documentation,
    String endpoint,
    List<FieldView> fields,
    List<FieldView> postFields,
    List<FieldView> applicationFields,
    boolean posts,
    List<String> capabilities,
    long idempotentSeconds,
    List<String> metrics,
    Map<String, PriceView> prices) {

  /** An amount such as {@code 0.20}, and the currency's code of ISO 4217. */
  record PriceView(String amount, String currency) {
    static PriceView of(Price price) {
      return new PriceView(price.amount().toPlainString(), price.currency().getCurrencyCode());
    }
  }

  /** What a person is asked for. */
  record FieldView(
      String name,
      String label,
      String help,
      String placeholder,
      String kind,
      boolean mandatory,
      String value,
      String pattern,
      List<Field.Choice> choices,
      boolean loaded) {
    static FieldView of(Field field, Network network, Locale language) {
      return new FieldView(
          field.name(),
          network.word(field.label(), language),
          network.word(field.help(), language),
          field.placeholder(),
          word(field.kind()),
          field.mandatory(),
          field.defaultValue(),
          field.pattern().map(Object::toString).orElse(""),
          field.choices().stream()
              .map(one -> new Field.Choice(one.value(), network.word(one.label(), language)))
              .toList(),
          field.isLoaded());
    }
  }

  static NetworkView of(
      Network network, boolean posts, Set<Capability> capabilities, Locale language) {
    return new NetworkView(
        network.name(),
        network.label(),
        network.icon(),
        network.color(),
        network.documentation().map(URI::toString).orElse(""),
        word(network.endpoint()),
        views(network.connectionFields(), network, language),
        views(network.postFields(), network, language),
        views(network.applicationFields(), network, language),
        posts,
        capabilities.stream().map(NetworkView::word).sorted().toList(),
        network.idempotentFor().toSeconds(),
        network.metrics().stream().map(NetworkView::word).sorted().toList(),
        prices(network));
  }

  /** What networks ask of a post, by their names; those that ask nothing are left out. */
  static Map<String, List<FieldView>> options(List<Network> networks, Locale language) {
    Map<String, List<FieldView>> options = new LinkedHashMap<>();
    for (Network network : networks) {
      if (!network.postFields().isEmpty()) {
        options.put(network.name(), views(network.postFields(), network, language));
      }
    }
    return options;
  }

  private static Map<String, PriceView> prices(Network network) {
    Map<String, PriceView> prices = new LinkedHashMap<>();
    for (Shape shape : Shape.values()) {
      network.price(shape).ifPresent(price -> prices.put(word(shape), PriceView.of(price)));
    }
    return prices;
  }

  private static List<FieldView> views(List<Field> fields, Network network, Locale language) {
    return fields.stream().map(field -> FieldView.of(field, network, language)).toList();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
