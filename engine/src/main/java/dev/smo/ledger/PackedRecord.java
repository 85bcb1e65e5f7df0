// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.ledger.PostRecord.Key;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the JSON in which {@link Archive} packs a record. */
final class PackedRecord {
  private static final Logger LOG = LoggerFactory.getLogger(PackedRecord.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Values that are times, which JSON has as texts. */
  private static final Set<Key> TIMES =
      EnumSet.of(
          Key.PLANNED,
          Key.SCHEDULED,
          Key.SLOT,
          Key.LATEST,
          Key.STARTED,
          Key.ENTERED,
          Key.SENT,
          Key.WISHED,
          Key.READ,
          Key.CARD_CHANGED,
          Key.FIRST_DUE);

  /** What says where the record stands now, and was not packed. */
  private static final Set<Key> STANDING =
      EnumSet.of(
          Key.STATE, Key.PATH, Key.PACKED, Key.AWAY, Key.LAST_SAID, Key.REMOTE_ID, Key.PERMALINK);

  private PackedRecord() {}

  /** A copy of a record with what was packed of it; as it is where that cannot be read. */
  static PostRecord over(PostRecord post, String text) {
    try {
      JsonNode packed = JSON.readTree(text);
      PostRecord whole = post;
      for (Key key : Key.values()) {
        JsonNode value = packed.path(key.property());
        if (!value.isMissingNode() && !STANDING.contains(key) && !saysMore(post, key)) {
          whole = whole.with(key, value(key, value));
        }
      }
      if (packed.has(Key.HISTORY.property())) {
        List<String> history = new ArrayList<>(whole.texts(Key.HISTORY));
        history.addAll(post.texts(Key.HISTORY));
        whole = whole.with(Key.HISTORY, history.toArray(String[]::new));
      }
      for (JsonNode attempt : packed.path(PostNode.ATTEMPTS)) {
        whole = whole.with(attempt(attempt));
      }
      return whole;
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      LOG.error("What was packed of {} cannot be read", post, e);
      return post;
    }
  }

  /** What was decided since counts; words are emptied by packing, and the history goes on. */
  private static boolean saysMore(PostRecord post, Key key) {
    boolean joined = key == Key.TEXT || key == Key.THREAD || key == Key.HISTORY;
    return !joined && post.values().containsKey(key.property());
  }

  private static Object value(Key key, JsonNode value) {
    Object plain = plain(value);
    return plain instanceof String text && TIMES.contains(key) ? Instant.parse(text) : plain;
  }

  /** A property as it is written in JSON; whatever is no list, number or yes and no, is a text. */
  static Object plain(JsonNode value) {
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), /* parallel= */ false)
          .map(JsonNode::asText)
          .toArray(String[]::new);
    }
    if (value.isBoolean()) {
      return value.asBoolean();
    }
    return value.isNumber() ? value.asLong() : value.asText();
  }

  private static Attempt attempt(JsonNode line) {
    return new Attempt(
        Integer.parseInt(line.path(0).asText()),
        Instant.parse(line.path(1).asText()),
        line.path(2).asText(),
        line.path(3).asText(),
        line.path(4).asText());
  }
}
