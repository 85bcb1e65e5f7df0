// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.policies;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.endpoint.Refusal;
import dev.smo.repository.Keys;
import java.lang.reflect.Array;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.caconfig.management.ConfigurationData;
import org.apache.sling.caconfig.management.ConfigurationManager;
import org.apache.sling.caconfig.spi.ConfigurationPersistData;
import org.apache.sling.caconfig.spi.metadata.ConfigurationMetadata;
import org.apache.sling.caconfig.spi.metadata.PropertyMetadata;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * All configurations of SMO, read and written as Sling does it, so that whatever strategy a host
 * has for them holds here as well. Reads and writes with the session of the place it is given, and
 * commits nothing that {@link OneCommit} keeps back.
 */
@Component(service = PolicyForms.class)
public class PolicyForms {
  private static final String OURS = "smo/";

  /** With which a configuration says that what it does not say comes from above. */
  private static final String INHERIT = "sling:configPropertyInherit";

  private final ConfigurationManager configurations;

  @Activate
  public PolicyForms(@Reference ConfigurationManager configurations) {
    this.configurations = configurations;
  }

  /** What was entered and cannot be, by form and property. */
  record Wrong(Map<String, Map<String, String>> fields) {}

  List<String> names() {
    return configurations.getConfigurationNames().stream()
        .filter(name -> name.startsWith(OURS))
        .filter(name -> !metadata(name).isCollection())
        .toList();
  }

  List<FormView> read(Place place) {
    return names().stream().map(name -> form(name, place)).toList();
  }

  /** What a place says itself, by form; forms of which it says nothing are left out. */
  Map<String, Map<String, Object>> own(Place place) {
    Map<String, Map<String, Object>> all = new TreeMap<>();
    for (String name : names()) {
      Map<String, Object> own = own(name, place);
      if (own != null) {
        all.put(name, own);
      }
    }
    return all;
  }

  private FormView form(String name, Place place) {
    ConfigurationMetadata metadata = metadata(name);
    Map<String, Object> own = own(name, place);
    ConfigurationData above =
        place.own()
            ? configurations.getConfiguration(place.above().orElse(place.resource()), name)
            : configurations.getConfiguration(place.resource(), name);
    Map<String, Object> said = own == null ? Map.of() : own;
    return new FormView(
        name,
        metadata.getLabel() == null ? name : metadata.getLabel(),
        metadata.getDescription() == null ? "" : metadata.getDescription(),
        revision(own),
        own != null,
        own == null || Boolean.parseBoolean(String.valueOf(said.get(INHERIT))),
        metadata.getPropertyMetadata().values().stream()
            .map(property -> PropertyView.of(property, said, above))
            .toList());
  }

  private ConfigurationMetadata metadata(String name) {
    return configurations.getConfigurationMetadata(name);
  }

  /** All that a place says of a form, also what the form does not know; null: nothing. */
  private @Nullable Map<String, Object> own(String name, Place place) {
    if (!place.own()) {
      return null;
    }
    ConfigurationData here = configurations.getConfiguration(place.resource(), name);
    String path = here == null ? null : here.getResourcePath();
    return here == null || path == null || !path.startsWith(place.conf() + "/")
        ? null
        : new TreeMap<>(here.getValues());
  }

  private static String revision(@Nullable Map<String, Object> own) {
    return own == null ? "none" : Keys.hash(written(own));
  }

  private static String written(Map<String, Object> own) {
    StringBuilder all = new StringBuilder();
    own.forEach(
        (name, value) -> {
          all.append(name).append('=');
          if (value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
              String entry = String.valueOf(Array.get(value, i));
              all.append(entry.length()).append(':').append(entry);
            }
          } else {
            all.append(value);
          }
          all.append('\n');
        });
    return all.toString();
  }

  /** Names of forms that are not any more what somebody read. */
  List<String> moved(Place place, List<PolicyChange> changes) {
    return changes.stream()
        .filter(change -> !revision(own(known(change), place)).equals(change.revision()))
        .map(PolicyChange::form)
        .toList();
  }

  private String known(PolicyChange change) {
    if (!names().contains(change.form())) {
      throw Refusal.badRequest("There is no form " + change.form() + ".");
    }
    return change.form();
  }

  /**
   * Writes into the session of a place.
   *
   * @return what is wrong, and then nothing was written
   */
  Wrong write(Place place, List<PolicyChange> changes) {
    Map<String, Map<String, String>> wrong = new TreeMap<>();
    Map<String, Map<String, Object>> ready = new LinkedHashMap<>();
    for (PolicyChange change : changes) {
      ready.put(known(change), values(change, own(change.form(), place), wrong));
    }
    if (wrong.isEmpty()) {
      changes.forEach(change -> write(place.resource(), change, ready.get(change.form())));
    }
    return new Wrong(wrong);
  }

  private void write(Resource root, PolicyChange change, @Nullable Map<String, Object> values) {
    if (change.values() == null || values == null) {
      configurations.deleteConfiguration(root, change.form());
    } else {
      configurations.persistConfiguration(
          root, change.form(), new ConfigurationPersistData(values));
    }
  }

  /** What the repository shall keep of a form: the values, and what the form does not know. */
  private Map<String, Object> values(
      PolicyChange change,
      @Nullable Map<String, Object> before,
      Map<String, Map<String, String>> wrong) {
    Map<String, Object> values = new LinkedHashMap<>(before == null ? Map.of() : before);
    Map<String, PropertyMetadata<?>> known = metadata(change.form()).getPropertyMetadata();
    values.keySet().removeAll(known.keySet());
    values.remove(INHERIT);
    if (change.inherit()) {
      values.put(INHERIT, true);
    }
    Map<String, JsonNode> entered = change.values() == null ? Map.of() : change.values();
    entered.forEach(
        (name, value) -> {
          try {
            PropertyMetadata<?> property = known.get(name);
            if (property == null) {
              throw new IllegalArgumentException("The form has no property " + name + ".");
            }
            values.put(name, PolicyChecks.value(property, value));
          } catch (IllegalArgumentException e) {
            wrong
                .computeIfAbsent(change.form(), form -> new TreeMap<>())
                .put(name, String.valueOf(e.getMessage()));
          }
        });
    return values;
  }
}
