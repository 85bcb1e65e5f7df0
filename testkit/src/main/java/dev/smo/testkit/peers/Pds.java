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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
  private final @Nullable URI appview;
  private final HttpOutbound http;

  /**
   * An account on the PDS.
   *
   * @param accessJwt a full session, for what an app password may not do
   */
  public record Account(String handle, String did, String appPassword, String accessJwt) {}

  private Pds(Process process, JsonNode said) {
    this.process = process;
    this.uri = URI.create(said.path("url").asText());
    this.directory = URI.create(said.path("plc").asText());
    this.appview = said.has("appview") ? URI.create(said.path("appview").asText()) : null;
    http =
        appview == null
            ? HttpOutbound.allowing(uri.getAuthority())
            : HttpOutbound.allowing(uri.getAuthority(), appview.getAuthority());
  }

  /** Starts it on a port, or on any free one for 0; takes a few seconds. */
  public static Pds start(int port) throws IOException {
    return run(String.valueOf(port));
  }

  /**
   * Starts it on any free port with the AppView, which counts what people do with posts; takes half
   * a minute. It needs PostgreSQL and Redis: {@link #missingForAppview}.
   */
  public static Pds startWithAppview() throws IOException {
    return run("0", "appview");
  }

  /** The packages of Debian that are to be installed for the AppView; empty where all are there. */
  public static String missingForAppview() throws IOException {
    Process asked =
        new ProcessBuilder(
                "node",
                "--input-type=module",
                "-e",
                "import { missing } from './databases.mjs'; console.log(missing())")
            .directory(folder().toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private static Pds run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("node", "pds.mjs"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder().toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("{\"url\"")) {
        return new Pds(process, JSON.readTree(line));
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

  /** Where what people did is counted, if it was started with that. */
  public URI appview() {
    return Objects.requireNonNull(appview, "started without an AppView");
  }

  /** Waits until the AppView knows all that was written. */
  public void index() throws IOException, InterruptedException {
    control("index", FakeResponse.object());
  }

  /** What the AppView shows to anybody who asks. */
  public JsonNode shown(String query) throws IOException, InterruptedException {
    return json(http.send(Request.get(appview().resolve("/xrpc/" + query))));
  }

  /**
   * Writes a record as the owner of an account, as an app of theirs does.
   *
   * @return its address, such as {@code at://did:plc:.../app.bsky.feed.like/...}
   */
  public String write(Account by, String collection, ObjectNode record)
      throws IOException, InterruptedException {
    ObjectNode input = FakeResponse.object().put("repo", by.did()).put("collection", collection);
    record.put("$type", collection).put("createdAt", Instant.now().toString());
    input.set("record", record);
    return call("com.atproto.repo.createRecord", by.accessJwt(), input).path("uri").asText();
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
