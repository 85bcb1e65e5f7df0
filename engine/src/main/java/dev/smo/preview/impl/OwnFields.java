// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.preview.impl;

import dev.smo.identity.PageIdentity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ValueMap;
import org.jetbrains.annotations.Nullable;

/**
 * The social fields that a page has itself: properties of {@code jcr:content/smo}, {@code
 * texts/<connection>} for the words of one connection, {@code pictures/<connection>} and {@code
 * pictureAlts/<connection>} for its pictures, {@code without/<connection>} where the page is never
 * posted there, and {@code options/<connection>.<option>} for what its network lets choose. A list
 * has one entry a line.
 */
public final class OwnFields {
  /** What an author can say, in the order of the form. */
  public static final List<String> FIELDS =
      List.of(
          "title",
          "description",
          "image",
          "imageAlt",
          "focalPoint",
          "images",
          "imageAlts",
          "video",
          "type",
          "section",
          "creator",
          "doNotShare",
          "text");

  /** Those that are lists. */
  static final List<String> LISTS = List.of("images", "imageAlts");

  /** What a box says that is not ticked. */
  private static final String NO = "false";

  /** Child nodes whose properties are for one connection or network; fields begin with the name. */
  static final List<String> NODES =
      List.of("texts", "options", "pictures", "pictureAlts", "without");

  private static final Pattern OF_CONNECTION =
      Pattern.compile(
          "(texts|pictures|pictureAlts|without)/[a-z0-9][a-z0-9_-]{0,62}"
              + "|options/[a-z0-9][a-z0-9_-]{0,62}\\.[A-Za-z][A-Za-z0-9]{0,62}");

  private OwnFields() {}

  /** Whether a form may have a field of this name. */
  public static boolean isField(String name) {
    return FIELDS.contains(name) || OF_CONNECTION.matcher(name).matches();
  }

  /** The fields that are filled in, by name. */
  static Map<String, String> saved(@Nullable Resource content) {
    Map<String, String> saved = new TreeMap<>();
    Resource smo = content == null ? null : content.getChild(PageIdentity.NODE);
    if (smo != null) {
      ValueMap values = smo.getValueMap();
      FIELDS.forEach(
          name ->
              put(
                  saved,
                  name,
                  LISTS.contains(name)
                      ? String.join("\n", values.get(name, new String[0]))
                      : values.get(name, "")));
      for (String node : NODES) {
        Resource ofConnections = smo.getChild(node);
        if (ofConnections != null) {
          ofConnections
              .getValueMap()
              .forEach((name, value) -> put(saved, node + "/" + name, value));
        }
      }
    }
    return saved;
  }

  /** Whether a value says anything. A box that is not ticked does not, but an option may be no. */
  static boolean isSaid(String name, String value) {
    return !value.isBlank() && (!NO.equals(value) || OF_CONNECTION.matcher(name).matches());
  }

  private static void put(Map<String, String> saved, String name, Object value) {
    String text = value instanceof String || value instanceof Boolean ? value.toString() : "";
    if (isSaid(name, text) && isField(name)) {
      saved.put(name, text);
    }
  }
}
