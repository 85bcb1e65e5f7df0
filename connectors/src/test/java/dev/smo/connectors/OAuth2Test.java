// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OAuth2Test {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private static Optional<Instant> ends(String grant) throws Exception {
    return OAuth2.ends(new ObjectMapper().readTree(grant), NOW);
  }

  @Test
  void aTokenThatHoldsLongerThanThereAreDatesHoldsForALongTime() throws Exception {
    Instant ends = ends("{\"expires_in\":9223372036854775807}").orElseThrow();
    assertEquals(Duration.ofDays(36_500), Duration.between(NOW, ends));
  }

  @Test
  void secondsMayBeText() throws Exception {
    assertEquals(Optional.of(NOW.plusSeconds(3_600)), ends("{\"expires_in\":\"3600\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"expires_in\":0}", "{\"expires_in\":-1}", "{\"expires_in\":[]}"})
  void whatSaysNoEndHasNone(String grant) throws Exception {
    assertEquals(Optional.empty(), ends(grant));
  }
}
