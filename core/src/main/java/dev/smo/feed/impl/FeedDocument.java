// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import dev.smo.feed.catalog.FeedFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jetbrains.annotations.Nullable;

/**
 * A feed as it goes over the wire. The same articles give the same bytes, so the bytes' own digest
 * tells whether a reader has it already.
 *
 * @param bytes the document in UTF-8
 * @param zipped the same for those who take gzip; empty where that saves little
 * @param digest of the bytes
 * @param updated when it last changed
 * @param self its address
 * @param hubs the hubs that it names
 * @param maxAge seconds for which it may be kept
 */
@SuppressWarnings("ArrayRecordComponent")
record FeedDocument(
    FeedFormat format,
    byte[] bytes,
    byte[] zipped,
    String digest,
    Instant updated,
    URI self,
    List<URI> hubs,
    int maxAge) {
  private static final int SMALL = 1_024;

  /** Writes a document; {@code before} is the one that it takes the place of. */
  static FeedDocument of(
      FeedFormat format, FeedContents contents, @Nullable FeedDocument before, Instant now) {
    byte[] bytes =
        switch (format) {
          case RSS -> RssDocument.of(contents);
          case ATOM -> AtomDocument.of(contents);
          case JSON -> JsonDocument.of(contents);
        };
    int maxAge = Math.max(0, contents.scope().settings().maxAge());
    Instant updated = contents.updated();
    if (before != null) {
      if (Arrays.equals(before.bytes(), bytes) && before.maxAge() == maxAge) {
        return before;
      }
      // What went away leaves no date behind; yet who asks by date must learn of it.
      updated = now;
    }
    return new FeedDocument(
        format,
        bytes,
        zip(bytes),
        digest(bytes),
        updated,
        contents.self(format),
        contents.hubs(),
        maxAge);
  }

  /** Strong entity tag, in its quotes. */
  String tag() {
    return '"' + digest + '"';
  }

  String zippedTag() {
    return '"' + digest + "-gzip\"";
  }

  /** Value of the header {@code Link} by which hubs know their topic. */
  String link() {
    return Stream.concat(
            hubs.stream().map(hub -> "<" + hub.toASCIIString() + ">; rel=\"hub\""),
            Stream.of("<" + self.toASCIIString() + ">; rel=\"self\""))
        .collect(Collectors.joining(", "));
  }

  int size() {
    return bytes.length + zipped.length;
  }

  private static byte[] zip(byte[] bytes) {
    if (bytes.length < SMALL) {
      return new byte[0];
    }
    ByteArrayOutputStream zipped = new ByteArrayOutputStream(bytes.length / 4);
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zipped.toByteArray();
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
