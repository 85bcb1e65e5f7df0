// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.share.impl;

import dev.smo.settings.ShareSettings;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ValueMap;
import org.apache.sling.caconfig.ConfigurationBuilder;

/**
 * What an author chose on a component; where he chose nothing what the component's policy of the
 * template says, where a host has such; and else the site's settings.
 */
record BarSettings(ValueMap author, ValueMap policy, ShareSettings settings) {
  private static final Set<String> STYLES = Set.of("both", "icon", "text");
  private static final Set<String> SIZES = Set.of("medium", "small", "large");
  private static final Set<String> POSITIONS = Set.of("inline", "center", "bottom", "side");

  static BarSettings of(Resource component, ValueMap policy) {
    ConfigurationBuilder builder =
        Objects.requireNonNull(component.adaptTo(ConfigurationBuilder.class));
    return new BarSettings(component.getValueMap(), policy, builder.as(ShareSettings.class));
  }

  String heading() {
    return text("heading").orElse("");
  }

  String style() {
    return oneOf(STYLES, "style", settings.style(), "both");
  }

  String size() {
    return oneOf(SIZES, "size", settings.size(), "medium");
  }

  String position() {
    return oneOf(POSITIONS, "position", settings.position(), "inline");
  }

  /** A policy may name those that there are to choose from; others are passed over. */
  List<String> networks() {
    List<String> allowed = filled(policy.get("allowedNetworks", new String[0]));
    return lines("networks", settings.networks()).stream()
        .filter(name -> allowed.isEmpty() || allowed.contains(name))
        .toList();
  }

  List<String> profiles() {
    return lines("profiles", settings.profiles());
  }

  /**
   * How many of {@code all} entries are in sight. One alone never waits behind "More", which takes
   * as much room.
   */
  int visible(int all) {
    int wanted =
        Stream.of(author, policy)
            .flatMap(from -> Stream.ofNullable(from.get("visible", Integer.class)))
            .findFirst()
            .orElse(settings.visible());
    return wanted <= 0 || wanted + 1 >= all ? all : wanted;
  }

  private String oneOf(Set<String> known, String property, String inherited, String fallback) {
    String chosen = text(property).orElse(inherited);
    return known.contains(chosen) ? chosen : fallback;
  }

  private Optional<String> text(String property) {
    return Stream.of(author, policy)
        .map(from -> from.get(property, "").strip())
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  private List<String> lines(String property, String[] inherited) {
    return Stream.of(author, policy)
        .map(from -> filled(from.get(property, new String[0])))
        .filter(lines -> !lines.isEmpty())
        .findFirst()
        .orElseGet(() -> filled(inherited));
  }

  private static List<String> filled(String[] lines) {
    return Stream.of(lines).map(String::strip).filter(line -> !line.isEmpty()).toList();
  }
}
