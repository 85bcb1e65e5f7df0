// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.policies;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The configuration of a place as JSON of nodes, as Sling loads initial content and imports it with
 * {@code :operation=import}: the folder below {@code /conf}, and in it all that it says of SMO.
 */
final class ConfigurationJson {
  private static final String TYPE = "jcr:primaryType";
  private static final ObjectMapper JSON = new ObjectMapper();

  private ConfigurationJson() {}

  static byte[] of(String conf, Map<String, Map<String, Object>> forms) {
    ObjectNode root = JSON.createObjectNode().put(TYPE, "sling:Folder");
    ObjectNode configs = root.putObject("sling:configs").put(TYPE, "sling:Folder");
    forms.forEach(
        (form, values) -> {
          ObjectNode at = configs;
          String[] names = form.split("/");
          for (int i = 0; i < names.length; i++) {
            boolean last = i == names.length - 1;
            ObjectNode next = (ObjectNode) at.get(names[i]);
            at =
                next != null
                    ? next
                    : at.putObject(names[i]).put(TYPE, last ? "nt:unstructured" : "sling:Folder");
          }
          for (Map.Entry<String, Object> value : values.entrySet()) {
            at.set(value.getKey(), JSON.valueToTree(value.getValue()));
          }
        });
    try {
      return JSON.writerWithDefaultPrettyPrinter()
          .writeValueAsString(root)
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the configuration of " + conf + " cannot be written", e);
    }
  }
}
