package dev.smo.connectors.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Outcome;
import dev.smo.connectors.Json;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Uploads the picture of a post. Nothing is posted by it, so a failure is never unknown. */
final class BlobUpload {
  static final int MAX_BYTES = 1_000_000;

  private static final Duration LATER = Duration.ofMinutes(1);

  /** Either the blob, or none, or why the post must wait. */
  sealed interface Uploaded {
    record Ready(Optional<JsonNode> blob) implements Uploaded {}

    record Failed(Outcome outcome) implements Uploaded {}
  }

  private final Xrpc xrpc;

  BlobUpload(Xrpc xrpc) {
    this.xrpc = xrpc;
  }

  /**
   * Uploads the picture. One that the server will not take is left out of a link card; where the
   * picture is the point of the post, the post is rejected.
   */
  Uploaded upload(Media media, boolean needed, Session session, Connection connection)
      throws InterruptedException {
    if (media.bytes().length > MAX_BYTES) {
      return unwelcome("The picture is larger than " + MAX_BYTES + " bytes", needed);
    }
    try {
      Answer answer =
          xrpc.send(
              Xrpc.procedure(session.pds(), "com.atproto.repo.uploadBlob")
                  .bearer(session.access())
                  .body(media.type(), media.bytes()));
      if (!answer.ok()) {
        return refused(xrpc.refused(answer, connection), needed);
      }
      JsonNode blob = Json.of(answer).path("blob");
      return blob.isObject()
          ? new Uploaded.Ready(Optional.of(blob))
          : later("Bluesky took the picture without naming it");
    } catch (IOException e) {
      return later("The picture could not be uploaded: " + e.getMessage());
    }
  }

  private static Uploaded refused(Outcome outcome, boolean needed) {
    if (outcome instanceof Outcome.Rejected rejected) {
      return unwelcome(rejected.reason(), needed);
    }
    return outcome instanceof Outcome.Unknown unknown
        ? later("The picture could not be uploaded: " + unknown.reason())
        : new Uploaded.Failed(outcome);
  }

  private static Uploaded unwelcome(String reason, boolean needed) {
    return needed
        ? new Uploaded.Failed(new Outcome.Rejected(reason))
        : new Uploaded.Ready(Optional.empty());
  }

  private static Uploaded later(String reason) {
    return new Uploaded.Failed(new Outcome.Deferred(LATER, reason));
  }
}
