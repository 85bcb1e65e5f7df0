// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Outcome;
import dev.smo.connector.Quota;
import dev.smo.connectors.Json;
import dev.smo.connectors.Urls;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way of being asked of networks whose posts are published from containers, such as Threads and
 * Instagram.
 */
public final class ContainerApi extends GraphAnswers {
  /** Name of the secret. */
  public static final String TOKEN = "token";

  private static final Duration TIMEOUT = Duration.ofSeconds(45);

  /** The window of a day moves on, so something may go again before the day is over. */
  private static final Duration USED_UP = Duration.ofHours(1);

  private final Outbound outbound;
  private final URI server;
  private final ContainerNetwork its;

  public ContainerApi(Outbound outbound, InstantSource clock, URI server, ContainerNetwork its) {
    super(its.label(), clock);
    this.outbound = outbound;
    this.server = server;
    this.its = its;
  }

  /** What a person must do before a connection can be used. */
  public Optional<String> missing(Connection connection) {
    return connection.secret(TOKEN).isPresent()
        ? Optional.empty()
        : Optional.of("Sign in on " + its.label());
  }

  ContainerNetwork its() {
    return its;
  }

  public Outbound outbound() {
    return outbound;
  }

  /** A question without a token, below the server's root. */
  public Request bare(String path, Map<String, String> query) {
    return Request.get(Urls.with(server.resolve(path), query)).within(TIMEOUT);
  }

  public Request get(String path, Map<String, String> query, Connection connection) {
    return Request.get(Urls.with(at(path), authorised(query, connection))).within(TIMEOUT);
  }

  public Request post(String path, Map<String, String> fields, Connection connection) {
    Map<String, List<String>> form = new HashMap<>();
    authorised(fields, connection).forEach((name, value) -> form.put(name, List.of(value)));
    return Request.post(at(path)).within(TIMEOUT).form(form);
  }

  public Request delete(String path, Connection connection) {
    return Request.of("DELETE", Urls.with(at(path), authorised(Map.of(), connection)))
        .within(TIMEOUT);
  }

  private URI at(String path) {
    return server.resolve("/" + its.version() + "/" + path);
  }

  private static Map<String, String> authorised(Map<String, String> fields, Connection connection) {
    Map<String, String> all = new HashMap<>(fields);
    all.put("access_token", connection.secret(TOKEN).orElseThrow().open());
    return all;
  }

  public Answer send(Request request) throws IOException, InterruptedException {
    return outbound.send(request);
  }

  /** What a refusal means of a call by which nothing is posted. */
  public Outcome refusedBefore(Answer answer, Connection connection) {
    Outcome refused = refused(answer, connection);
    return refused instanceof Outcome.Unknown unknown
        ? new Outcome.Deferred(Duration.ZERO, unknown.reason())
        : refused;
  }

  /** Asks how many posts of the day are left; {@link #quota} reads it from the answer. */
  public Answer askLimit(Connection connection) throws IOException, InterruptedException {
    return send(get("me/" + its.limit(), Map.of("fields", its.limitFields()), connection));
  }

  /**
   * Posts that are left of the day, where the answer is the one that tells them; otherwise whether
   * all calls are used up. How many percent of them are left is not told: it would stand in the
   * place of the posts.
   */
  public Optional<Quota> quota(Answer answer, Instant now) {
    return answer.uri().getPath().endsWith("/" + its.limit())
        ? quota(answer, "", now)
        : Usage.of(answer).quota(now).filter(left -> left.remaining() == 0);
  }

  /**
   * What is left of a day, as the answer tells that was asked for it.
   *
   * @param prefix of the fields: empty for posts, {@code reply_} for answers
   */
  Optional<Quota> quota(Answer answer, String prefix, Instant now) {
    if (!answer.ok()) {
      return Optional.empty();
    }
    try {
      JsonNode told = Json.of(answer).path("data").path(0);
      JsonNode config = told.path(prefix + "config");
      JsonNode total = config.path("quota_total");
      JsonNode used = told.path(prefix + "quota_usage");
      if (!total.isIntegralNumber() || !used.isIntegralNumber()) {
        return Optional.empty();
      }
      long left = Math.max(0, total.asLong() - used.asLong());
      long seconds = config.path("quota_duration").asLong(86_400);
      return Optional.of(
          new Quota(left, now.plus(left == 0 ? USED_UP : Duration.ofSeconds(seconds))));
    } catch (IOException e) {
      // What cannot be read tells nothing.
      return Optional.empty();
    }
  }

  /**
   * The post of an id, whose address the network must be asked for.
   *
   * @throws IOException it does not tell
   */
  public RemotePost named(String id, Connection connection)
      throws IOException, InterruptedException {
    return named(read(send(get(id, Map.of("fields", "id,permalink"), connection)), connection));
  }

  /** The post that an answer names. */
  public RemotePost named(JsonNode post) throws IOException {
    String id = post.path("id").asText();
    Optional<URI> permalink = Urls.web(post.path("permalink").asText());
    if (!isId(id) || permalink.isEmpty()) {
      throw new IOException(its.label() + " answered without naming the post");
    }
    return new RemotePost(id, permalink.get());
  }

  public static boolean isId(String id) {
    return id.matches("\\d{1,30}");
  }

  /**
   * Whether what the network does not find is gone: it says the same of what may not be seen, so
   * the account's posts must be readable.
   */
  public boolean isGone(Answer answer, Connection connection)
      throws IOException, InterruptedException {
    if (answer.ok() || GraphError.of(answer).kind() != GraphError.Kind.MISSING) {
      return false;
    }
    Answer readable =
        send(get("me/" + its.posts(), Map.of("fields", "id", "limit", "1"), connection));
    return readable.ok() && Json.of(readable).path("data").isArray();
  }
}
