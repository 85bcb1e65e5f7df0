// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.connections.Applications;
import dev.smo.connections.Connections;
import dev.smo.connections.NetworkCalls;
import dev.smo.connections.SignIns;
import dev.smo.connector.Connector;
import dev.smo.endpoint.ConsoleCalls;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.endpoint.JsonServlet;
import dev.smo.files.StaticFiles;
import dev.smo.fixture.TestClock;
import dev.smo.host.OwnAddress;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Application;
import dev.smo.post.Secret;
import dev.smo.testkit.FakeOAuth;
import dev.smo.testkit.OAuthNetwork;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import javax.servlet.http.Cookie;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.jetbrains.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.util.converter.Converters;

/** A console, a browser, and a network over a real socket at which people sign in. */
@ExtendWith(SlingContextExtension.class)
abstract class SignInFixture {
  static final String REDIRECT = "http://localhost/bin/smo/signin";
  static final ObjectMapper JSON = new ObjectMapper();
  final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  final TestClock clock = new TestClock();
  final FakeOAuth oauth = new FakeOAuth();
  final NetworkCalls calls = new NetworkCalls(Clock.systemUTC());
  final HttpClient browser = HttpClient.newHttpClient();
  final Map<String, String> cookies = new HashMap<>();
  ConsoleFixture console;
  Connections connections;
  Applications applications;
  HttpOutbound outbound;
  SignInServlet servlet;

  @Nullable OwnAddress host;

  @BeforeEach
  void setUp() throws Exception {
    console = new ConsoleFixture(context);
    outbound = HttpOutbound.allowing(oauth.host());
    register(new OAuthNetwork(outbound));
    oauth.app("smo", "app-secret", REDIRECT);
    applications = new Applications(console.repository, new ConnectionsServletTest.Reversed());
    applications.save(
        "oauth",
        oauth.uri().toString(),
        Application.none()
            .setting("clientId", "smo")
            .secret("clientSecret", Secret.of("app-secret")),
        "");
    connections = new Connections(console.repository, new ConnectionsServletTest.Reversed(), clock);
    servlet = servlet(Duration.ofMinutes(2), Map.of());
  }

  @AfterEach
  void close() {
    oauth.close();
    outbound.close();
  }

  void register(Connector connector) {
    context.bundleContext().registerService(Connector.class, connector, new Hashtable<>());
  }

  SignInServlet servlet(Duration longest, Map<String, Object> config) {
    SigningIn signingIn =
        new SigningIn(
            console.networks,
            connections,
            applications,
            new SignIns(console.repository, new ConnectionsServletTest.Reversed(), clock),
            new ConsoleCalls(calls, longest));
    return new SignInServlet(
        console.tokens,
        signingIn,
        connections,
        new StaticFiles(console.repository, "/static/smo", "/static/smo"),
        new ReturnAddress(
            host, Converters.standardConverter().convert(config).to(ReturnAddress.Config.class)));
  }

  String redirect(Map<String, String> headers) throws Exception {
    ConsoleFixture.FormRequest request = console.request("GET");
    headers.forEach(request::setHeader);
    return JSON.readTree(call(request).body()).path("redirect").asText();
  }

  Map<String, String> startFields() {
    return new HashMap<>(
        Map.of(
            "action", "start",
            "network", "oauth",
            "id", "oauth-en",
            "label", "Ours",
            "endpoint", oauth.uri().toString(),
            "settings.topic", "books",
            "page", "/cms/social.html"));
  }

  /** Starts; gives where the person is sent. */
  URI start() throws Exception {
    Page page = post(startFields());
    assertEquals(200, page.status(), page.body());
    return URI.create(JSON.readTree(page.body()).path("address").asText());
  }

  HttpResponse<String> visit(URI address) throws Exception {
    return browser.send(
        HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** What the network sends the person back with. */
  Map<String, String> returned(URI address) throws Exception {
    String location = visit(address).headers().firstValue("Location").orElseThrow();
    assertTrue(location.startsWith(REDIRECT + "?"), location);
    Map<String, String> parameters = new HashMap<>();
    for (String pair : location.substring(location.indexOf('?') + 1).split("&")) {
      String[] parts = pair.split("=", 2);
      parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return parameters;
  }

  record Page(int status, String body, String location, String cookie, String type) {}

  Page get(Map<String, String> parameters) throws Exception {
    return call(console.request("GET", flat(parameters)));
  }

  Page post(Map<String, String> parameters) throws Exception {
    ConsoleFixture.FormRequest request = console.request("POST", flat(parameters));
    request.setHeader(JsonServlet.TOKEN_HEADER, console.tokens.issue(console.person()).token());
    return call(request);
  }

  Page call(ConsoleFixture.FormRequest request) throws Exception {
    cookies.forEach((name, value) -> request.addCookie(new Cookie(name, value)));
    request.setServletPath(SignInServlet.PATH);
    MockSlingHttpServletResponse response = new MockSlingHttpServletResponse();
    servlet.service(request, response);
    ConsoleFixture.hold(servlet, request, response);
    for (String cookie : response.getHeaders("Set-Cookie")) {
      String[] pair = cookie.split(";", 2)[0].split("=", 2);
      cookies.put(pair[0], pair[1]);
    }
    return new Page(
        response.getStatus(),
        response.getOutputAsString(),
        String.valueOf(response.getHeader("Location")),
        String.valueOf(response.getHeader("Set-Cookie")),
        response.getContentType());
  }

  static String[] flat(Map<String, String> parameters) {
    List<String> flat = new ArrayList<>();
    parameters.forEach((name, value) -> flat.addAll(List.of(name, value)));
    return flat.toArray(new String[0]);
  }

  static void refused(int status, String words, Page page) {
    assertEquals(status, page.status(), page.body());
    assertTrue(page.body().contains(words), page.body());
  }
}
