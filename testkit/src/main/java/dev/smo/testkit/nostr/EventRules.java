// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.nostr;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/** What NIP-01 wants of an event. */
final class EventRules {
  private static final Set<String> FIELDS =
      Set.of("id", "pubkey", "created_at", "kind", "tags", "content", "sig");

  private EventRules() {}

  /** What is wrong with an event; empty where nothing is. */
  static String wrong(JsonNode event) {
    TreeSet<String> names = new TreeSet<>();
    event.fieldNames().forEachRemaining(names::add);
    if (!names.equals(new TreeSet<>(FIELDS))) {
      return "an event has exactly the fields " + new TreeSet<>(FIELDS);
    }
    boolean typed =
        event.path("created_at").isIntegralNumber()
            && event.path("kind").isInt()
            && event.path("content").isTextual();
    if (!typed || !isHex(event.path("pubkey"), 64) || !isHex(event.path("sig"), 128)) {
      return "a field has the wrong type";
    }
    for (JsonNode tag : event.path("tags")) {
      for (JsonNode item : tag) {
        if (!tag.isArray() || !item.isTextual()) {
          return "tags are arrays of strings";
        }
      }
    }
    byte[] id = id(event);
    if (!Signer.hex(id).equals(event.path("id").asText())) {
      return "id is wrong";
    }
    String owner = event.path("pubkey").asText();
    return Signer.verify(owner, id, event.path("sig").asText()) ? "" : "bad signature";
  }

  private static boolean isHex(JsonNode text, int length) {
    return text.isTextual() && text.asText().matches("[0-9a-f]{" + length + "}");
  }

  static byte[] id(JsonNode event) {
    StringBuilder all = new StringBuilder("[0,");
    quoted(all, event.path("pubkey").asText());
    all.append(',').append(event.path("created_at").asLong());
    all.append(',').append(event.path("kind").asInt()).append(",[");
    String between = "";
    for (JsonNode tag : event.path("tags")) {
      all.append(between).append('[');
      between = ",";
      String inner = "";
      for (JsonNode item : tag) {
        all.append(inner);
        quoted(all, item.asText());
        inner = ",";
      }
      all.append(']');
    }
    all.append("],");
    quoted(all, event.path("content").asText());
    return Signer.sha256(all.append(']').toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Only what NIP-01 names is escaped. */
  private static void quoted(StringBuilder out, String text) {
    out.append('"');
    for (char c : text.toCharArray()) {
      int special = "\n\"\\\r\t\b\f".indexOf(c);
      if (special < 0) {
        out.append(c);
      } else {
        out.append('\\').append("n\"\\rtbf".charAt(special));
      }
    }
    out.append('"');
  }
}
