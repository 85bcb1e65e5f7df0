// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.Quota;
import dev.smo.connector.Reconciliation;
import dev.smo.connectors.Json;
import dev.smo.connectors.OpenCall;
import dev.smo.connectors.Part;
import dev.smo.outbound.Answer;
import dev.smo.outbound.NotSentException;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Publishes containers, each once, when the network has made them ready. */
public final class ContainerPublisher {
  /** As the documentation advises. */
  public static final Duration WORKING = Duration.ofSeconds(30);

  private final ContainerApi api;

  /** Makes the container of a part, and keeps it. */
  @FunctionalInterface
  public interface Writer {
    /** Makes it; gives what went wrong, or nothing. */
    Optional<Outcome> write() throws IOException, InterruptedException;
  }

  public ContainerPublisher(ContainerApi api) {
    this.api = api;
  }

  /** Whether no post may go out today. That nobody tells is no reason not to post. */
  public Optional<Outcome> usedUp(Connection connection) throws IOException, InterruptedException {
    return usedUp(connection, "", "The posts that %s takes in a day are used up");
  }

  /** Whether no answer may go out today, of which a network may take more than of posts. */
  public Optional<Outcome> answersUsedUp(Connection connection)
      throws IOException, InterruptedException {
    return usedUp(connection, "reply_", "The answers that %s takes in a day are used up");
  }

  private Optional<Outcome> usedUp(Connection connection, String prefix, String sentence)
      throws IOException, InterruptedException {
    Answer answer;
    try {
      answer = api.askLimit(connection);
    } catch (NotSentException e) {
      throw e;
    } catch (IOException e) {
      return Optional.empty();
    }
    Optional<Quota> left = api.quota(answer, prefix, api.now());
    return left.filter(quota -> quota.remaining() == 0)
        .map(
            quota ->
                new Outcome.Deferred(
                    Duration.between(api.now(), quota.resets()),
                    sentence.formatted(api.network())));
  }

  /** Publishes a part from the container that is kept, or from one that is made now. */
  public Outcome publish(Delivery delivery, Part part, Writer writer)
      throws IOException, InterruptedException {
    Container container = new Container(delivery.progress(), part);
    if (container.published().isPresent()) {
      return new Outcome.Published(api.named(container.published().get(), delivery.connection()));
    }
    OpenCall call = OpenCall.of(delivery, part);
    if (container.id(api.now()).isEmpty()) {
      Optional<Outcome> failed = writer.write();
      if (failed.isPresent()) {
        return failed.get();
      }
    }
    Optional<Outcome> waits = unready(delivery, container, call.before());
    return waits.isPresent() ? waits.get() : release(delivery, container, call);
  }

  /** What keeps a container from being published. */
  private Optional<Outcome> unready(Delivery delivery, Container container, boolean before)
      throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    JsonNode said;
    try {
      Answer answer = api.send(status(container, connection));
      if (!answer.ok()) {
        forgetExpired(answer, container);
        return Optional.of(
            before ? api.refused(answer, connection) : api.refusedBefore(answer, connection));
      }
      said = Json.of(answer);
    } catch (NotSentException e) {
      throw e;
    } catch (IOException e) {
      String reason = "The container could not be asked for: " + e.getMessage();
      return Optional.of(
          before ? new Outcome.Unknown(reason) : new Outcome.Deferred(Duration.ZERO, reason));
    }
    return judged(said, container, connection);
  }

  private Optional<Outcome> judged(JsonNode said, Container container, Connection connection)
      throws IOException {
    String network = api.network();
    return switch (said.path(api.its().status()).asText()) {
      case "FINISHED" -> Optional.empty();
      case "PUBLISHED" ->
          Optional.of(
              new Outcome.Unknown(network + " has published it, and is asked for the post"));
      case "IN_PROGRESS" -> Optional.of(working());
      case "EXPIRED" -> {
        container.forget();
        yield Optional.of(new Outcome.Deferred(Duration.ZERO, network + " has forgotten the post"));
      }
      case "ERROR" -> {
        boolean last = container.isLastTry();
        container.broken();
        String reason =
            "%s could not make the post: %s"
                .formatted(
                    network, connection.redact(said.path(api.its().error()).asText("no reason")));
        if (!last) {
          yield Optional.of(new Outcome.Deferred(Duration.ZERO, reason));
        }
        container.begin();
        yield Optional.of(new Outcome.Rejected(reason));
      }
      default ->
          Optional.of(new Outcome.Unknown(network + " does not say what became of the container"));
    };
  }

  private Outcome working() {
    return new Outcome.InProgress(WORKING, api.network() + " is still working on the post");
  }

  private Request status(Container container, Connection connection) {
    ContainerNetwork its = api.its();
    return api.get(
        container.id(api.now()).orElseThrow(),
        Map.of("fields", its.status() + "," + its.error()),
        connection);
  }

  private Outcome release(Delivery delivery, Container container, OpenCall call)
      throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    String id = container.id(api.now()).orElseThrow();
    String edge = "me/" + api.its().posts() + "_publish";
    Answer answer =
        call.send(api.post(edge, Map.of("creation_id", id), connection), api.outbound());
    if (answer.ok()) {
      String post = Json.of(answer).path("id").asText();
      if (!ContainerApi.isId(post)) {
        throw new IOException(api.network() + " answered without naming the post");
      }
      container.published(post);
      return new Outcome.Published(api.named(post, connection));
    }
    Outcome refused = call.ended(api.refused(answer, connection));
    if (forgetExpired(answer, container)) {
      return refused;
    }
    if (GraphError.of(answer).kind() == GraphError.Kind.NOT_READY) {
      container.early();
      return working();
    }
    return refused;
  }

  /** Lets the next attempt make another container, where the network has forgotten this one. */
  private static boolean forgetExpired(Answer answer, Container container) throws IOException {
    boolean expired = GraphError.of(answer).isExpired();
    if (expired) {
      container.forget();
    }
    return expired;
  }

  /**
   * What a container that is kept tells about its post: {@code NotThere} before it is published,
   * {@code Found} where the id is kept, {@code AskLater} where only the account's list tells which
   * it became.
   *
   * @return empty: no container tells
   */
  public Optional<Reconciliation> told(Delivery delivery, Part part)
      throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    Container container = new Container(delivery.progress(), part);
    if (container.published().isPresent()) {
      return Optional.of(
          new Reconciliation.Found(api.named(container.published().get(), connection)));
    }
    if (container.id(api.now()).isEmpty()) {
      return Optional.empty();
    }
    Answer answer = api.send(status(container, connection));
    if (!answer.ok()) {
      return Optional.of(api.unasked(answer, connection));
    }
    String status = Json.of(answer).path(api.its().status()).asText();
    if (List.of("FINISHED", "IN_PROGRESS", "ERROR", "EXPIRED").contains(status)) {
      return Optional.of(new Reconciliation.NotThere());
    }
    if (!status.equals("PUBLISHED")) {
      throw new IOException(api.network() + " does not say what became of the container");
    }
    return Optional.of(
        new Reconciliation.AskLater(WORKING, api.network() + " has it, but does not list it yet"));
  }
}
