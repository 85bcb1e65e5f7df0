// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.threads;

import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connectors.Part;
import dev.smo.connectors.meta.ContainerApi;
import dev.smo.connectors.meta.ContainerPublisher;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Publishes the parts of a delivery, in order. */
final class ThreadWriter {
  private final ContainerPublisher publisher;
  private final ContainerWriter containers;

  ThreadWriter(ContainerApi api) {
    publisher = new ContainerPublisher(api);
    containers = new ContainerWriter(api);
  }

  Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    List<Part> parts = Part.all(delivery.post());
    if (parts.stream()
        .anyMatch(p -> ThreadsLength.of(ContainerWriter.sent(p.post())) > ThreadsLength.MAX)) {
      return new Outcome.Rejected(
          "Longer than the 500 characters that Threads takes, as Threads counts them");
    }
    Connection connection = delivery.connection();
    Optional<Outcome> usedUp =
        delivery.post().inReplyTo().isPresent()
            ? publisher.answersUsedUp(connection)
            : publisher.usedUp(connection);
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

  private Outcome send(Delivery delivery, Part part, Optional<RemotePost> above)
      throws IOException, InterruptedException {
    return publisher.publish(delivery, part, () -> containers.write(delivery, part, above));
  }
}
