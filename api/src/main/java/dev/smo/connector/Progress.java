// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.smo.post.Media;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Which steps of a delivery are done: an uploaded picture, a container, the first parts of a
 * thread. The engine keeps it over attempts and crashes, so no step that is done is repeated.
 */
@ProviderType
public interface Progress {
  /** Most characters of a value. */
  int LONGEST = 2_000;

  /** Most steps. */
  int MOST = 100;

  /** What was kept of a step; empty where it is not done. */
  Optional<String> of(String step);

  /**
   * Keeps that a step is done. It is committed when this returns: call it between the answer to one
   * step and the request of the next.
   *
   * @param step a name of the connector's own, such as {@code container}: letters, digits and
   *     {@code -}
   * @param value what later steps need of it, such as the network's id; no secret
   * @throws IOException it cannot be kept. Let it pass: nothing more may be sent, and what this
   *     step left behind must be looked for.
   */
  void done(String step, String value) throws IOException;

  /**
   * Keeps that a part of a thread is out, as {@link #done} does, so that the engine can name it and
   * take it back. Say it of every part of a thread, the last included.
   *
   * @param number 1 for the first
   * @param more what later parts need of it, without white space; or empty
   */
  default void partDone(int number, RemotePost post, String more) throws IOException {
    done("part-" + number, (post.id() + " " + post.permalink() + " " + more).strip());
  }

  /** A part of a thread that is out; empty where {@link #partDone} did not say so. */
  default Optional<RemotePost> part(int number) {
    return keptOf(number).filter(kept -> kept.length > 1).flatMap(Progress::named);
  }

  /** A connector may have kept something else under the name of a part. */
  private static Optional<RemotePost> named(String[] kept) {
    try {
      return Optional.of(new RemotePost(kept[0], URI.create(kept[1])));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What was kept with a part for those behind it; or empty. */
  default String ofPart(int number) {
    return keptOf(number).filter(kept -> kept.length > 2).map(kept -> kept[2]).orElse("");
  }

  /**
   * Keeps that a picture is uploaded, as {@link #done} does. It is kept of this picture with this
   * text, not of its place in the post: pictures may change between two attempts.
   *
   * @param part of the thread that it belongs to; 1 for the first, or only, post
   * @param value what posting needs of it, such as the network's id; empty: it must be uploaded
   *     again
   */
  default void uploadDone(int part, Media picture, String value) throws IOException {
    done(upload(part, picture), value);
  }

  /** What was kept of the upload of a picture; empty where it must be uploaded. */
  default Optional<String> ofUpload(int part, Media picture) {
    return of(upload(part, picture)).filter(value -> !value.isEmpty());
  }

  /** Name of the step that uploads a picture: another one for each picture and text. */
  private static String upload(int part, Media picture) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((picture.type() + "\n" + picture.alt() + "\n").getBytes(UTF_8));
      String hash = HexFormat.of().formatHex(digest.digest(picture.bytes()), 0, 16);
      return "upload-" + part + "-" + hash;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Id, address, and what later parts need, as {@link #partDone} put them together. */
  private Optional<String[]> keptOf(int number) {
    return of("part-" + number).map(kept -> kept.split(" ", 3));
  }
}
