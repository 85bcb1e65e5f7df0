// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.policies;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.sling.api.SlingHttpServletRequest;
import org.jetbrains.annotations.Nullable;

/**
 * What somebody wants of one form.
 *
 * @param form its name
 * @param revision of what was read
 * @param values all that the place shall say itself, by name; null: nothing, so all is inherited
 * @param inherit whether the rest comes from above
 */
record PolicyChange(
    String form, String revision, @Nullable Map<String, JsonNode> values, boolean inherit) {
  /** More entries no list of a form has. */
  static final int MOST_ENTRIES = 1000;

  private static final int LONGEST = 1_000_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads the parameter {@code forms}: {@code {"smo/card": {"revision": "...", "inherit": true,
   * "values": {"enabled": true}}}}.
   */
  static List<PolicyChange> of(SlingHttpServletRequest request) {
    String text = JsonServlet.required(request, "forms");
    if (text.length() > LONGEST) {
      throw Refusal.badRequest("The forms are longer than " + LONGEST + " characters.");
    }
    List<PolicyChange> changes = new ArrayList<>();
    for (Map.Entry<String, JsonNode> form : object(parsed(text)).entrySet()) {
      JsonNode wish = form.getValue();
      JsonNode values = wish.path("values");
      changes.add(
          new PolicyChange(
              form.getKey(),
              wish.path("revision").asText(""),
              values.isNull() ? null : object(values),
              wish.path("inherit").asBoolean(true)));
    }
    return changes;
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw Refusal.badRequest("The parameter forms is no JSON.");
    }
  }

  private static Map<String, JsonNode> object(JsonNode node) {
    if (!node.isObject()) {
      throw Refusal.badRequest(
          "The parameter forms must be an object of forms, each with an object of values.");
    }
    Map<String, JsonNode> all = new LinkedHashMap<>();
    node.fields().forEachRemaining(field -> all.put(field.getKey(), field.getValue()));
    return all;
  }
}
