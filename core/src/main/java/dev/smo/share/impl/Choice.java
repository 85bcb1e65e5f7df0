package dev.smo.share.impl;

import dev.smo.share.ShareSettings;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ValueMap;
import org.apache.sling.caconfig.ConfigurationBuilder;

/** What an author chose on a component, and the site's settings where he chose nothing. */
record Choice(ValueMap author, ShareSettings settings) {
  private static final Set<String> STYLES = Set.of("icon", "text", "both");

  static Choice of(Resource component) {
    ConfigurationBuilder builder =
        Objects.requireNonNull(component.adaptTo(ConfigurationBuilder.class));
    return new Choice(component.getValueMap(), builder.as(ShareSettings.class));
  }

  String heading() {
    return author.get("heading", "").strip();
  }

  String style() {
    String style = author.get("style", "");
    String chosen = style.isBlank() ? settings.style() : style;
    return STYLES.contains(chosen) ? chosen : "both";
  }

  List<String> networks() {
    return lines("networks", settings.networks());
  }

  List<String> profiles() {
    return lines("profiles", settings.profiles());
  }

  private List<String> lines(String property, String[] inherited) {
    List<String> own = filled(author.get(property, new String[0]));
    return own.isEmpty() ? filled(inherited) : own;
  }

  private static List<String> filled(String[] lines) {
    return Stream.of(lines).map(String::strip).filter(line -> !line.isEmpty()).toList();
  }
}
