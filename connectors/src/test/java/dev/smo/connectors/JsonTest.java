// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.smo.outbound.Answer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  private static Answer answer(String json) {
    return new Answer(
        200,
        Map.of(),
        json.getBytes(StandardCharsets.UTF_8),
        URI.create("https://network.example/"));
  }

  @Test
  void anAnswerThatIsNestedTooDeepIsNone() throws IOException {
    assertEquals(1, Json.of(answer("[".repeat(1000) + "]".repeat(1000))).size());
    assertThrows(IOException.class, () -> Json.of(answer("[".repeat(1001) + "]".repeat(1001))));
    assertThrows(IOException.class, () -> Json.of(answer("{\"a\":".repeat(100_000))));
  }

  @Test
  void aNumberWithoutEndIsNone() {
    assertThrows(IOException.class, () -> Json.of(answer("[" + "1".repeat(1001) + "]")));
  }
}
