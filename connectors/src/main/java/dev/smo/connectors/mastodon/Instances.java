// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.mastodon;

import dev.smo.connectors.Json;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers for a day what each instance takes. */
final class Instances {
  private static final Duration AGE = Duration.ofHours(24);

  private final Api api;
  private final Clock clock;
  private final Map<URI, Known> known = new ConcurrentHashMap<>();

  private record Known(MastodonInstance instance, Instant at) {}

  Instances(Api api, Clock clock) {
    this.api = api;
    this.clock = clock;
  }

  /** What is known of the connection's instance; asks nobody. */
  MastodonInstance of(Connection connection) {
    return connection
        .endpoint()
        .map(known::get)
        .map(Known::instance)
        .orElse(MastodonInstance.DEFAULT);
  }

  /** Asks the instance once a day. That it cannot be asked now is no reason not to post. */
  MastodonInstance refreshed(Connection connection) throws InterruptedException {
    URI endpoint = connection.endpoint().orElseThrow();
    Known before = known.get(endpoint);
    if (before == null || before.at().plus(AGE).isBefore(clock.instant())) {
      try {
        Optional<MastodonInstance> asked = asked(connection);
        asked.ifPresent(one -> known.put(endpoint, new Known(one, clock.instant())));
      } catch (IOException e) {
        return of(connection);
      }
    }
    return of(connection);
  }

  /** Older servers know the first version of the question only. */
  private Optional<MastodonInstance> asked(Connection connection)
      throws IOException, InterruptedException {
    Answer answer = api.send(api.request("GET", "/api/v2/instance", connection));
    if (answer.status() == 404) {
      answer = api.send(api.request("GET", "/api/v1/instance", connection));
    }
    if (!answer.ok()) {
      return Optional.empty();
    }
    MastodonInstance instance = MastodonInstance.of(Json.of(answer));
    return Optional.of(
        instance.software().isEmpty() ? instance.software(software(connection)) : instance);
  }

  /** Name of the server's software, as it tells everybody; empty: it does not. */
  private String software(Connection connection) throws IOException, InterruptedException {
    Answer answer = api.send(api.request("GET", "/nodeinfo/2.0", connection));
    return answer.ok() ? Json.orNothing(answer).path("software").path("name").asText() : "";
  }
}
