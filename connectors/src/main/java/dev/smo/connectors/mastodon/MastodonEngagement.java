// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Engagement;
import dev.smo.connector.Metric;
import dev.smo.connector.PausedException;
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Reply;
import dev.smo.connectors.Json;
import dev.smo.connectors.Together;
import dev.smo.connectors.Urls;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What people did with a status, as far as its instance knows. */
final class MastodonEngagement {
  /** More than anybody writes; each costs a look at all of the text. */
  private static final int MOST_EMOJI = 100;

  /**
   * What anybody may read. The account's token also shows it what was written to it alone, and that
   * is nobody else's business.
   */
  private static final Set<String> PUBLIC = Set.of("public", "unlisted");

  private static final Map<Metric, String> COUNTERS =
      Map.of(
          Metric.LIKES, "favourites_count",
          Metric.REPOSTS, "reblogs_count",
          Metric.REPLIES, "replies_count",
          Metric.QUOTES, "quotes_count");

  /** An instance gives no more statuses in one call. */
  private static final int AT_ONCE = 20;

  /** What a server answers that knows only one status in a call, as Mastodon before 4.3. */
  private static final Set<Integer> UNKNOWN = Set.of(400, 404, 405, 410, 422, 501);

  private final Api api;
  private final Set<String> oneByOne = ConcurrentHashMap.newKeySet();

  MastodonEngagement(Api api) {
    this.api = api;
  }

  Engagement counts(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    return counted(read(post, "", connection));
  }

  /**
   * The same of several statuses; those that the instance does not give are left out, all of them
   * where its software gives only one in a call, which is remembered.
   */
  Map<String, Engagement> counts(List<RemotePost> posts, Connection connection)
      throws IOException, InterruptedException {
    String instance = connection.endpoint().map(URI::toString).orElse("");
    Map<String, Engagement> counts = new HashMap<>();
    for (List<String> ids : Together.ids(posts, AT_ONCE)) {
      if (oneByOne.contains(instance) || Api.missing(connection).isPresent()) {
        return counts;
      }
      String query =
          ids.stream().map(id -> "id%5B%5D=" + Urls.encode(id)).collect(Collectors.joining("&"));
      Answer answer = api.send(api.request("GET", "/api/v1/statuses?" + query, connection));
      if (answer.status() == 429) {
        throw new PausedException(api.pause(answer), "The instance limits calls");
      }
      JsonNode statuses = answer.ok() ? Json.of(answer) : Json.orNothing(answer);
      if (answer.ok() ? !statuses.isArray() : UNKNOWN.contains(answer.status())) {
        oneByOne.add(instance);
      }
      for (JsonNode status : answer.ok() ? statuses : List.<JsonNode>of()) {
        counts.put(status.path("id").asText(), counted(status));
      }
    }
    return counts;
  }

  private static Engagement counted(JsonNode status) {
    Engagement counted = Engagement.none();
    for (Map.Entry<Metric, String> counter : COUNTERS.entrySet()) {
      counted = Json.counted(counted, counter.getKey(), status.path(counter.getValue()));
    }
    return counted;
  }

  List<Reply> replies(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    JsonNode descendants = read(post, "/context", connection).path("descendants");
    if (!descendants.isArray()) {
      // An empty list would count as "all deleted".
      throw new IOException("The instance answered without naming the replies");
    }
    List<Reply> replies = new ArrayList<>();
    for (JsonNode status : descendants) {
      if (PUBLIC.contains(status.path("visibility").asText())) {
        reply(status).ifPresent(replies::add);
      }
    }
    replies.sort(Comparator.comparing(Reply::at));
    return replies;
  }

  /** Whom to name to reach the author of a status: {@code ann@other.example}. */
  String author(RemotePost post, Connection connection) throws IOException, InterruptedException {
    String name = read(post, "", connection).path("account").path("acct").asText();
    if (!name.matches("[\\w.-]+(?:@[^\\s@]+)?")) {
      throw new IOException("The instance names no author of this reply");
    }
    return name;
  }

  private JsonNode read(RemotePost post, String part, Connection connection)
      throws IOException, InterruptedException {
    Optional<String> missing = Api.missing(connection);
    if (missing.isPresent()) {
      throw new IOException(missing.get());
    }
    Answer answer =
        api.send(api.request("GET", "/api/v1/statuses/" + post.id() + part, connection));
    String reason = connection.redact(Api.reason(answer));
    return switch (answer.status()) {
      case 200 -> Json.of(answer);
      // A server that speaks no such API answers 404 as well, but not in its JSON.
      case 404, 410 ->
          throw Json.of(answer).has("error")
              ? new PostGoneException("The instance has no such status: " + reason)
              : new IOException("The instance answered " + reason);
      case 429 -> throw new PausedException(api.pause(answer), "The instance limits calls");
      default -> throw new IOException("The instance answered " + reason);
    };
  }

  /** One that cannot be read in full is left out: a fault of one server must not hide the rest. */
  private static Optional<Reply> reply(JsonNode status) {
    JsonNode account = status.path("account");
    String warning = status.path("spoiler_text").asText();
    try {
      return Optional.of(
          (warning.isBlank()
                  ? reply(status, account).html(plain(status.path("content").asText(), status))
                  : reply(status, account).text(plain(warning, status)))
              .build());
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Without an instance's own emoji, of which only the name would be seen elsewhere. */
  private static String plain(String text, JsonNode entity) {
    String plain = text;
    JsonNode emojis = entity.path("emojis");
    for (int i = 0; i < Math.min(MOST_EMOJI, emojis.size()); i++) {
      String name = emojis.path(i).path("shortcode").asText();
      plain = name.isEmpty() ? plain : plain.replace(":" + name + ":", "");
    }
    return plain;
  }

  private static Reply.Builder reply(JsonNode status, JsonNode account) throws IOException {
    String name = plain(account.path("display_name").asText(), account).strip();
    return Reply.builder(Api.status(status), Instant.parse(status.path("created_at").asText()))
        .author(
            name.isBlank() ? account.path("acct").asText() : name,
            URI.create(account.path("url").asText()));
  }
}
