// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connectors.Json;
import dev.smo.connectors.Part;
import dev.smo.connectors.Uploaded;
import dev.smo.outbound.Answer;
import dev.smo.post.Media;
import dev.smo.post.Post;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Uploads the pictures of a post, and keeps as progress what is uploaded: blobs as JSON. Nothing is
 * posted by it, so a failure is never unknown.
 */
final class BlobUpload {
  static final int MAX_BYTES = 1_000_000;

  private final Xrpc xrpc;

  BlobUpload(Xrpc xrpc) {
    this.xrpc = xrpc;
  }

  /**
   * Uploads what is not uploaded yet. A picture that the server will not take is left out of a link
   * card; where pictures are the point of the post, the post is rejected.
   *
   * @throws IOException progress could not be kept
   */
  Uploaded upload(Delivery delivery, Part part, Session session)
      throws IOException, InterruptedException {
    List<String> blobs = new ArrayList<>();
    for (Media picture : pictures(part.post())) {
      Optional<String> kept = delivery.progress().ofUpload(part.number(), picture);
      Uploaded one =
          kept.isPresent()
              ? new Uploaded.Ready(List.of(kept.get()))
              : create(picture, delivery, part, session);
      if (!(one instanceof Uploaded.Ready ready)) {
        return one;
      }
      if (kept.isEmpty() && !ready.ids().isEmpty()) {
        delivery.progress().uploadDone(part.number(), picture, ready.ids().get(0));
      }
      blobs.addAll(ready.ids());
    }
    return new Uploaded.Ready(blobs);
  }

  private static List<Media> pictures(Post post) {
    if (post.attached()) {
      return post.images();
    }
    return post.link().isPresent() ? post.images().stream().limit(1).toList() : List.of();
  }

  /** Whether a post was refused because a blob of it is not there any more. */
  static boolean isMissing(Answer answer) {
    return answer.status() == 400
        && (Xrpc.error(answer).equals("BlobNotFound")
            || Xrpc.reason(answer).startsWith("Could not find blob"));
  }

  /** Lets the next attempt upload again. */
  void forget(Delivery delivery, Part part) throws IOException {
    for (Media picture : pictures(part.post())) {
      delivery.progress().uploadDone(part.number(), picture, "");
    }
  }

  private Uploaded create(Media picture, Delivery delivery, Part part, Session session)
      throws InterruptedException {
    boolean needed = part.post().attached();
    if (picture.bytes().length > MAX_BYTES) {
      return unwelcome("The picture is larger than " + MAX_BYTES + " bytes", needed);
    }
    try {
      Answer answer =
          xrpc.send(
              Xrpc.procedure(session.pds(), "com.atproto.repo.uploadBlob")
                  .body(picture.type(), picture.bytes()),
              session);
      if (!answer.ok()) {
        return refused(xrpc.refused(answer, delivery.connection()), needed);
      }
      JsonNode blob = Json.of(answer).path("blob");
      return blob.isObject()
          ? new Uploaded.Ready(List.of(blob.toString()))
          : Uploaded.later("Bluesky took the picture without naming it");
    } catch (IOException e) {
      return Uploaded.later("The picture could not be uploaded: " + e.getMessage());
    }
  }

  private static Uploaded refused(Outcome outcome, boolean needed) {
    if (outcome instanceof Outcome.Rejected rejected) {
      return unwelcome(rejected.reason(), needed);
    }
    return Uploaded.refused(outcome);
  }

  private static Uploaded unwelcome(String reason, boolean needed) {
    return needed
        ? new Uploaded.Failed(new Outcome.Rejected(reason))
        : new Uploaded.Ready(List.of());
  }
}
