// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.facebook;

import dev.smo.connector.Outcome;
import dev.smo.connectors.Json;
import dev.smo.connectors.meta.GraphAnswers;
import dev.smo.connectors.meta.GraphError;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The Graph API's way of being asked and of refusing. */
final class Graph extends GraphAnswers {
  private static final Duration TIMEOUT = Duration.ofSeconds(45);

  private final Outbound outbound;
  private final String version;
  private final URI api;
  private final URI web;

  Graph(Outbound outbound, Clock clock, FacebookSettings settings) {
    super("Facebook", clock);
    this.outbound = outbound;
    version = settings.version();
    api = URI.create(settings.apiUrl() + "/" + settings.version() + "/");
    web = URI.create(settings.webUrl() + "/" + settings.version() + "/");
  }

  /** What a person must add to a connection before it can be used. */
  static Optional<String> missing(Connection connection) {
    if (connection.secret("token").isEmpty()) {
      return Optional.of("The connection has no access token of a page; sign in on Facebook");
    }
    return connection.setting("page").filter(page -> !page.isBlank()).isPresent()
        ? Optional.empty()
        : Optional.of("The connection does not name its page; sign in on Facebook, and choose it");
  }

  static String page(Connection connection) {
    return connection.setting("page").orElseThrow().strip();
  }

  Outbound outbound() {
    return outbound;
  }

  /** Address of a page where people sign in. */
  URI web(String path, Map<String, String> query) {
    return web.resolve(path + "?" + encoded(query));
  }

  /** A question without a token. */
  Request bare(String path, Map<String, String> query) {
    return Request.get(api.resolve(path + "?" + encoded(query))).within(TIMEOUT);
  }

  Request get(String path, Map<String, String> query, Connection connection) {
    return Request.get(api.resolve(path + "?" + encoded(authorised(query, connection))))
        .within(TIMEOUT);
  }

  Request delete(String path, Connection connection) {
    return Request.of("DELETE", api.resolve(path + "?" + encoded(authorised(Map.of(), connection))))
        .within(TIMEOUT);
  }

  Request post(String path, Map<String, String> fields, Connection connection) {
    Map<String, List<String>> form = new LinkedHashMap<>();
    authorised(fields, connection).forEach((name, value) -> form.put(name, List.of(value)));
    return Request.post(api.resolve(path)).form(form).within(TIMEOUT);
  }

  /** A call that is made by somebody else than the page. */
  Request postBare(String path, Map<String, String> fields) {
    Map<String, List<String>> form = new LinkedHashMap<>();
    fields.forEach((name, value) -> form.put(name, List.of(value)));
    return Request.post(api.resolve(path)).form(form).within(TIMEOUT);
  }

  /** A call that carries a file, to which its fields and the file are to be added. */
  Request file(String path) {
    return Request.post(api.resolve(path)).within(TIMEOUT);
  }

  /** Fields with the token of a connection, and the proof that we know the application's secret. */
  Map<String, String> authorised(Map<String, String> fields, Connection connection) {
    return authorised(fields, connection.secret("token").orElseThrow(), connection);
  }

  Map<String, String> authorised(Map<String, String> fields, Secret token, Connection connection) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.put("access_token", token.open());
    connection
        .application()
        .secret(PageSignIn.CLIENT_SECRET)
        .ifPresent(secret -> all.put("appsecret_proof", proof(token, secret)));
    return all;
  }

  /** The token's HMAC-SHA256, keyed with the application's secret. */
  static String proof(Secret token, Secret secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bytes(secret), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(bytes(token)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
    }
  }

  private static byte[] bytes(Secret secret) {
    return secret.open().getBytes(StandardCharsets.UTF_8);
  }

  private static String encoded(Map<String, String> query) {
    return query.entrySet().stream()
        .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  Answer send(Request request) throws IOException, InterruptedException {
    return outbound.send(request);
  }

  @Override
  public Outcome refused(Answer answer, Connection connection) {
    GraphError error = GraphError.of(answer);
    String reason = connection.redact(error.reason());
    if (error.kind() == GraphError.Kind.LINK_UNREAD) {
      return new Outcome.Deferred(
          Duration.ZERO, "Facebook could not read the page that the link leads to: " + reason);
    }
    return error.code() == GraphError.ENDED
        ? new Outcome.Unauthorised(ended(reason))
        : super.refused(answer, connection);
  }

  private String ended(String reason) {
    return ("Meta has ended version %s of the Graph API. Enter a newer one as \"version\" of the"
            + " configuration %s. It says: %s")
        .formatted(version, FacebookSettings.PID, reason);
  }

  /**
   * Whether what Facebook does not find is gone: it says the same of what a page may not see, so
   * the page's posts must be readable.
   */
  boolean isGone(Answer answer, Connection connection) throws IOException, InterruptedException {
    if (answer.ok() || GraphError.of(answer).kind() != GraphError.Kind.MISSING) {
      return false;
    }
    Request posts = get(page(connection) + "/posts", Map.of("limit", "1"), connection);
    Answer readable = send(posts);
    return readable.ok() && Json.of(readable).path("data").isArray();
  }
}
