// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.assistant;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that an assistant can do: a request to an address of {@code /bin/smo}, which a person
 * could send as well. Immutable.
 *
 * @param description for the assistant, which decides by it when to use this
 * @param path address that does it
 * @param changes whether it changes anything, so that an assistant asks its person first
 * @param arguments what it takes, by name: those without a {@code ?} at the end must be there
 * @param fixed parameters that nobody can choose
 * @param answer field of the address's answer that matters; empty: all of it
 */
record Tool(
    String name,
    String title,
    String description,
    String path,
    boolean changes,
    Map<String, String> arguments,
    Map<String, String> fixed,
    String answer) {
  private static final int LONGEST = 50_000;

  /** As {@code tools/list} tells it. */
  Map<String, Object> described() {
    Map<String, Object> properties = new LinkedHashMap<>();
    arguments.forEach(
        (name, says) -> properties.put(plain(name), Map.of("type", "string", "description", says)));
    Map<String, Object> tool = new LinkedHashMap<>();
    tool.put("name", name);
    tool.put("title", title);
    tool.put("description", description);
    tool.put(
        "inputSchema",
        Map.of(
            "type",
            "object",
            "properties",
            properties,
            "required",
            arguments.keySet().stream().filter(one -> one.equals(plain(one))).toList(),
            "additionalProperties",
            false));
    tool.put(
        "annotations",
        Map.of("readOnlyHint", !changes, "destructiveHint", false, "openWorldHint", false));
    return tool;
  }

  /**
   * The parameters for the address.
   *
   * @throws IllegalArgumentException one is missing, unknown or no text; the message says which
   */
  Map<String, String> parameters(JsonNode given) {
    given
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!arguments.containsKey(name) && !arguments.containsKey(name + '?')) {
                throw new IllegalArgumentException("There is no argument " + name + ".");
              }
            });
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String name : arguments.keySet()) {
      Optional<String> value = text(plain(name), given.path(plain(name)));
      if (value.isPresent()) {
        parameters.put(plain(name), value.get());
      } else if (name.equals(plain(name))) {
        throw new IllegalArgumentException("The argument " + name + " is missing.");
      }
    }
    parameters.putAll(fixed);
    return addressed(parameters);
  }

  /** Words go to each of the connections that are named with them. */
  private static Map<String, String> addressed(Map<String, String> parameters) {
    String words = parameters.remove("text");
    if (words != null) {
      for (String connection : parameters.getOrDefault("connections", "").split(",")) {
        parameters.put("text." + connection.strip(), words);
      }
    }
    return parameters;
  }

  private static Optional<String> text(String name, JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual() || value.asText().length() > LONGEST) {
      throw new IllegalArgumentException(
          "The argument " + name + " is a text of at most " + LONGEST + " characters.");
    }
    return Optional.of(value.asText());
  }

  private static String plain(String name) {
    return name.endsWith("?") ? name.substring(0, name.length() - 1) : name;
  }
}
