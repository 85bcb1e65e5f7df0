// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.micropub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Outcome;
import dev.smo.connectors.Json;
import dev.smo.connectors.PerSession;
import dev.smo.connectors.RestApi;
import dev.smo.connectors.Urls;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Micropub (w3.org/TR/micropub) as its sites speak it. */
final class MicropubApi extends RestApi {
  private static final int LARGEST_PAGE = 1_000_000;

  /** Name of the setting: the endpoint on another host, on which a person agreed. */
  static final String POSTS = "posts";

  private final PerSession<Endpoint> endpoints = new PerSession<>();

  /**
   * Where a site takes posts.
   *
   * @param site its address
   * @param media where it takes pictures; empty: it takes none
   */
  record Endpoint(URI site, URI posts, Optional<URI> media) {}

  MicropubApi(Outbound outbound, InstantSource clock) {
    super("The site", outbound, clock);
  }

  @Override
  public Optional<String> missing(Connection connection) {
    if (connection.endpoint().isEmpty()) {
      return Optional.of("The connection has no address of a site");
    }
    return connection.secret(TOKEN).isPresent()
        ? Optional.empty()
        : Optional.of("Sign in on the site, or enter a token that it gives out");
  }

  /** The page of the site, which names what belongs to it. */
  Answer page(Connection connection) throws IOException, InterruptedException {
    return page(connection.endpoint().orElseThrow());
  }

  Answer page(URI address) throws IOException, InterruptedException {
    Request request =
        Request.get(address)
            .header("Accept", "text/html")
            .atMost(LARGEST_PAGE)
            .followingRedirects();
    return send(request);
  }

  /** What the endpoint says of itself; asks it. */
  Answer config(URI posts, Connection connection) throws IOException, InterruptedException {
    return send(request("GET", asking(posts, Map.of("q", "config")), connection));
  }

  /** An endpoint may have a query of its own. */
  static URI asking(URI posts, Map<String, String> query) {
    return posts.getRawQuery() == null
        ? Urls.with(posts, query)
        : URI.create(posts + "&" + Urls.query(query));
  }

  /**
   * Where the site takes posts; it is asked once a session.
   *
   * @throws IOException it does not tell
   */
  Endpoint endpoint(Connection connection) throws IOException, InterruptedException {
    URI site = connection.endpoint().orElseThrow();
    Optional<Endpoint> known =
        endpoints
            .of(connection, connection.secret(TOKEN).orElseThrow())
            .filter(one -> one.site().equals(site));
    if (known.isPresent()) {
      return known.get();
    }
    URI posts = posts(connection);
    return learn(posts, config(posts, connection), connection);
  }

  URI posts(Connection connection) throws IOException, InterruptedException {
    return posts(page(connection), connection);
  }

  /**
   * What the page of a site names as its endpoint. It gets the token, and pages can be changed by
   * others: so it is on the site's own host, or is the one that a person agreed to.
   *
   * @throws StrangeEndpointException it is on another host
   */
  static URI posts(Answer page, Connection connection) throws IOException {
    if (!page.ok()) {
      throw new IOException("The site answered HTTP " + page.status());
    }
    URI named =
        Relations.of(page, "micropub")
            .orElseThrow(() -> new IOException("The site names no endpoint for Micropub"));
    URI site = connection.endpoint().orElseThrow();
    boolean agreed = connection.setting(POSTS).flatMap(Urls::web).filter(named::equals).isPresent();
    if (agreed || origin(named).equals(origin(site))) {
      return named;
    }
    throw new StrangeEndpointException(named);
  }

  private static String origin(URI uri) {
    boolean usual =
        uri.getPort() < 0 || uri.getPort() == ("https".equals(uri.getScheme()) ? 443 : 80);
    return (uri.getScheme() + "://" + uri.getHost()).toLowerCase(Locale.ROOT)
        + (usual ? "" : ":" + uri.getPort());
  }

  /** Keeps what the endpoint said; one that does not know the question takes no pictures. */
  Endpoint learn(URI posts, Answer config, Connection connection) throws IOException {
    if (config.status() == 429 || config.status() >= 500) {
      throw new IOException("The site answered HTTP " + config.status());
    }
    JsonNode said = Json.orNothing(config);
    URI site = connection.endpoint().orElseThrow();
    // It gets the token as well: what anybody can write into an answer is not to lead elsewhere.
    Optional<URI> media =
        Urls.web(said.path("media-endpoint").asText())
            .filter(one -> origin(one).equals(origin(posts)) || origin(one).equals(origin(site)));
    Endpoint learnt = new Endpoint(site, posts, media);
    return config.ok()
        ? endpoints.keep(connection, connection.secret(TOKEN).orElseThrow(), learnt)
        : learnt;
  }

  @Override
  public Outcome refused(Answer answer, Connection connection) {
    return answer.status() == 403
        ? new Outcome.Unauthorised(
            "The site refuses the access: " + connection.redact(reason(answer)))
        : super.refused(answer, connection);
  }

  @Override
  public String reason(Answer answer) {
    JsonNode said = Json.orNothing(answer);
    String words = said.path("error_description").asText(said.path("error").asText());
    return words.isBlank() ? "HTTP " + answer.status() : words;
  }

  @Override
  public Duration pause(Answer answer) {
    return answer.retryAfter(now()).orElse(Duration.ZERO);
  }
}
