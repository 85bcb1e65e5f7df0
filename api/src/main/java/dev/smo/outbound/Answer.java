// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.outbound;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server's answer, read to its end.
 *
 * @param status HTTP status code
 * @param headers by lower-case name
 * @param body bytes, decompressed; empty where there were none. The array itself, not a copy.
 * @param uri where the answer came from, after redirects
 */
@SuppressWarnings("ArrayRecordComponent")
public record Answer(int status, Map<String, List<String>> headers, byte[] body, URI uri) {
  /** Whether the status is 2xx. */
  public boolean ok() {
    return status / 100 == 2;
  }

  /** First value of a header. */
  public Optional<String> header(String lowerCaseName) {
    return headers.getOrDefault(lowerCaseName, List.of()).stream().findFirst();
  }

  /**
   * How long the server asks to wait: {@code Retry-After} in seconds or as a date, never negative.
   */
  public Optional<Duration> retryAfter(Instant now) {
    return header("retry-after").flatMap(value -> pause(value.strip(), now));
  }

  private static Optional<Duration> pause(String value, Instant now) {
    if (value.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      Instant until = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
      return Optional.of(until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The media type without parameters, in lower case; empty where none was sent. */
  public String type() {
    return header("content-type")
        .map(t -> t.split(";", 2)[0].strip().toLowerCase(java.util.Locale.ROOT))
        .orElse("");
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Makes something of the bytes of a body, such as {@code new ObjectMapper()::readTree}. */
  @FunctionalInterface
  public interface BodyReader<T> {
    T read(byte[] body) throws IOException;
  }

  /**
   * The body as a reader understands it.
   *
   * @throws IOException there is none, or the reader does not understand it. Neither the message
   *     nor a cause repeats the body, which may hold tokens.
   */
  public <T> T read(BodyReader<T> reader) throws IOException {
    if (body.length == 0) {
      throw new IOException("HTTP " + status + " from " + uri.getHost() + " without a body");
    }
    try {
      return reader.read(body);
    } catch (IOException e) {
      throw new IOException(
          "HTTP " + status + " from " + uri.getHost() + " with " + type() + " that cannot be read");
    }
  }

  /** Says status and size; a body may hold tokens. */
  @Override
  public String toString() {
    return "Answer[" + status + " from " + uri.getHost() + ", " + body.length + " bytes]";
  }
}
