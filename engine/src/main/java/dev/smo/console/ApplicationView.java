// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.connections.Applications;
import dev.smo.connector.Field;
import dev.smo.connector.Network;
import dev.smo.networks.FieldProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a network gave to the installation, as the console shows it; docs/http-api.md describes the
 * fields.
 *
 * @param state {@code configured}, {@code registered}, {@code set}, {@code missing}, or {@code
 *     automatic} where SMO registers itself when somebody first signs in
 * @param secrets names of the secrets that are set; never what they are
 */
record ApplicationView(
    String network,
    String endpoint,
    String state,
    Map<String, String> settings,
    List<String> secrets) {

  /** All of a network; where nothing is set yet, one that says so. */
  static List<ApplicationView> of(
      Network network, List<Applications.Known> known, boolean registers) {
    List<ApplicationView> all = new ArrayList<>();
    known.forEach(one -> all.add(of(network, one)));
    if (all.isEmpty() && (registers || !network.applicationFields().isEmpty())) {
      String state = registers ? "automatic" : "missing";
      all.add(new ApplicationView(network.name(), "", state, Map.of(), List.of()));
    }
    return all;
  }

  private static ApplicationView of(Network network, Applications.Known known) {
    return new ApplicationView(
        network.name(),
        known.endpoint(),
        state(network, known),
        new TreeMap<>(known.settings()),
        known.secrets().stream().sorted().toList());
  }

  private static String state(Network network, Applications.Known known) {
    if (known.configured()) {
      return "configured";
    }
    if (known.registered()) {
      return "registered";
    }
    boolean complete = network.applicationFields().stream().allMatch(field -> given(field, known));
    return complete ? "set" : "missing";
  }

  private static boolean given(Field field, Applications.Known known) {
    return field.secret()
        ? known.secrets().contains(field.name()) || FieldProblem.of(field, "").isEmpty()
        : FieldProblem.of(field, known.settings().get(field.name())).isEmpty();
  }
}
