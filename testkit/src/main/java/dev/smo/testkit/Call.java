// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One HTTP request that a fake network received.
 *
 * @param path decoded, without the query
 * @param query decoded parameters
 * @param headers by lower-case name
 */
@SuppressWarnings("ArrayRecordComponent")
public record Call(
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, String> headers,
    byte[] body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public boolean is(String wantedMethod, String wantedPath) {
    return method.equals(wantedMethod) && path.equals(wantedPath);
  }

  public Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }

  /** The media type without parameters. */
  public String type() {
    return header("content-type").map(t -> t.split(";", 2)[0].strip()).orElse("");
  }

  public Optional<String> query(String name) {
    return query.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** The token of an {@code Authorization: Bearer} header. */
  public Optional<String> bearer() {
    return header("authorization")
        .filter(value -> value.startsWith("Bearer "))
        .map(value -> value.substring("Bearer ".length()));
  }

  /** The body as JSON; missing where it is none. */
  public JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return JSON.missingNode();
    }
  }

  /** The body as a form. */
  public Map<String, List<String>> form() {
    return parameters(new String(body, StandardCharsets.UTF_8));
  }

  /** A parameter of the address that is none of these; empty where all are known. */
  public String unknown(Set<String> known) {
    return unknown(query.keySet().iterator(), known);
  }

  /** A name that is none of these; empty where all are known. */
  public static String unknown(Iterator<String> names, Set<String> known) {
    while (names.hasNext()) {
      String name = names.next();
      if (!known.contains(name)) {
        return name;
      }
    }
    return "";
  }

  /** A field of a form; empty where it is not there. */
  public static String first(Map<String, List<String>> form, String name) {
    return form.getOrDefault(name, List.of("")).get(0);
  }

  /** The decoded parameters of an address on which people agree. */
  public static Map<String, String> query(URI address) {
    Map<String, String> query = new HashMap<>();
    for (String pair : address.getRawQuery().split("&")) {
      String[] parts = pair.split("=", 2);
      query.put(decode(parts[0]), decode(parts[1]));
    }
    return query;
  }

  static Map<String, List<String>> parameters(String encoded) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : encoded.split("&")) {
      if (!pair.isEmpty()) {
        String[] parts = pair.split("=", 2);
        parameters
            .computeIfAbsent(decode(parts[0]), name -> new ArrayList<>())
            .add(parts.length > 1 ? decode(parts[1]) : "");
      }
    }
    return parameters;
  }

  static String decode(String value) {
    return URLDecoder.decode(value, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
