// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.fixture.CountedText;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatesTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-20, 2026-11-20T00:00:00Z",
    "2026-11-20T10:30, 2026-11-20T10:30:00Z",
    "2026-11-20 10:30:15Z, 2026-11-20T10:30:15Z",
    "2026-11-20T10:30:15.123456+02:00, 2026-11-20T08:30:15Z",
    "2026-11-20T10:30:15 -0530, 2026-11-20T16:00:15Z",
    "2026-11-20t10:30:15+02, 2026-11-20T08:30:15Z"
  })
  void readsWhatPeopleWrite(String text, Instant meant) {
    assertEquals(Optional.of(meant), Dates.parse(text));
  }

  @Test
  void aDateOfManySpacesIsReadOnce() {
    CountedText.assertLinear(length -> "2026-11-20T10:30" + " ".repeat(length) + "x", Dates::parse);
    CountedText.assertLinear(length -> "2026-11-20T" + " ".repeat(length) + "x", Dates::parse);
    assertEquals(
        Optional.of(Instant.parse("2026-11-20T10:30:00Z")),
        Dates.parse("\n2026-11-20T  10:30" + " ".repeat(1 << 20) + "Z "));
  }

  @ParameterizedTest
  @CsvSource({"yesterday", "2026-13-40", "2026-11-20T99:99Z", "2026-11-20T10:30+99:00", "''"})
  void whatIsNoDateIsNone(String text) {
    assertEquals(Optional.empty(), Dates.parse(text));
  }
}
