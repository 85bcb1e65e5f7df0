// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.smo.connector.Engagement;
import dev.smo.connector.Metric;
import dev.smo.outbound.Answer;
import java.io.IOException;

/** Answers of networks as JSON. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /**
   * The body of an answer.
   *
   * @throws IOException it is no JSON; the message does not repeat the body
   */
  public static JsonNode of(Answer answer) throws IOException {
    JsonNode node = answer.read(MAPPER::readTree);
    if (node.isMissingNode()) {
      throw new IOException(answer + " is empty");
    }
    return node;
  }

  /** The body of a refusal, which may be no JSON: then nothing. */
  public static JsonNode orNothing(Answer answer) {
    try {
      return of(answer);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  /**
   * A text.
   *
   * @throws IOException it is no JSON
   */
  public static JsonNode of(String text) throws IOException {
    return MAPPER.readTree(text);
  }

  /** Numbers of a post with one more; without it where the network did not tell it. */
  public static Engagement counted(Engagement numbers, Metric metric, JsonNode number) {
    return number.isNumber() ? numbers.with(metric, number.asLong()) : numbers;
  }
}
