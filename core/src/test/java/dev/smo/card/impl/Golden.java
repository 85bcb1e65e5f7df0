// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Files of what is right, letter by letter. */
final class Golden {
  private Golden() {}

  static void assertSame(String file, String actual) throws IOException {
    try (InputStream golden = Golden.class.getResourceAsStream("/card/" + file)) {
      String expected =
          new String(Objects.requireNonNull(golden, file).readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(expected.strip(), actual.strip(), file);
    }
  }
}
