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
  private static final String PART = "--%s\r\nContent-Disposition: form-data; name=\"%s\"";

  private final String method;
  private final URI uri;
  private Map<String, String> headers = Map.of();
  private byte[] body = NOTHING;
  private Duration timeout = Duration.ofSeconds(30);
  private int maxBytes = 1 << 20;
  private boolean redirects;

  private Request(String method, URI uri) {
    this.method = method;
    this.uri = uri;
  }

  private Request(Request other) {
    this(other.method, other.uri);
    headers = other.headers;
    body = other.body;
    timeout = other.timeout;
    maxBytes = other.maxBytes;
    redirects = other.redirects;
  }

  public static Request of(String method, URI uri) {
    return new Request(method, uri);
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
    Request changed = new Request(this);
    changed.headers = all;
    return changed;
  }

  public Request bearer(Secret token) {
    return header("Authorization", "Bearer " + token.open());
  }

  /** Sends a JSON document. */
  public Request json(String document) {
    return body("application/json", utf8(document));
  }

  /** Sends fields as a form; a field with several values is repeated. */
  public Request form(Map<String, List<String>> fields) {
    String encoded =
        fields.entrySet().stream()
            .flatMap(f -> f.getValue().stream().map(v -> encode(f.getKey()) + "=" + encode(v)))
            .collect(Collectors.joining("&"));
    return body("application/x-www-form-urlencoded", utf8(encoded));
  }

  /** Sends one file and text fields as {@code multipart/form-data}. */
  public Request multipart(
      Map<String, String> fields, String fileField, String fileName, String type, byte[] file) {
    String boundary = "smo-" + UUID.randomUUID();
    ByteArrayOutputStream out = new ByteArrayOutputStream(file.length + 1024);
    fields.forEach(
        (name, value) ->
            out.writeBytes(utf8(PART.formatted(boundary, name) + "\r\n\r\n" + value + "\r\n")));
    String head = PART.formatted(boundary, fileField) + "; filename=\"" + fileName + "\"";
    out.writeBytes(utf8(head + "\r\nContent-Type: " + type + "\r\n\r\n"));
    out.writeBytes(file);
    out.writeBytes(utf8("\r\n--" + boundary + "--\r\n"));
    return body("multipart/form-data; boundary=" + boundary, out.toByteArray());
  }

  public Request body(String type, byte[] content) {
    Request changed = header("Content-Type", type);
    changed.body = content;
    return changed;
  }

  /** Longest time for the whole exchange, from resolving the host to the last byte. */
  public Request within(Duration longest) {
    Request changed = new Request(this);
    changed.timeout = longest;
    return changed;
  }

  /** Largest answer in bytes; a larger one is an IOException. */
  public Request atMost(int bytes) {
    Request changed = new Request(this);
    changed.maxBytes = bytes;
    return changed;
  }

  /** Follows up to five redirects, each checked like the first address. For reading only. */
  public Request followingRedirects() {
    Request changed = new Request(this);
    changed.redirects = true;
    return changed;
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

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
