// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.nostr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads what a relay has about a note, the newest first. Relays give as many at once as they like,
 * and do not say when that was not all, so each is asked for what is older until nothing new comes.
 */
final class Pages {
  /** So few that each may be as long as relays take events. */
  private static final int AT_ONCE = 100;

  /** More than was asked for is not looked at: each signature costs milliseconds. */
  private static final int MOST_AT_ONCE = 2 * AT_ONCE;

  /** Hardly any relay gives fewer at once. */
  private static final int FEWEST = 50;

  /** As many as most relays ever give at once; a signature costs milliseconds. */
  private static final int MOST_OF_A_SECOND = 500;

  private static final int MOST_PAGES = 40;

  /** Likes are worth no more calls; from there on they are not counted. */
  private static final int MOST_PAGES_OF_REACTIONS = 5;

  /** As far as the clock of somebody who answers may be wrong. */
  private static final Duration AHEAD = Duration.ofDays(1);

  private final Relay relay;
  private final String note;
  private final long latest;

  Pages(Relay relay, String note, Instant now) {
    this.relay = relay;
    this.note = note;
    latest = now.plus(AHEAD).getEpochSecond();
  }

  /**
   * Adds events of some kinds, by id. Of answers it adds all: what is left out would look deleted.
   *
   * @throws IOException the relay does not answer, or has more answers than can be read
   */
  void read(Map<String, JsonNode> events, int... kinds) throws IOException, InterruptedException {
    boolean answers = Arrays.stream(kinds).anyMatch(kind -> kind == Note.KIND);
    Set<String> seen = new HashSet<>();
    long until = latest;
    for (int page = 0; page < (answers ? MOST_PAGES : MOST_PAGES_OF_REACTIONS); page++) {
      List<JsonNode> told =
          relay.ask(filter(until, kinds)).stream()
              .filter(event -> isAbout(event, kinds))
              .limit(MOST_AT_ONCE)
              .toList();
      long fresh = told.stream().filter(event -> seen.add(event.path("id").asText())).count();
      for (JsonNode event : told) {
        add(events, event);
      }
      long last = told.stream().mapToLong(Pages::at).min().orElse(until);
      boolean more = answers && last > 0 && fillsASecond(told);
      if (more) {
        addWhole(last, events, seen);
      }
      if (fresh == 0 && !more) {
        return;
      }
      // What more there is of a second that a relay cannot tell at once, nobody can ask for.
      until = more ? last - 1 : last;
    }
    if (answers) {
      throw new IOException(relay.address().getHost() + " has more answers than can be read");
    }
  }

  /** Asks for as much of one second as a relay may give; of some that is more than a page. */
  private void addWhole(long second, Map<String, JsonNode> events, Set<String> seen)
      throws IOException, InterruptedException {
    ObjectNode filter = filter(second, Note.KIND);
    filter.put("since", second).put("limit", MOST_OF_A_SECOND);
    List<JsonNode> told =
        relay.ask(filter).stream()
            .filter(event -> isAbout(event, Note.KIND) && at(event) == second)
            .filter(event -> seen.add(event.path("id").asText()))
            .limit(MOST_OF_A_SECOND)
            .toList();
    for (JsonNode event : told) {
      add(events, event);
    }
  }

  /** Whether there may be more of the one second of which all are, and others behind them. */
  private static boolean fillsASecond(List<JsonNode> told) {
    return told.size() >= FEWEST && told.stream().mapToLong(Pages::at).distinct().count() == 1;
  }

  private ObjectNode filter(long until, int... kinds) {
    ObjectNode filter =
        JsonNodeFactory.instance.objectNode().put("limit", AT_ONCE).put("until", until);
    ArrayNode all = filter.putArray("kinds");
    Arrays.stream(kinds).forEach(all::add);
    filter.putArray("#e").add(note);
    return filter;
  }

  private static long at(JsonNode event) {
    return event.path("created_at").asLong();
  }

  /** Whether it is what was asked for, at a time that calendars have; relays may tell anything. */
  private boolean isAbout(JsonNode event, int... kinds) {
    JsonNode at = event.path("created_at");
    boolean timely = at.canConvertToLong() && at.asLong() >= 0 && at.asLong() <= latest;
    return timely
        && at.isIntegralNumber()
        && Arrays.stream(kinds).anyMatch(kind -> event.path("kind").asInt() == kind)
        && refersTo(event, note);
  }

  private static boolean refersTo(JsonNode event, String id) {
    for (JsonNode tag : event.path("tags")) {
      if (tag.path(0).asText().equals("e") && tag.path(1).asText().equals(id)) {
        return true;
      }
    }
    return false;
  }

  /** Whoever runs a relay can put any words into anybody's mouth, but cannot sign them. */
  private static void add(Map<String, JsonNode> events, JsonNode event)
      throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("nobody waits for the rest");
    }
    String id = event.path("id").asText();
    if (!events.containsKey(id) && KeyPair.genuine(event)) {
      events.put(id, event);
    }
  }
}
