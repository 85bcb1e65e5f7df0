// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server of OAuth 2 with PKCE on a loopback socket, as strict as the standards: {@code
 * /authorize} sends the person back with a code, {@code /token} takes it once, {@code /accounts}
 * lists what the token may post for, {@code /register} registers an application.
 */
public final class FakeOAuth implements AutoCloseable {
  /** In what it differs from a network where all goes well. */
  public enum Mode {
    WELL,
    /** The person does not agree. */
    DENIED,
    /** {@code /token} never answers. */
    SLOW,
    /** The token has fewer rights than were asked for. */
    MISSING_SCOPE,
    /** The person is asked, on a page with a button for each answer; for browsers. */
    ASKING
  }

  /** The rights that a client asks for. */
  public static final String SCOPE = "read write";

  private final Map<String, App> apps = new ConcurrentHashMap<>();
  private final Map<String, Code> codes = new ConcurrentHashMap<>();
  private final Map<String, String> accounts = new ConcurrentHashMap<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private volatile Mode mode = Mode.WELL;

  /** Last, because it takes calls at once. */
  private final SocketServer server = new SocketServer(0, this::handle);

  private record App(String secret, String redirect) {}

  private record Code(String client, String redirect, String challenge, String scope) {}

  /** What a person who is asked may answer, as a parameter of {@code /authorize}. */
  private static final Map<String, Mode> ANSWERS =
      Map.of("agree", Mode.WELL, "refuse", Mode.DENIED, "read-only", Mode.MISSING_SCOPE);

  /** Registers an application that sends people back to one address. */
  public FakeOAuth app(String client, String secret, String redirect) {
    apps.put(client, new App(secret, redirect));
    return this;
  }

  /** Adds an account that the person may post for; it has the token {@code token-<id>}. */
  public FakeOAuth account(String id, String name) {
    accounts.put(id, name);
    return this;
  }

  public FakeOAuth mode(Mode wanted) {
    mode = wanted;
    return this;
  }

  public URI uri() {
    return URI.create("http://" + host());
  }

  /** {@code localhost:port}. */
  public String host() {
    return "localhost:" + server.port();
  }

  public List<Call> calls() {
    return calls;
  }

  private void handle(Call call, Socket socket) throws IOException {
    calls.add(call);
    if (mode == Mode.SLOW && call.is("POST", "/token")) {
      while (socket.getInputStream().read() >= 0) {}
      return;
    }
    FakeResponse reply = answer(call);
    SocketServer.write(socket, reply, reply.body().length);
  }

  private FakeResponse answer(Call call) {
    return switch (call.toString()) {
      case "GET /authorize" -> authorize(call);
      case "POST /token" -> token(call);
      case "POST /register" -> register(call);
      case "GET /accounts" -> accounts(call);
      default -> FakeResponse.html(404, "no such page");
    };
  }

  private FakeResponse authorize(Call call) {
    String client = call.query("client_id").orElse("");
    String redirect = call.query("redirect_uri").orElse("");
    App app = apps.get(client);
    if (app == null || !app.redirect().equals(redirect)) {
      // RFC 6749, 4.1.2.1: nobody is sent to an address that is not the application's.
      return FakeResponse.html(400, "redirect_uri or client_id does not match");
    }
    String state = call.query("state").orElse("");
    String challenge = call.query("code_challenge").orElse("");
    if (!call.query("response_type").orElse("").equals("code")
        || !call.query("code_challenge_method").orElse("").equals("S256")
        || challenge.length() != 43
        || state.isEmpty()) {
      return back(redirect, state, "error=invalid_request");
    }
    Mode answer = ANSWERS.getOrDefault(call.query("answer").orElse(""), mode);
    if (answer == Mode.ASKING) {
      return FakeResponse.html(200, question(call));
    }
    if (answer == Mode.DENIED) {
      return back(redirect, state, "error=access_denied&error_description=Not+today");
    }
    String code = "code-" + UUID.randomUUID();
    String scope = answer == Mode.MISSING_SCOPE ? "read" : SCOPE;
    codes.put(code, new Code(client, redirect, challenge, scope));
    return back(redirect, state, "code=" + code);
  }

  /** A form that asks for the same again, with the answer. */
  private static String question(Call call) {
    StringBuilder form = new StringBuilder("<form action=\"/authorize\">");
    call.query().keySet().stream()
        .map(name -> hidden(name, call.query(name).orElse("")))
        .forEach(form::append);
    ANSWERS.keySet().stream()
        .sorted()
        .map("<button name=\"answer\" value=\"%1$s\">%1$s</button>"::formatted)
        .forEach(form::append);
    return "<!DOCTYPE html><html lang=\"en\"><title>May it post?</title><h1>May it post?</h1>"
        + form
        + "</form>";
  }

  private static String hidden(String name, String value) {
    String escaped = value.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + escaped + "\">";
  }

  private static FakeResponse back(String redirect, String state, String answer) {
    String address =
        redirect + "?" + answer + "&state=" + URLEncoder.encode(state, StandardCharsets.UTF_8);
    return FakeResponse.html(302, "").header("Location", address);
  }

  private FakeResponse token(Call call) {
    String client = field(call, "client_id");
    App app = apps.get(client);
    if (app == null || !app.secret().equals(field(call, "client_secret"))) {
      return refused(401, "invalid_client");
    }
    if (field(call, "grant_type").equals("refresh_token")) {
      return field(call, "refresh_token").equals("refresh-of-person")
          ? FakeResponse.json(200, FakeResponse.object().put("access_token", "renewed-token"))
          : refused(400, "invalid_grant");
    }
    Code code = codes.remove(field(call, "code"));
    if (code == null
        || !code.client().equals(client)
        || !code.redirect().equals(field(call, "redirect_uri"))
        || !code.challenge().equals(Pkce.challenge(field(call, "code_verifier")))) {
      return refused(400, "invalid_grant");
    }
    return FakeResponse.json(
        200,
        FakeResponse.object()
            .put("access_token", "token-of-person")
            .put("refresh_token", "refresh-of-person")
            .put("expires_in", 3600)
            .put("user", "person")
            .put("scope", code.scope()));
  }

  private static FakeResponse refused(int status, String error) {
    return FakeResponse.json(status, FakeResponse.object().put("error", error));
  }

  private FakeResponse register(Call call) {
    String client = "client-" + UUID.randomUUID();
    String secret = "secret-" + UUID.randomUUID();
    app(client, secret, field(call, "redirect_uri"));
    return FakeResponse.json(
        200, FakeResponse.object().put("client_id", client).put("client_secret", secret));
  }

  private FakeResponse accounts(Call call) {
    if (!call.bearer().orElse("").equals("token-of-person")) {
      return refused(401, "invalid_token");
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    accounts.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            one ->
                list.addObject()
                    .put("id", one.getKey())
                    .put("name", one.getValue())
                    .put("token", "token-" + one.getKey()));
    return FakeResponse.json(200, list);
  }

  private static String field(Call call, String name) {
    return Call.first(call.form(), name);
  }

  @Override
  public void close() {
    server.close();
  }
}
