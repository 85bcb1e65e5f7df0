package dev.smo.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a fake network answers. */
@SuppressWarnings("ArrayRecordComponent")
public record Reply(int status, Map<String, String> headers, byte[] body) {
  public static Reply json(int status, JsonNode body) {
    return new Reply(
        status,
        Map.of("Content-Type", "application/json; charset=utf-8"),
        body.toString().getBytes(StandardCharsets.UTF_8));
  }

  public static Reply html(int status, String body) {
    return new Reply(
        status, Map.of("Content-Type", "text/html"), body.getBytes(StandardCharsets.UTF_8));
  }

  public Reply header(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new Reply(status, all, body);
  }

  /** An empty JSON object to fill. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
