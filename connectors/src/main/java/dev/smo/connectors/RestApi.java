// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Outcome;
import dev.smo.connector.PausedException;
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Verification;
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
import java.util.Optional;

/**
 * The way of being asked and of refusing of networks that take a bearer token, and say by the
 * status of HTTP what became of a call.
 */
public abstract class RestApi {
  /** Name of the secret. */
  public static final String TOKEN = "token";

  private static final Duration TIMEOUT = Duration.ofSeconds(45);

  private final String network;
  private final Outbound outbound;
  private final InstantSource clock;

  /**
   * @param network as people call it
   */
  protected RestApi(String network, Outbound outbound, InstantSource clock) {
    this.network = network;
    this.outbound = outbound;
    this.clock = clock;
  }

  /** Why the network refused, in its own words, or the status. */
  public abstract String reason(Answer answer);

  /** How long the network asks to wait; zero where it does not. */
  public abstract Duration pause(Answer answer);

  /** What a person must do before a connection can be used. */
  public abstract Optional<String> missing(Connection connection);

  /** The network, as people call it. */
  public final String network() {
    return network;
  }

  public final Instant now() {
    return clock.instant();
  }

  public final Outbound outbound() {
    return outbound;
  }

  public final Request request(String method, URI address, Connection connection) {
    return Request.of(method, address)
        .header("Accept", "application/json")
        .bearer(connection.secret(TOKEN).orElseThrow())
        .within(TIMEOUT);
  }

  public final Answer send(Request request) throws IOException, InterruptedException {
    return outbound.send(request);
  }

  /** What an answer that is no success means for what was to be done. */
  public Outcome refused(Answer answer, Connection connection) {
    String reason = connection.redact(reason(answer));
    return switch (answer.status()) {
      case 429 -> new Outcome.Deferred(pause(answer), network + " limits calls: " + reason);
      case 401 -> new Outcome.Unauthorised(network + " refuses the session: " + reason);
      case 400, 403, 404, 409, 410, 413, 415, 422 -> new Outcome.Rejected(reason);
      default -> new Outcome.Unknown(network + " answered " + reason);
    };
  }

  /** What became of a deletion; what is gone already counts as done. */
  public final Outcome deleted(Answer answer, RemotePost post, Connection connection) {
    boolean gone = answer.ok() || answer.status() == 404 || answer.status() == 410;
    return gone ? new Outcome.Published(post) : refused(answer, connection);
  }

  /** The body of an answer to a question about a post; an exception says why there is none. */
  public final JsonNode read(Answer answer, Connection connection) throws IOException {
    if (answer.ok()) {
      return Json.of(answer);
    }
    String reason = connection.redact(reason(answer));
    if (answer.status() == 404) {
      throw new PostGoneException(network + " has no such post any more");
    }
    throw answer.status() == 429
        ? new PausedException(pause(answer), network + " limits calls: " + reason)
        : new IOException(network + " answered " + reason);
  }

  /** The body of an answer to any other question. */
  public final JsonNode readList(Answer answer, Connection connection) throws IOException {
    try {
      return read(answer, connection);
    } catch (PostGoneException e) {
      throw new IOException(network + " has no such list", e);
    }
  }

  /** Why a list cannot be read. */
  public final Reconciliation unasked(Answer answer, Connection connection) {
    String reason = network + " cannot be asked now: " + connection.redact(reason(answer));
    return answer.status() == 429 || answer.status() >= 500
        ? new Reconciliation.AskLater(pause(answer), reason)
        : new Reconciliation.CannotTell(reason);
  }

  /** Why a connection does not work. */
  public final Verification unverified(Answer answer, Connection connection) {
    String reason = connection.redact(reason(answer));
    return answer.status() == 429 || answer.status() >= 500
        ? new Verification.Unreachable(network + " answered " + reason)
        : new Verification.Invalid("Sign in on %s again. It says: %s".formatted(network, reason));
  }
}
