// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {
  @ParameterizedTest
  @CsvSource({
    "0,''",
    "2,ab",
    "1,e\u0301",
    "1,\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66",
    "1,\uD83C\uDDE9\uD83C\uDDEA",
    "2,\uD83D\uDE00\u200D\u200D\uD83D\uDE00",
    "2,한국",
    "4,שלום"
  })
  void countsWhatAReaderTakesForOneCharacter(int graphemes, String text) {
    assertEquals(graphemes, Limits.graphemes(text));
  }
}
