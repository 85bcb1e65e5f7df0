// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.connections.Account;
import dev.smo.connector.Field;
import dev.smo.connector.Network;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What counts of a network's own options ({@link Network#postFields()}) for the posts of a page on
 * one account. The author's word is above the policy's, a connection's above its network's, and all
 * above the field's default.
 */
final class NetworkOptions {
  private final Network network;
  private final Account account;
  private final Map<String, String> authors;
  private final Map<String, String> policys;

  /**
   * @throws IllegalArgumentException the policy has an option that is none, which is named
   */
  NetworkOptions(Network network, Account account, PlannedPage subject) {
    this.network = network;
    this.account = account;
    authors = subject.choices().options();
    policys = read(subject.policy().options());
  }

  /**
   * Values by the names of their fields, under what somebody chose for this post alone; those that
   * nobody chose and have no default are absent.
   */
  Map<String, String> values(SyndicationRequest wish) {
    Map<String, String> values = new TreeMap<>(values(authors));
    for (Field field : network.postFields()) {
      String wished = wish.options().get(field.name());
      if (wished != null) {
        values.put(field.name(), wished.isBlank() ? field.defaultValue() : wished);
      }
    }
    values.values().removeIf(String::isBlank);
    return values;
  }

  /** The same if the page said nothing for the connection alone. */
  Map<String, String> inherited() {
    Map<String, String> others = new HashMap<>(authors);
    others.keySet().removeIf(key -> key.startsWith(account.id() + "."));
    return values(others);
  }

  private Map<String, String> values(Map<String, String> said) {
    Map<String, String> values = new TreeMap<>();
    for (Field field : network.postFields()) {
      String ofConnection = account.id() + "." + field.name();
      String ofNetwork = account.network() + "." + field.name();
      Stream.of(
              said.get(ofConnection),
              said.get(ofNetwork),
              policys.get(ofConnection),
              policys.get(ofNetwork),
              field.defaultValue())
          .filter(value -> value != null && !value.isBlank())
          .findFirst()
          .ifPresent(value -> values.put(field.name(), value));
    }
    return values;
  }

  /** Those of other networks are not looked at, because their connectors may be away. */
  private Map<String, String> read(String[] lines) {
    Map<String, String> read = new HashMap<>();
    for (String line : lines) {
      int dot = line.indexOf('.');
      int equals = line.indexOf('=');
      if (dot < 1 || equals < dot) {
        throw new IllegalArgumentException(
            "The policy's option '" + line + "' is not written as connection.option=value.");
      }
      String whose = line.substring(0, dot).strip();
      String name = line.substring(dot + 1, equals).strip();
      boolean ours = whose.equals(account.id()) || whose.equals(account.network());
      if (ours && network.postFields().stream().noneMatch(field -> field.name().equals(name))) {
        throw new IllegalArgumentException(
            "The policy has an option that " + network.label() + " does not know: " + name + ".");
      }
      read.put(whose + "." + name, line.substring(equals + 1).strip());
    }
    return read;
  }
}
