// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.ledger.PostRecord.Key;
import java.io.IOException;
import java.time.Instant;
import java.util.Calendar;

/** A record as JSON, for the {@link Journal}: what is read is what was written, value by value. */
final class JournalRecord {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JournalRecord() {}

  static String json(PostRecord post) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    ObjectNode values = json.putObject("values");
    post.values().forEach((name, value) -> values.set(name, written(value)));
    ArrayNode attempts = json.putArray(PostNode.ATTEMPTS);
    for (Attempt attempt : post.attempts()) {
      attempts
          .addArray()
          .add(attempt.number())
          .add(attempt.at().toEpochMilli())
          .add(attempt.instance())
          .add(attempt.outcome())
          .add(attempt.reason());
    }
    return JSON.writeValueAsString(json);
  }

  /** Times are objects, so that they are no texts when they are read. */
  private static JsonNode written(Object value) {
    return value instanceof Calendar time
        ? JSON.createObjectNode().put("at", time.getTimeInMillis())
        : JSON.valueToTree(value);
  }

  /** What was written is not what is read. */
  static final class DamagedException extends Exception {
    private static final long serialVersionUID = 1L;

    private DamagedException(String id, Throwable cause) {
      super("What is noted of post " + id + " cannot be read", cause);
    }
  }

  static PostRecord parse(String id, String text) throws DamagedException {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new DamagedException(id, e);
    }
    PostRecord post = PostRecord.draft(id, State.PLANNED);
    for (Key key : Key.values()) {
      JsonNode value = json.path("values").path(key.property());
      if (!value.isMissingNode()) {
        post = post.with(key, read(value));
      }
    }
    for (JsonNode line : json.path(PostNode.ATTEMPTS)) {
      post =
          post.with(
              new Attempt(
                  line.path(0).asInt(),
                  Instant.ofEpochMilli(line.path(1).asLong()),
                  line.path(2).asText(),
                  line.path(3).asText(),
                  line.path(4).asText()));
    }
    return post;
  }

  private static Object read(JsonNode value) {
    return value.isObject()
        ? Instant.ofEpochMilli(value.path("at").asLong())
        : PackedRecord.plain(value);
  }
}
