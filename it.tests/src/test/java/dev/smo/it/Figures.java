// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What a benchmark measured, as {@code it.tests/bench/plot.mjs} reads it from its log. */
final class Figures {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Figures() {}

  static void print(String bench, Map<String, ?> figure) {
    ObjectNode line = JSON.createObjectNode().put("bench", bench);
    line.setAll(JSON.<ObjectNode>valueToTree(figure));
    System.out.println("figure " + line);
  }
}
