// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.testkit.Call;
import dev.smo.testkit.FakeResponse;
import dev.smo.testkit.FormPart;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a network publishes of its API, to hold requests against that a connector makes. It needs
 * Node and what {@code npm ci} installs in it.tests/peers, as {@link Pds} does.
 */
public final class PublishedApi {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String network;
  private final Set<ObjectNode> requests = new LinkedHashSet<>();

  /**
   * @param network one that {@code requests.mjs} knows: {@code discord} or {@code x}
   */
  public PublishedApi(String network) {
    this.network = network;
  }

  /** Calls out as {@code out} does, and keeps what is asked for. */
  public Outbound recording(Outbound out) {
    return request -> record(request, out);
  }

  private synchronized Answer record(Request request, Outbound out)
      throws IOException, InterruptedException {
    requests.add(described(request));
    return out.send(request);
  }

  private static ObjectNode described(Request request) throws IOException {
    Map<String, String> query =
        request.uri().getRawQuery() == null ? Map.of() : Call.query(request.uri());
    ObjectNode described = FakeResponse.object().put("method", request.method());
    described.put("path", request.uri().getPath());
    query.forEach(described.putObject("query")::put);
    if (request.body().length > 0) {
      described.set("body", body(request));
    }
    return described;
  }

  /** The fields of a body, however they are written; of a file only that it is there. */
  private static JsonNode body(Request request) throws IOException {
    Call call =
        new Call(
            request.method(),
            request.uri().getPath(),
            Map.of(),
            request.headers().entrySet().stream()
                .collect(
                    Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue)),
            request.body());
    if (call.type().equals("application/json")) {
      return JSON.readTree(request.body());
    }
    Map<String, FormPart> parts = FormPart.all(call);
    // Discord's name for the JSON that comes with files.
    if (parts.containsKey("payload_json")) {
      return JSON.readTree(parts.get("payload_json").content());
    }
    ObjectNode fields = FakeResponse.object();
    parts.forEach(
        (name, part) ->
            fields.put(name, part.type().equals("text/plain") ? part.text() : "a file"));
    if (parts.isEmpty()) {
      call.form().forEach((name, values) -> fields.put(name, values.get(0)));
    }
    return fields;
  }

  /** Methods and paths of what was asked for, each once. */
  public synchronized Set<String> asked() {
    return requests.stream()
        .map(one -> one.path("method").asText() + " " + one.path("path").asText())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** What is said otherwise than the network's description has it: the request, and why. */
  public synchronized List<String> differences() throws IOException, InterruptedException {
    Process node =
        new ProcessBuilder("node", "requests.mjs", network)
            .directory(Pds.folder().toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    ArrayNode all = JSON.createArrayNode();
    requests.forEach(all::add);
    try (OutputStream input = node.getOutputStream()) {
      input.write(JSON.writeValueAsBytes(all));
    }
    JsonNode found = JSON.readTree(node.getInputStream());
    if (node.waitFor() != 0 || found.size() != all.size()) {
      throw new IOException("requests.mjs failed; did npm ci run in it.tests/peers?");
    }
    List<String> differences = new ArrayList<>();
    for (int index = 0; index < all.size(); index++) {
      for (JsonNode difference : found.path(index)) {
        differences.add(all.get(index) + ": " + difference.asText());
      }
    }
    return differences;
  }
}
