// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;

/** How many follow an account, where its network tells: no answer is no number, and never 0. */
public final class Followers {
  /** Nobody waits for this number: the test of the account goes on without it. */
  private static final Duration SOON = Duration.ofSeconds(10);

  private Followers() {}

  /** A number of an answer that was asked for anyway. */
  public static OptionalLong of(JsonNode number) {
    return number.canConvertToLong() && number.asLong() >= 0
        ? OptionalLong.of(number.asLong())
        : OptionalLong.empty();
  }

  /**
   * Asks by a call of its own. Whether the account works was shown before, so whatever goes wrong
   * here, such as a permission that nobody gave, is no number.
   *
   * @param pointer to the number in the answer, as RFC 6901 has it
   */
  public static OptionalLong asked(Outbound outbound, Request request, String pointer)
      throws InterruptedException {
    try {
      Answer answer = outbound.send(request.within(SOON));
      return answer.ok() ? of(Json.of(answer).at(pointer)) : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
