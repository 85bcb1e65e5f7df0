// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Request;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Secret;
import dev.smo.testkit.FakeResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jetbrains.annotations.Nullable;

/**
 * A real Bluesky PDS with its own PLC directory, on loopback. It needs Node and what {@code npm ci}
 * installs in it.tests/peers, which is found through the system property {@code smo.peers} or by
 * walking up from the working directory.
 */
public final class Pds implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PASSWORD = "main-password";

  private final Process process;
  private final URI uri;
  private final URI directory;
  private final HttpOutbound http;

  /**
   * An account on the PDS.
   *
   * @param accessJwt a full session, for what an app password may not do
   */
  public record Account(String handle, String did, String appPassword, String accessJwt) {}

  private Pds(Process process, URI uri, URI directory) {
    this.process = process;
    this.uri = uri;
    this.directory = directory;
    http = HttpOutbound.allowing(uri.getAuthority());
  }

  /** Starts it on a port, or on any free one for 0; takes a few seconds. */
  public static Pds start(int port) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("node", "pds.mjs", String.valueOf(port))
            .directory(folder().toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("{\"url\"")) {
        JsonNode said = JSON.readTree(line);
        return new Pds(
            process, URI.create(said.path("url").asText()), URI.create(said.path("plc").asText()));
      }
    }
    process.destroy();
    throw new IOException("The PDS did not start; did npm ci run in it.tests/peers?");
  }

  /** Where the peers are that npm installed. */
  public static Path folder() throws IOException {
    String told = System.getProperty("smo.peers", "");
    if (!told.isEmpty()) {
      return Path.of(told);
    }
    for (@Nullable Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      Path peers = up.resolve("it.tests/peers");
      if (Files.exists(peers.resolve("pds.mjs"))) {
        return peers;
      }
    }
    throw new IOException("There is no it.tests/peers above the working directory");
  }

  public URI uri() {
    return uri;
  }

  /** Where it is looked up which server keeps an account. */
  public URI directory() {
    return directory;
  }

  /** Lets the PDS find a document at the address of a client. */
  public void readClient(String document) throws IOException, InterruptedException {
    ObjectNode told = FakeResponse.object();
    told.set("document", JSON.readTree(document));
    told.put("id", told.at("/document/client_id").asText());
    control("client", told);
  }

  /**
   * Signs in on the page of the PDS as the owner of an account, and agrees.
   *
   * @return where the PDS sends the browser back to
   */
  public URI agree(URI page, String handle) throws IOException, InterruptedException {
    ObjectNode person = FakeResponse.object().put("page", page.toString());
    person.put("handle", handle).put("password", PASSWORD);
    return URI.create(control("agree", person).path("back").asText());
  }

  private JsonNode control(String name, JsonNode input) throws IOException, InterruptedException {
    Answer answer = http.send(Request.post(uri.resolve("/_fake/" + name)).json(input.toString()));
    if (!answer.ok()) {
      throw new IOException("The PDS does not " + name + ": " + answer.text());
    }
    return json(answer);
  }

  /** Creates an account with an app password. */
  public Account account(String handle) throws IOException, InterruptedException {
    ObjectNode input = FakeResponse.object().put("handle", handle).put("password", PASSWORD);
    JsonNode account =
        call("com.atproto.server.createAccount", "", input.put("email", handle + "@mail.test"));
    String access = account.path("accessJwt").asText();
    JsonNode password =
        call(
            "com.atproto.server.createAppPassword",
            access,
            FakeResponse.object().put("name", "smo"));
    String did = account.path("did").asText();
    return new Account(handle, did, password.path("password").asText(), access);
  }

  /** Asks for a record, such as a post, in the public way. */
  public Answer getRecord(String did, String rkey) throws IOException, InterruptedException {
    return getRecord("app.bsky.feed.post", did, rkey);
  }

  /** The record that says which answers to a post are hidden. */
  public JsonNode threadGate(String did, String rkey) throws IOException, InterruptedException {
    return json(getRecord("app.bsky.feed.threadgate", did, rkey));
  }

  /** The record that says who may quote a post. */
  public JsonNode quoteGate(String did, String rkey) throws IOException, InterruptedException {
    return json(getRecord("app.bsky.feed.postgate", did, rkey));
  }

  private Answer getRecord(String collection, String did, String rkey)
      throws IOException, InterruptedException {
    return http.send(
        Request.get(
            uri.resolve(
                "/xrpc/com.atproto.repo.getRecord?collection=%s&repo=%s&rkey=%s"
                    .formatted(collection, did, rkey))));
  }

  /** All posts of an account. */
  public JsonNode posts(String did) throws IOException, InterruptedException {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    String list =
        "/xrpc/com.atproto.repo.listRecords?limit=100&collection=app.bsky.feed.post&repo=" + did;
    String cursor = "";
    do {
      String next = cursor.isEmpty() ? "" : "&cursor=" + cursor;
      JsonNode page = json(http.send(Request.get(uri.resolve(list + next))));
      page.path("records").forEach(all::add);
      cursor = page.path("cursor").asText();
    } while (!cursor.isEmpty());
    return all;
  }

  /**
   * Lets the next calls of putRecord fail: {@code lose} acts and cuts, {@code stall} acts and never
   * answers, {@code cut} does not act, {@code 500} and {@code 429} answer so.
   */
  public void failNext(String fault) throws IOException, InterruptedException {
    http.send(
        Request.post(uri.resolve("/_fake/faults"))
            .json(FakeResponse.object().put("next", fault).toString()));
  }

  private JsonNode call(String method, String bearer, JsonNode input)
      throws IOException, InterruptedException {
    Request request = Request.post(uri.resolve("/xrpc/" + method)).json(input.toString());
    Answer answer = http.send(bearer.isEmpty() ? request : request.bearer(Secret.of(bearer)));
    if (!answer.ok()) {
      throw new IOException(method + " answered " + answer.text());
    }
    return json(answer);
  }

  /** Ends it; its data go with it. */
  @Override
  public void close() {
    http.close();
    try {
      // The end of its input tells it to clean up and go.
      process.getOutputStream().close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static JsonNode json(Answer answer) throws IOException {
    return answer.read(new ObjectMapper()::readTree);
  }
}
