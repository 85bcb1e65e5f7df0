// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.threads;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.Quota;
import dev.smo.connectors.Json;
import dev.smo.connectors.OpenCall;
import dev.smo.connectors.Part;
import dev.smo.connectors.meta.GraphError;
import dev.smo.outbound.Answer;
import dev.smo.outbound.NotSentException;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Publishes the containers of a delivery, each once, when Threads has made them ready. */
final class ThreadWriter {
  /** As the documentation advises. */
  static final Duration WORKING = Duration.ofSeconds(30);

  private final ThreadsApi api;
  private final ContainerWriter containers;

  ThreadWriter(ThreadsApi api) {
    this.api = api;
    containers = new ContainerWriter(api);
  }

  Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    List<Part> parts = Part.all(delivery.post());
    if (parts.stream()
        .anyMatch(p -> ThreadsLength.of(ContainerWriter.words(p.post())) > ThreadsLength.MAX)) {
      return new Outcome.Rejected(
          "Longer than the 500 characters that Threads takes, as Threads counts them");
    }
    Optional<Outcome> usedUp = usedUp(delivery);
    if (usedUp.isPresent()) {
      return usedUp.get();
    }
    Optional<RemotePost> first = Optional.empty();
    Optional<RemotePost> above = delivery.post().inReplyTo();
    for (Part part : parts) {
      Optional<RemotePost> out = delivery.progress().part(part.number());
      if (out.isEmpty()) {
        Outcome outcome = send(delivery, part, above);
        if (!(outcome instanceof Outcome.Published published)) {
          return outcome;
        }
        out = Optional.of(published.post());
        part.keep(delivery.progress(), published.post(), "");
      }
      first = first.isPresent() ? first : out;
      above = out;
    }
    return new Outcome.Published(first.orElseThrow());
  }

  /** Whether nothing more may go out today. That Threads does not tell is no reason not to post. */
  private Optional<Outcome> usedUp(Delivery delivery) throws IOException, InterruptedException {
    if (delivery.post().inReplyTo().isPresent()) {
      return Optional.empty();
    }
    Answer answer;
    try {
      answer = api.askLimit(delivery.connection());
    } catch (NotSentException e) {
      throw e;
    } catch (IOException e) {
      return Optional.empty();
    }
    Optional<Quota> left = ThreadsApi.quota(answer, api.now());
    return left.filter(quota -> quota.remaining() == 0)
        .map(
            quota ->
                new Outcome.Deferred(
                    Duration.between(api.now(), quota.resets()),
                    "The posts that Threads takes in a day are used up"));
  }

  private Outcome send(Delivery delivery, Part part, Optional<RemotePost> above)
      throws IOException, InterruptedException {
    Container container = new Container(delivery.progress(), part);
    if (container.published().isPresent()) {
      return new Outcome.Published(api.named(container.published().get(), delivery.connection()));
    }
    OpenCall call = OpenCall.of(delivery, part);
    if (container.id(api.now()).isEmpty()) {
      Optional<Outcome> failed = containers.write(delivery, part, above);
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
    return switch (said.path("status").asText()) {
      case "FINISHED" -> Optional.empty();
      case "PUBLISHED" ->
          Optional.of(new Outcome.Unknown("Threads has published it, and is asked for the post"));
      case "IN_PROGRESS" ->
          Optional.of(new Outcome.InProgress(WORKING, "Threads is still working on the post"));
      case "EXPIRED" -> {
        container.forget();
        yield Optional.of(new Outcome.Deferred(Duration.ZERO, "Threads has forgotten the post"));
      }
      case "ERROR" -> {
        container.forget();
        String reason = connection.redact(said.path("error_message").asText("no reason"));
        yield Optional.of(new Outcome.Rejected("Threads could not make the post: " + reason));
      }
      default ->
          Optional.of(new Outcome.Unknown("Threads does not say what became of the container"));
    };
  }

  private Request status(Container container, Connection connection) {
    return api.get(
        container.id(api.now()).orElseThrow(),
        Map.of("fields", "status,error_message"),
        connection);
  }

  private Outcome release(Delivery delivery, Container container, OpenCall call)
      throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    String id = container.id(api.now()).orElseThrow();
    Request request = api.post("me/threads_publish", Map.of("creation_id", id), connection);
    Answer answer = call.send(request, api.outbound(), api.now());
    if (answer.ok()) {
      String post = Json.of(answer).path("id").asText();
      if (!ThreadsApi.isId(post)) {
        throw new IOException("Threads answered without naming the post");
      }
      container.published(post);
      return new Outcome.Published(api.named(post, connection));
    }
    Outcome refused = call.ended(api.refused(answer, connection));
    if (GraphError.of(answer).kind() == GraphError.Kind.NOT_READY) {
      container.early();
      return new Outcome.InProgress(WORKING, "Threads is still working on the post");
    }
    return refused;
  }
}
