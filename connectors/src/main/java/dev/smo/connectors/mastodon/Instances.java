// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.ServerLimits;
import dev.smo.connectors.Json;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Knows for a day what each instance takes: asked here, or by whoever had it kept. */
final class Instances {
  private static final Duration AGE = Duration.ofHours(24);

  /** When the instance was asked, in seconds since 1970. */
  private static final String AT = "at";

  private final Api api;
  private final Clock clock;
  private final Map<URI, Known> known = new ConcurrentHashMap<>();

  private record Known(MastodonInstance instance, Instant at) {}

  Instances(Api api, Clock clock) {
    this.api = api;
    this.clock = clock;
  }

  /** What is known of the connection's instance, here or to whoever asked last; asks nobody. */
  MastodonInstance of(Connection connection) {
    return last(connection).map(Known::instance).orElse(MastodonInstance.DEFAULT);
  }

  private Optional<Known> last(Connection connection) {
    Optional<Known> here = connection.endpoint().map(known::get);
    Optional<Known> kept = connection.setting(ServerLimits.KEPT).flatMap(Instances::kept);
    return Stream.of(here, kept).flatMap(Optional::stream).max(Comparator.comparing(Known::at));
  }

  private static Optional<Known> kept(String text) {
    try {
      JsonNode json = Json.of(text);
      return Optional.of(
          new Known(MastodonInstance.of(json), Instant.ofEpochSecond(json.path(AT).asLong())));
    } catch (IOException e) {
      // Of another version of this connector: the instance is asked at the next test.
      return Optional.empty();
    }
  }

  /** Asks the instance once a day. That it cannot be asked now is no reason not to post. */
  MastodonInstance refreshed(Connection connection) throws InterruptedException {
    boolean old =
        last(connection).filter(one -> !one.at().plus(AGE).isBefore(clock.instant())).isEmpty();
    if (old) {
      try {
        ask(connection);
      } catch (IOException e) {
        return of(connection);
      }
    }
    return of(connection);
  }

  /** The same however lately it was asked, for a status that it refused. */
  void refresh(Connection connection) throws InterruptedException {
    try {
      ask(connection);
    } catch (IOException e) {
      // What was known of it stays.
      return;
    }
  }

  /** Asks the instance; gives what {@link #of} understands on every node. */
  String ask(Connection connection) throws IOException, InterruptedException {
    MastodonInstance instance = asked(connection);
    Instant now = clock.instant();
    known.put(connection.endpoint().orElseThrow(), new Known(instance, now));
    return instance.json().put(AT, now.getEpochSecond()).toString();
  }

  /** Older servers know the first version of the question only. */
  private MastodonInstance asked(Connection connection) throws IOException, InterruptedException {
    Answer answer = api.send(api.request("GET", "/api/v2/instance", connection));
    if (answer.status() == 404) {
      answer = api.send(api.request("GET", "/api/v1/instance", connection));
    }
    if (!answer.ok()) {
      throw new IOException("The instance answered " + Api.reason(answer));
    }
    MastodonInstance instance = MastodonInstance.of(Json.of(answer));
    return instance.software().isEmpty() ? instance.software(software(connection)) : instance;
  }

  /** Name of the server's software, as it tells everybody; empty: it does not. */
  private String software(Connection connection) throws IOException, InterruptedException {
    Answer answer = api.send(api.request("GET", "/nodeinfo/2.0", connection));
    return answer.ok() ? Json.orNothing(answer).path("software").path("name").asText() : "";
  }
}
