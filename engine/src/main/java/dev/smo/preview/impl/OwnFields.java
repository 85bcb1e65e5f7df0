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
 * The social fields that a page has itself: properties of {@code jcr:content/smo}, and {@code
 * texts/<connection>} for the words of one connection.
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
          "video",
          "type",
          "section",
          "creator",
          "doNotShare",
          "text");

  /** What a box says that is not ticked. */
  static final String NO = "false";

  /** Name of the child node with words for one connection, and start of their fields' names. */
  static final String TEXTS = "texts";

  static final String TEXT = TEXTS + "/";

  private static final Pattern TEXT_FIELD = Pattern.compile(TEXT + "[a-z0-9][a-z0-9_-]{0,62}");

  private OwnFields() {}

  /** Whether a form may have a field of this name. */
  public static boolean isField(String name) {
    return FIELDS.contains(name) || TEXT_FIELD.matcher(name).matches();
  }

  /** The fields that are filled in, by name. */
  static Map<String, String> saved(@Nullable Resource content) {
    Map<String, String> saved = new TreeMap<>();
    Resource smo = content == null ? null : content.getChild(PageIdentity.NODE);
    if (smo != null) {
      ValueMap values = smo.getValueMap();
      FIELDS.forEach(name -> put(saved, name, values.get(name, "")));
      Resource texts = smo.getChild(TEXTS);
      if (texts != null) {
        texts.getValueMap().forEach((name, words) -> put(saved, TEXT + name, words));
      }
    }
    return saved;
  }

  private static void put(Map<String, String> saved, String name, Object value) {
    boolean said = value instanceof String text && !text.isBlank() && !NO.equals(text);
    if (said && !name.contains(":")) {
      saved.put(name, String.valueOf(value));
    }
  }
}
