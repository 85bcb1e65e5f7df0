// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.connector.Quota;
import dev.smo.outbound.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How much of its calls an application or a page has used up, as the Graph API tells in the headers
 * {@code X-Business-Use-Case-Usage} and {@code X-App-Usage}: in percent.
 *
 * @param told whether it tells
 * @param percent of what is used up most
 * @param regain until calls are taken again; zero where they are, or it does not say
 */
public record Usage(boolean told, long percent, Duration regain) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Calls are counted over the last hour. */
  private static final Duration WINDOW = Duration.ofHours(1);

  public static Usage of(Answer answer) {
    Usage all = new Usage(false, 0, Duration.ZERO);
    for (JsonNode page : header(answer, "x-business-use-case-usage")) {
      for (JsonNode kind : page) {
        all = all.and(kind);
      }
    }
    JsonNode application = header(answer, "x-app-usage");
    return application.isObject() ? all.and(application) : all;
  }

  private static JsonNode header(Answer answer, String name) {
    try {
      return MAPPER.readTree(answer.header(name).orElse(""));
    } catch (IOException e) {
      // A header that cannot be read tells nothing.
      return MAPPER.missingNode();
    }
  }

  private Usage and(JsonNode said) {
    long most = percent;
    for (String part : new String[] {"call_count", "total_cputime", "total_time"}) {
      most = Math.max(most, said.path(part).asLong());
    }
    Duration wait = Duration.ofMinutes(said.path("estimated_time_to_regain_access").asLong());
    return new Usage(true, most, wait.compareTo(regain) > 0 ? wait : regain);
  }

  /** What is left, in percent. */
  public Optional<Quota> quota(Instant now) {
    Instant resets = now.plus(regain.isZero() ? WINDOW : regain);
    return told ? Optional.of(new Quota(Math.max(0, 100 - percent), resets)) : Optional.empty();
  }
}
