// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.nostr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connectors.Json;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/** One relay: takes events, and is asked for them (NIP-01, NIP-11). */
final class Relay {
  /** A page of answers, each as long as relays take them. */
  private static final int MOST_BYTES = 8 << 20;

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String QUESTION = "smo";
  private static final Set<String> ENDS = Set.of("EOSE", "CLOSED");

  private final Outbound outbound;
  private final URI address;
  private final Duration patience;

  /**
   * @param patience how long one call may take
   */
  Relay(Outbound outbound, URI address, Duration patience) {
    this.outbound = outbound;
    this.address = address;
    this.patience = patience;
  }

  URI address() {
    return address;
  }

  /**
   * Hands an event over, once.
   *
   * @throws RelayRefusedException the relay does not take it
   * @throws IOException it may have taken it, unless it is a NotSentException
   */
  void publish(ObjectNode event) throws IOException, InterruptedException {
    String id = event.path("id").asText();
    ArrayNode message = array("EVENT").add(event);
    List<JsonNode> all = talk(message, answer -> isOk(answer, id));
    JsonNode said = all.get(all.size() - 1);
    if (!isOk(said, id) || !said.path(2).isBoolean()) {
      throw new IOException(address.getHost() + " answered what cannot be read");
    }
    // It has the note, whatever it thinks of being given it again.
    boolean there = said.path(3).asText().startsWith("duplicate:");
    if (!said.path(2).asBoolean() && !there) {
      throw new RelayRefusedException(address, said.path(3).asText());
    }
  }

  /**
   * All events that one of the filters fits, as the relay has them.
   *
   * @throws RelayRefusedException the relay does not answer such questions
   */
  List<JsonNode> ask(ObjectNode... filters) throws IOException, InterruptedException {
    ArrayNode message = array("REQ").add(QUESTION).addAll(List.of(filters));
    List<JsonNode> events = new ArrayList<>();
    JsonNode said = MissingNode.getInstance();
    for (JsonNode one : talk(message, Relay::ends)) {
      said = one;
      if (said.path(0).asText().equals("EVENT") && said.path(1).asText().equals(QUESTION)) {
        events.add(said.path(2));
      }
    }
    if (!ends(said)) {
      throw new IOException(address.getHost() + " answered what cannot be read");
    }
    if (said.path(0).asText().equals("CLOSED")) {
      throw new RelayRefusedException(address, said.path(2).asText());
    }
    return events;
  }

  /** How many characters it takes, where it says so; what it does not say is no failure. */
  OptionalInt mostCharacters() throws IOException, InterruptedException {
    URI page = URI.create("http" + address.toString().substring(2));
    Request request = Request.get(page).header("Accept", "application/nostr+json");
    Answer answer = outbound.send(request.within(patience));
    int most = Json.orNothing(answer).path("limitation").path("max_content_length").asInt();
    return answer.ok() && most > 0 ? OptionalInt.of(most) : OptionalInt.empty();
  }

  /** What cannot be read is the last, too: who talks nonsense is not waited for. */
  private List<JsonNode> talk(ArrayNode message, Predicate<JsonNode> last)
      throws IOException, InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    outbound.converse(
        Request.get(address).within(patience).atMost(MOST_BYTES),
        message.toString(),
        text -> {
          JsonNode said = parsed(text);
          all.add(said);
          return !said.isArray() || last.test(said);
        });
    return all;
  }

  private static JsonNode parsed(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static boolean isOk(JsonNode said, String id) {
    return said.path(0).asText().equals("OK") && said.path(1).asText().equals(id);
  }

  private static boolean ends(JsonNode said) {
    return ENDS.contains(said.path(0).asText()) && said.path(1).asText().equals(QUESTION);
  }

  private static ArrayNode array(String first) {
    return JsonNodeFactory.instance.arrayNode().add(first);
  }
}
