// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.policies;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.sling.caconfig.management.ConfigurationData;
import org.apache.sling.caconfig.management.ValueInfo;
import org.apache.sling.caconfig.spi.metadata.PropertyMetadata;
import org.jetbrains.annotations.Nullable;

/**
 * One property of a form. Its values are texts, numbers, truths or lists of texts.
 *
 * @param type {@code text}, {@code number} or {@code check}
 * @param many whether it is a list
 * @param options what it may be, or each entry of the list; empty: anything of its format
 * @param format how a text is written, such as {@code zone}; or empty
 * @param least the least a number may be; null: any
 * @param byDefault what it is where nobody says anything
 * @param own what this place says; null where it says nothing
 * @param above what holds where this place says nothing
 * @param source path of the configuration that says so; empty where it is the default
 * @param locked whether the server's own configuration says it, so that nobody changes it here
 */
record PropertyView(
    String name,
    String label,
    String description,
    String type,
    boolean many,
    List<String> options,
    String format,
    @Nullable Integer least,
    @Nullable Object byDefault,
    @Nullable Object own,
    @Nullable Object above,
    String source,
    boolean locked) {

  /**
   * A property as it is.
   *
   * @param own what the place says itself, by name
   * @param above the configuration that holds where it says nothing
   */
  static PropertyView of(
      PropertyMetadata<?> property, Map<String, Object> own, ConfigurationData above) {
    String name = property.getName();
    Object byDefault = plain(property.getDefaultValue(), property);
    ValueInfo<?> info = above.getValueInfo(name);
    Object value = info == null ? null : info.getEffectiveValue();
    String source = info == null ? null : info.getConfigSourcePath();
    return new PropertyView(
        name,
        text(property.getLabel(), name),
        text(property.getDescription(), ""),
        type(property),
        many(property),
        options(property),
        text(property.getProperties().get("format"), ""),
        number(property.getProperties().get("min")),
        byDefault,
        own.containsKey(name) ? plain(own.get(name), property) : null,
        value == null ? byDefault : plain(value, property),
        value == null || source == null ? "" : source,
        info != null && info.isOverridden());
  }

  static boolean many(PropertyMetadata<?> property) {
    return property.getType().isArray();
  }

  static String type(PropertyMetadata<?> property) {
    Class<?> type = many(property) ? property.getType().getComponentType() : property.getType();
    return type == Boolean.class || type == boolean.class
        ? "check"
        : Number.class.isAssignableFrom(type) || (type.isPrimitive()) ? "number" : "text";
  }

  static List<String> options(PropertyMetadata<?> property) {
    String options = property.getProperties().get("options");
    return options == null ? List.of() : Arrays.asList(options.split("\\|"));
  }

  /** As JSON says it: what somebody wrote by hand may be of another type. */
  private static @Nullable Object plain(@Nullable Object value, PropertyMetadata<?> property) {
    if (value == null) {
      return many(property) ? List.of() : "text".equals(type(property)) ? "" : null;
    }
    if (many(property)) {
      List<String> all = new ArrayList<>();
      if (value.getClass().isArray()) {
        for (int i = 0; i < Array.getLength(value); i++) {
          all.add(String.valueOf(Array.get(value, i)));
        }
      } else {
        all.add(String.valueOf(value));
      }
      return all;
    }
    Object one =
        value.getClass().isArray() ? Array.getLength(value) == 0 ? "" : Array.get(value, 0) : value;
    return switch (type(property)) {
      case "check" -> Boolean.valueOf(String.valueOf(one));
      case "number" -> one instanceof Number number ? number : number(String.valueOf(one));
      default -> String.valueOf(one);
    };
  }

  private static @Nullable Integer number(@Nullable String text) {
    return text != null && text.matches("-?\\d{1,9}") ? Integer.valueOf(text) : null;
  }

  private static String text(@Nullable String text, String otherwise) {
    return text == null || text.isBlank() ? otherwise : text;
  }
}
