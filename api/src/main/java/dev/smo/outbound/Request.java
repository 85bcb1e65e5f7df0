// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.outbound;

import dev.smo.post.Secret;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * One HTTP request. Immutable: every method gives a new one. Requests follow no redirect unless
 * {@link #followingRedirects()}, take at most 30 s and 1 MiB of answer unless told otherwise.
 */
public final class Request {
  private static final byte[] NOTHING = {};

  private final String method;
  private final URI uri;
  private final Map<String, String> headers;
  private final byte[] body;
  private final Duration timeout;
  private final int maxBytes;
  private final boolean redirects;

  private Request(
      String method,
      URI uri,
      Map<String, String> headers,
      byte[] body,
      Duration timeout,
      int maxBytes,
      boolean redirects) {
    this.method = method;
    this.uri = uri;
    this.headers = headers;
    this.body = body;
    this.timeout = timeout;
    this.maxBytes = maxBytes;
    this.redirects = redirects;
  }

  public static Request of(String method, URI uri) {
    return new Request(
        method, uri, Map.of(), NOTHING, Duration.ofSeconds(30), 1 << 20, /* redirects= */ false);
  }

  public static Request get(URI uri) {
    return of("GET", uri);
  }

  public static Request post(URI uri) {
    return of("POST", uri);
  }

  /** Sets a header, replacing one of the same name. */
  public Request header(String name, String value) {
    if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("line break in the value of header " + name);
    }
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new Request(method, uri, all, body, timeout, maxBytes, redirects);
  }

  public Request bearer(Secret token) {
    return header("Authorization", "Bearer " + token.open());
  }

  /** Sends a JSON document. */
  public Request json(String document) {
    return body("application/json", document.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends fields as a form; a field with several values is repeated. */
  public Request form(Map<String, List<String>> fields) {
    String encoded =
        fields.entrySet().stream()
            .flatMap(f -> f.getValue().stream().map(v -> encode(f.getKey()) + "=" + encode(v)))
            .collect(Collectors.joining("&"));
    return body("application/x-www-form-urlencoded", encoded.getBytes(StandardCharsets.US_ASCII));
  }

  /** Sends one file and text fields as {@code multipart/form-data}. */
  public Request multipart(
      Map<String, String> fields, String fileField, String fileName, String type, byte[] file) {
    String boundary = "smo-" + UUID.randomUUID();
    ByteArrayOutputStream out = new ByteArrayOutputStream(file.length + 1024);
    fields.forEach(
        (name, value) ->
            out.writeBytes(
                ("--"
                        + boundary
                        + "\r\nContent-Disposition: form-data; name=\""
                        + name
                        + "\"\r\n\r\n"
                        + value
                        + "\r\n")
                    .getBytes(StandardCharsets.UTF_8)));
    out.writeBytes(
        ("--"
                + boundary
                + "\r\nContent-Disposition: form-data; name=\""
                + fileField
                + "\"; filename=\""
                + fileName
                + "\"\r\nContent-Type: "
                + type
                + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    out.writeBytes(file);
    out.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return body("multipart/form-data; boundary=" + boundary, out.toByteArray());
  }

  public Request body(String type, byte[] content) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Content-Type", type);
    return new Request(method, uri, all, content, timeout, maxBytes, redirects);
  }

  /** Longest time for the whole exchange, from resolving the host to the last byte. */
  public Request within(Duration longest) {
    return new Request(method, uri, headers, body, longest, maxBytes, redirects);
  }

  /** Largest answer in bytes; a larger one is an IOException. */
  public Request atMost(int bytes) {
    return new Request(method, uri, headers, body, timeout, bytes, redirects);
  }

  /** Follows up to five redirects, each checked like the first address. For reading only. */
  public Request followingRedirects() {
    return new Request(method, uri, headers, body, timeout, maxBytes, /* redirects= */ true);
  }

  public String method() {
    return method;
  }

  public URI uri() {
    return uri;
  }

  public Map<String, String> headers() {
    return headers;
  }

  public byte[] body() {
    return body;
  }

  public Duration timeout() {
    return timeout;
  }

  public int maxBytes() {
    return maxBytes;
  }

  public boolean redirects() {
    return redirects;
  }

  /** Names method and host; path, query and headers may hold secrets. */
  @Override
  public String toString() {
    return method + " " + uri.getHost();
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
