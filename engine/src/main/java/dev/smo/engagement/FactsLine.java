// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engagement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Metric;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jetbrains.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the facts of a post are kept: JSON in one line, without what is empty. */
final class FactsLine {
  private static final Logger LOG = LoggerFactory.getLogger(FactsLine.class);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private FactsLine() {}

  static String write(PostFacts facts) {
    ObjectNode line = MAPPER.createObjectNode();
    put(line, "page", facts.page());
    put(line, "path", facts.path());
    put(line, "title", facts.title());
    put(line, "site", facts.site());
    put(line, "network", facts.network());
    put(line, "connection", facts.connection());
    put(line, "language", facts.language());
    put(line, "template", facts.template());
    put(line, "tags", facts.tags());
    put(line, "authors", facts.authors());
    put(line, "campaign", facts.campaign());
    line.put("sent", facts.sent().toString());
    put(line, "permalink", facts.permalink());
    if (facts.linked()) {
      line.put("linked", true);
    }
    if (facts.looked() != null) {
      line.put("looked", facts.looked().toString());
      ObjectNode figures = line.putObject("figures");
      new TreeMap<>(facts.figures())
          .forEach((metric, number) -> figures.put(metric.name(), number));
    }
    return line.toString();
  }

  private static void put(ObjectNode line, String name, String value) {
    if (!value.isEmpty()) {
      line.put(name, value);
    }
  }

  private static void put(ObjectNode line, String name, List<String> values) {
    if (!values.isEmpty()) {
      ArrayNode all = line.putArray(name);
      values.forEach(all::add);
    }
  }

  /** Empty for a line that makes no sense; that keeps no other from being counted. */
  static Optional<PostFacts> read(String post, String text) {
    try {
      JsonNode line = MAPPER.readTree(text);
      return Optional.of(facts(post, line).seen(figures(line), looked(line)));
    } catch (JsonProcessingException | DateTimeException e) {
      LOG.error("The result of post {} cannot be read", post, e);
      return Optional.empty();
    }
  }

  private static PostFacts facts(String post, JsonNode line) {
    return new PostFacts(
        post,
        line.path("page").asText(),
        line.path("path").asText(),
        line.path("title").asText(),
        line.path("site").asText(),
        line.path("network").asText(),
        line.path("connection").asText(),
        line.path("language").asText(),
        line.path("template").asText(),
        texts(line.path("tags")),
        texts(line.path("authors")),
        line.path("campaign").asText(),
        Instant.parse(line.path("sent").asText()),
        line.path("permalink").asText(),
        line.path("linked").asBoolean(),
        null,
        Map.of());
  }

  private static @Nullable Instant looked(JsonNode line) {
    return line.has("looked") ? Instant.parse(line.path("looked").asText()) : null;
  }

  private static List<String> texts(JsonNode values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.asText()));
    return List.copyOf(texts);
  }

  /** A number of a name that this version does not know is left out. */
  private static Map<Metric, Long> figures(JsonNode line) {
    Map<Metric, Long> figures = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      JsonNode number = line.path("figures").path(metric.name());
      if (number.isIntegralNumber()) {
        figures.put(metric, number.asLong());
      }
    }
    return figures;
  }
}
