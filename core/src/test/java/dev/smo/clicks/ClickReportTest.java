// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.clicks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClickReportTest {
  private static final String POST = "a".repeat(64);
  private static final String PAGE = "b".repeat(32);

  private static ClickReport read(String links, String shares) {
    return ClickReport.read(
        "{\"instance\":\"one\",\"next\":\"\",\"links\":" + links + ",\"shares\":" + shares + "}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null|{}",
        "{}|null",
        "{\"POST\":null}|{}",
        "{\"POST\":[null]}|{}",
        "{}|{\"PAGE\":null}",
        "{}|{\"PAGE\":{}}",
        "{}|{\"PAGE\":{\"day\":null,\"total\":{}}}",
        "{}|{\"PAGE\":{\"day\":{\"x\":null},\"total\":{}}}"
      })
  void whatIsNullIsNoCountOfAnyInstance(String report) {
    String[] parts = report.replace("POST", POST).replace("PAGE", PAGE).split("\\|", 2);
    assertThrows(IllegalArgumentException.class, () -> read(parts[0], parts[1]));
    assertThrows(IllegalArgumentException.class, () -> ClickReport.read("null"));
    assertEquals(Map.of(POST, List.of(1L)), read("{\"" + POST + "\":[1]}", "{}").links());
  }
}
