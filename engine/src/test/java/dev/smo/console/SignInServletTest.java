// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.connections.Applications;
import dev.smo.connections.ConfiguredApplication;
import dev.smo.connections.Connections;
import dev.smo.connections.NetworkCalls;
import dev.smo.connections.Sessions;
import dev.smo.connections.SignIns;
import dev.smo.connector.Authorization;
import dev.smo.connector.Connector;
import dev.smo.connector.SignInRequest;
import dev.smo.endpoint.ConsoleCalls;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.endpoint.JsonServlet;
import dev.smo.files.StaticFiles;
import dev.smo.fixture.TestClock;
import dev.smo.host.OwnAddress;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import dev.smo.testkit.Call;
import dev.smo.testkit.FakeOAuth;
import dev.smo.testkit.OAuthNetwork;
import java.io.IOException;
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
import javax.jcr.Session;
import javax.servlet.http.Cookie;
import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.jackrabbit.commons.jackrabbit.authorization.AccessControlUtils;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.jetbrains.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.util.converter.Converters;

/** The whole way over a real socket: console, network, back, connection. */
@ExtendWith(SlingContextExtension.class)
class SignInServletTest {
  private static final String REDIRECT = "http://localhost/bin/smo/signin";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private final TestClock clock = new TestClock();
  private final FakeOAuth oauth = new FakeOAuth();
  private final NetworkCalls calls = new NetworkCalls(Clock.systemUTC());
  private final HttpClient browser = HttpClient.newHttpClient();
  private final Map<String, String> cookies = new HashMap<>();
  private ConsoleFixture console;
  private Connections connections;
  private Applications applications;
  private HttpOutbound outbound;
  private SignInServlet servlet;
  private @Nullable OwnAddress host;

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

  private void register(Connector connector) {
    context.bundleContext().registerService(Connector.class, connector, new Hashtable<>());
  }

  private SignInServlet servlet(Duration longest, Map<String, Object> config) {
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

  @Test
  void whoAgreesThereHasAConnectionHere() throws Exception {
    Page back = get(returned(start()));

    assertEquals(303, back.status, back.body);
    assertEquals("../../cms/social.html?signedin=oauth-en#connections", back.location);
    Connection connection = connections.open("oauth-en").orElseThrow();
    assertEquals("token-of-person", connection.secret("token").orElseThrow().open());
    assertEquals("person", connection.setting("user").orElseThrow());
    assertEquals("books", connection.setting("topic").orElseThrow());
    assertEquals(oauth.uri(), connection.endpoint().orElseThrow());
  }

  @Test
  void nothingSecretStandsInAnAddressOrInClearInTheRepository() throws Exception {
    URI address = start();
    String verifier = "";
    Map<String, String> back = returned(address);
    String whileAway = dump("/var/smo/signins");
    Page page = get(back);
    for (Call call : oauth.calls()) {
      verifier += call.form().getOrDefault("code_verifier", List.of("")).get(0);
    }

    assertEquals(43, verifier.length());
    assertFalse(address.toString().contains(verifier));
    assertFalse(address.toString().contains("app-secret"));
    assertFalse(whileAway.contains(verifier));
    assertFalse(whileAway.contains(back.get("state")));
    assertFalse(page.location.contains("token"));
    assertFalse(dump("/var/smo/connections").contains("token-of-person"));
  }

  @Test
  void theCookieIsForThisPathAndNoScript() throws Exception {
    Page started = post(startFields());
    assertTrue(started.cookie.endsWith("; Max-Age=1200; HttpOnly; SameSite=Lax"), started.cookie);
  }

  @Test
  void aStateThatIsNotOursIsRefused() throws Exception {
    Map<String, String> back = returned(start());
    Map<String, String> forged = new HashMap<>(back);
    forged.put("state", "forged");

    refused(403, "Start again.", get(forged));
    assertEquals(303, get(back).status, "the real one is still good");
  }

  @Test
  void aReplayedStateFindsNothing() throws Exception {
    Map<String, String> back = returned(start());
    get(back);
    long tokens = tokenCalls();
    refused(403, "Start again.", get(back));
    assertEquals(tokens, tokenCalls());
  }

  @Test
  void aReplayedCodeIsRefusedByTheNetworkAndNotRepeatedToThePerson() throws Exception {
    Map<String, String> first = returned(start());
    get(first);
    Map<String, String> second = returned(start());
    second.put("code", first.get("code"));

    Page back = get(second);

    refused(409, "The network says invalid_grant", back);
    assertFalse(back.body.contains(first.get("code")), back.body);
  }

  @Test
  void theCodeOfAnotherSignInIsRefused() throws Exception {
    Map<String, String> mine = returned(start());
    Map<String, String> other = returned(start());
    mine.put("code", other.get("code"));
    refused(409, "invalid_grant", get(mine));
    assertTrue(connections.find("oauth-en").isEmpty());
  }

  @Test
  void whoDoesNotAgreeIsToldWhatToDo() throws Exception {
    oauth.mode(FakeOAuth.Mode.DENIED);
    refused(409, "The network was not allowed to connect. Start again", get(returned(start())));
    assertTrue(connections.find("oauth-en").isEmpty());
  }

  @Test
  void aFailureIsAPageWithTheWayBackToTheConnections() throws Exception {
    oauth.mode(FakeOAuth.Mode.DENIED);
    Page page = get(returned(start()));
    assertEquals("text/html;charset=UTF-8", page.type);
    assertTrue(page.body.contains("href=\"../../cms/social.html#connections\""), page.body);
    assertTrue(page.body.contains("href=\"../../static/smo/console/console.css"), page.body);
    assertFalse(page.body.contains("<script"), page.body);
  }

  @Test
  void whoComesTooLateOrIsLoggedOutFindsTheWayBackToo() throws Exception {
    Map<String, String> late = returned(start());
    clock.pass(Duration.ofMinutes(11));
    Page page = get(late);
    refused(403, "Start again.", page);
    assertTrue(page.body.contains("href=\"../../cms/social.html#connections\""), page.body);
    console.asStranger();
    Page loggedOut = get(late);
    refused(401, "Log in first.", loggedOut);
    assertTrue(
        loggedOut.body.contains("href=\"../../cms/social.html#connections\""), loggedOut.body);
  }

  @Test
  void aStrangersWordsAreTextOnTheFailurePage() throws Exception {
    Map<String, String> back = returned(start());
    back.remove("code");
    back.put("error", "denied");
    back.put("error_description", "<img src=x onerror='alert(1)'> & \"more\"");
    Page page = get(back);
    assertFalse(page.body.contains("<img"), page.body);
    assertTrue(
        page.body.contains("&lt;img src=x onerror=&#39;alert(1)&#39;&gt; &amp; &quot;more&quot;"),
        page.body);
  }

  @Test
  void aForgedWayBackLeadsNowhere() throws Exception {
    for (String page :
        List.of("//evil.test/", "https://evil.test/", "/\\\\evil.test/", "/\"><b>")) {
      cookies.put("smo-signin-console", page);
      String body = get(Map.of("state", "forged", "code", "x")).body;
      assertFalse(body.contains("<a "), body);
    }
  }

  @Test
  void aNetworkThatDoesNotAnswerInTimeIsGivenUp() throws Exception {
    oauth.mode(FakeOAuth.Mode.SLOW);
    Map<String, String> back = returned(start());
    // Nothing but the answer that never comes takes time from here.
    servlet = servlet(Duration.ofMillis(300), Map.of());
    refused(409, "could not be asked: no answer within", get(back));
    assertTrue(connections.find("oauth-en").isEmpty());
  }

  @Test
  void aRedirectThatTheNetworkDoesNotKnowStaysThere() throws Exception {
    oauth.app("smo", "app-secret", "https://elsewhere.test/bin/smo/signin");
    HttpResponse<String> there = visit(start());
    assertEquals(400, there.statusCode());
    assertTrue(there.body().contains("redirect_uri"), there.body());
  }

  @Test
  void aPermissionThatIsMissingIsNamed() throws Exception {
    oauth.mode(FakeOAuth.Mode.MISSING_SCOPE);
    refused(409, "The permission to write is missing.", get(returned(start())));
  }

  @Test
  void anotherPersonCannotFinish() throws Exception {
    Map<String, String> back = returned(start());
    administrator("ada");
    console.as("ada");
    refused(403, "another person", get(back));
    assertEquals(0, tokenCalls());
  }

  @Test
  void anotherBrowserCannotFinish() throws Exception {
    Map<String, String> back = returned(start());
    cookies.clear();
    refused(403, "another person or browser", get(back));
    assertEquals(0, tokenCalls());
  }

  @Test
  void tenMinutesAreEnoughAndElevenAreTooMany() throws Exception {
    Map<String, String> inTime = returned(start());
    clock.pass(Duration.ofSeconds(599));
    assertEquals(303, get(inTime).status);

    Map<String, String> late = returned(start());
    clock.pass(Duration.ofMinutes(10));
    refused(403, "Start again.", get(late));
  }

  @Test
  void whatIsOverIsSwept() throws Exception {
    start();
    clock.pass(Duration.ofMinutes(11));
    start();
    context.resourceResolver().refresh();
    List<Resource> kept = new ArrayList<>();
    context.resourceResolver().getResource("/var/smo/signins").getChildren().forEach(kept::add);
    assertEquals(1, kept.size());
  }

  @Test
  void ofSeveralAccountsOneIsChosen() throws Exception {
    oauth.account("p1", "Museum").account("p2", "Shop");
    Page back = get(returned(start()));
    assertTrue(back.location.startsWith("../../cms/social.html?choose="), back.location);
    assertTrue(connections.find("oauth-en").isEmpty());
    String key = back.location.replaceFirst(".*choose=", "").replaceFirst("#.*", "");

    Page offered = get(Map.of("choices", key));
    assertEquals(
        "{\"accounts\":[{\"id\":\"p1\",\"label\":\"Museum\"},{\"id\":\"p2\",\"label\":\"Shop\"}]}",
        offered.body);
    assertEquals(400, post(Map.of("action", "choose", "choices", key, "account", "p3")).status);
    Page chosen = post(Map.of("action", "choose", "choices", key, "account", "p2"));

    assertEquals(200, chosen.status, chosen.body);
    Connection connection = connections.open("oauth-en").orElseThrow();
    assertEquals("p2", connection.setting("page").orElseThrow());
    assertEquals("token-p2", connection.secret("token").orElseThrow().open());
    assertEquals("refresh-of-person", connection.secret("refresh").orElseThrow().open());
    assertEquals("person", connection.setting("user").orElseThrow());
    assertEquals(404, post(Map.of("action", "choose", "choices", key, "account", "p1")).status);
  }

  @Test
  void onlyWhoSignedInSeesTheChoices() throws Exception {
    oauth.account("p1", "Museum").account("p2", "Shop");
    String key =
        get(returned(start())).location.replaceFirst(".*choose=", "").replaceFirst("#.*", "");
    cookies.clear();
    assertEquals(404, get(Map.of("choices", key)).status);
  }

  @Test
  void aLaterPartialGrantLeavesTheRest() throws Exception {
    get(returned(start()));
    clock.pass(Duration.ofHours(24)); // the session ends at seven in the evening of the first day
    Sessions sessions = console.sessions(connections, clock);

    Sessions.Opened opened = sessions.open("oauth-en");

    Connection renewed = ((Sessions.Opened.Ready) opened).connection();
    assertEquals("renewed-token", renewed.secret("token").orElseThrow().open());
    assertEquals("refresh-of-person", renewed.secret("refresh").orElseThrow().open());
    assertEquals(
        "person", connections.open("oauth-en").orElseThrow().setting("user").orElseThrow());
  }

  @Test
  void aFormThatIsIncompleteSendsNobodyAway() throws Exception {
    Map<String, String> fields = startFields();
    fields.remove("settings.topic");
    Page page = post(fields);
    assertEquals(400, page.status);
    assertTrue(page.body.contains("Topic is missing."), page.body);
    Map<String, String> elsewhere = startFields();
    elsewhere.put("page", "//evil.test/");
    assertEquals(400, post(elsewhere).status);
  }

  @Test
  void anInstallationThatIsNoApplicationThereIsTold() throws Exception {
    applications.save("oauth", oauth.uri().toString(), Application.none(), "");
    Page page = post(startFields());
    assertEquals(409, page.status);
    assertTrue(page.body.contains("Client id is missing."), page.body);
  }

  @Test
  void anApplicationCanBeEnteredAndKeepsItsSecretWhenThatIsLeftEmpty() throws Exception {
    String server = oauth.uri().toString();
    Map<String, String> entered = entered();
    Page page = post(entered);
    assertEquals("{\"application\":\"oauth\"}", page.body);
    entered.put("secrets.clientSecret", "");
    entered.put("settings.clientId", "changed");
    assertEquals(200, post(entered).status);

    Application kept = applications.find("oauth", server);
    assertEquals("changed", kept.setting("clientId").orElseThrow());
    assertEquals("entered-secret", kept.secret("clientSecret").orElseThrow().open());
    entered.remove("settings.clientId");
    assertTrue(post(entered).body.contains("Client id is missing."));
  }

  @Test
  void whatIsSetUpIsShownWithoutItsSecrets() throws Exception {
    Page page = get(Map.of());
    JsonNode setup = JSON.readTree(page.body);

    assertEquals(REDIRECT, setup.path("redirect").asText());
    JsonNode one = setup.path("applications").path(0);
    assertEquals("oauth", one.path("network").asText());
    assertEquals("set", one.path("state").asText());
    assertEquals(oauth.uri().toString(), one.path("endpoint").asText());
    assertEquals("{\"clientId\":\"smo\"}", one.path("settings").toString());
    assertEquals("[\"clientSecret\"]", one.path("secrets").toString());
    assertFalse(page.body.contains("app-secret"), page.body);
    console.as("jane");
    assertEquals(403, get(Map.of()).status);
  }

  @Test
  void anApplicationThatIsMissingOrIncompleteIsToldAsMissing() throws Exception {
    String server = oauth.uri().toString();
    applications.save("oauth", server, Application.none().setting("clientId", "smo"), "");
    assertEquals("missing", application().path("state").asText());
    applications.save("oauth", server, Application.none(), "");
    assertEquals("missing", application().path("state").asText());
    assertEquals("", application().path("endpoint").asText());
  }

  /** From now on the network takes applications that register themselves. */
  private void registersApplications() {
    context
        .bundleContext()
        .registerService(
            Connector.class,
            new OAuthNetwork.Registering(outbound),
            new Hashtable<>(Map.of("service.ranking", 1)));
  }

  @Test
  void anApplicationThatRegistersItselfIsToldSo() throws Exception {
    applications.save("oauth", oauth.uri().toString(), Application.none(), "");
    registersApplications();
    assertEquals("automatic", application().path("state").asText());
    get(returned(start()));
    assertEquals("registered", application().path("state").asText());
  }

  @Test
  void anApplicationInOsgiConfigurationIsNotChangedHere() throws Exception {
    applications.bindConfigured(
        new ConfiguredApplication(
            Converters.standardConverter()
                .convert(
                    Map.of(
                        "network",
                        "oauth",
                        "endpoint",
                        oauth.uri().toString(),
                        "settings",
                        new String[] {"clientId=configured"}))
                .to(ConfiguredApplication.Settings.class)));
    assertEquals("configured", application().path("state").asText());
    refused(409, "stands in OSGi configuration", post(entered()));
  }

  @Test
  void anApplicationWhoseSecretCannotBeOpenedAnyMoreIsEnteredAnew() throws Exception {
    post(entered());
    lockApplication();

    Map<String, String> entered = entered();
    entered.put("secrets.clientSecret", "");
    refused(400, "Client secret is missing.", post(entered));
    assertEquals(200, post(entered()).status);
    Application kept = applications.find("oauth", oauth.uri().toString());
    assertEquals("entered-secret", kept.secret("clientSecret").orElseThrow().open());
  }

  /** Leaves the secret of the one application as if another key had locked it. */
  private void lockApplication() throws Exception {
    String node =
        context
            .resourceResolver()
            .findResources("SELECT * FROM [nt:base] WHERE [clientSecret] IS NOT NULL", "JCR-SQL2")
            .next()
            .getPath();
    Session session = context.resourceResolver().adaptTo(Session.class);
    session.refresh(false);
    session.getNode(node).setProperty("clientSecret", "of another key");
    session.save();
  }

  @Test
  void anApplicationThatRegisteredItselfDoesSoAnewWhereItsSecretCannotBeOpened() throws Exception {
    applications.save("oauth", oauth.uri().toString(), Application.none(), "");
    registersApplications();
    assertEquals(303, get(returned(start())).status);
    lockApplication();
    assertEquals(303, get(returned(start())).status, "nobody could enter it by hand");
    assertEquals(2, oauth.calls().stream().filter(call -> call.is("POST", "/register")).count());
  }

  /** A network that wants to know more of each sign-in. */
  private static final class Keeping extends OAuthNetwork {
    private final List<String> back = new ArrayList<>();

    Keeping(HttpOutbound outbound) {
      super(outbound);
    }

    @Override
    public URI address(SignInRequest request) {
      request.kept().put("key", Secret.of("key-of-this-sign-in"));
      return super.address(request);
    }

    @Override
    public Authorization redeem(String code, SignInRequest request)
        throws IOException, InterruptedException {
      back.add(request.kept().get("key").open() + " by " + request.issuer());
      return super.redeem(code, request);
    }
  }

  @Test
  void whatTheConnectorKeptAndWhoSentThePersonBackIsThereAgain() throws Exception {
    Keeping network = new Keeping(outbound);
    context
        .bundleContext()
        .registerService(Connector.class, network, new Hashtable<>(Map.of("service.ranking", 1)));
    Map<String, String> back = returned(start());
    assertFalse(dump("/var/smo/signins").contains("key-of-this"), "kept in clear");
    back.put("iss", "https://server.test");
    assertEquals(303, get(back).status);
    assertEquals(List.of("key-of-this-sign-in by https://server.test"), network.back);
  }

  private JsonNode application() throws Exception {
    return JSON.readTree(get(Map.of()).body).path("applications").path(0);
  }

  private Map<String, String> entered() {
    return new HashMap<>(
        Map.of(
            "action", "application",
            "network", "oauth",
            "endpoint", oauth.uri().toString(),
            "settings.clientId", "entered",
            "secrets.clientSecret", "entered-secret"));
  }

  @Test
  void aServerWhereItIsNoApplicationYetRegistersItOnce() throws Exception {
    applications.save("oauth", oauth.uri().toString(), Application.none(), "");
    registersApplications();

    assertEquals(303, get(returned(start())).status);
    assertEquals(303, get(returned(start())).status);

    assertEquals(1, oauth.calls().stream().filter(call -> call.is("POST", "/register")).count());
    servlet = servlet(Duration.ofSeconds(20), Map.of("publicUrl", "https://moved.test"));
    assertEquals(200, post(startFields()).status);
    assertEquals(2, oauth.calls().stream().filter(call -> call.is("POST", "/register")).count());
  }

  @Test
  void onlyAdministratorsSignIn() throws Exception {
    console.as("jane");
    assertEquals(403, post(startFields()).status);
    console.asStranger();
    assertEquals(401, get(Map.of("state", "x", "code", "y")).status);
  }

  @Test
  void forwardedHeadersCountOnlyWhereTheyAreTrusted() throws Exception {
    Map<String, String> headers =
        Map.of(
            "X-Forwarded-Proto", "https",
            "X-Forwarded-Host", "author.example, inner:8080",
            "X-Forwarded-Prefix", "/cms");
    assertEquals(REDIRECT, redirect(headers));
    servlet = servlet(Duration.ofSeconds(20), Map.of("trustForwarded", true));
    assertEquals("https://author.example/cms/bin/smo/signin", redirect(headers));
    servlet = servlet(Duration.ofSeconds(20), Map.of("publicUrl", "https://a.example/x/"));
    assertEquals("https://a.example/x/bin/smo/signin", redirect(headers));
  }

  @Test
  void whatTheHostSaysOfItselfCountsBeforeTheRequest() throws Exception {
    host = (path, reader) -> URI.create("https://author.example" + path);
    servlet = servlet(Duration.ofSeconds(20), Map.of());
    assertEquals("https://author.example/bin/smo/signin", redirect(Map.of()));
    servlet = servlet(Duration.ofSeconds(20), Map.of("publicUrl", "https://a.example"));
    assertEquals("https://a.example/bin/smo/signin", redirect(Map.of()));
    servlet = servlet(Duration.ofSeconds(20), Map.of("trustForwarded", true));
    assertEquals(
        "http://proxy.example/bin/smo/signin",
        redirect(Map.of("X-Forwarded-Host", "proxy.example")));
  }

  @Test
  void aHostThatKnowsNoAddressOfItsOwnOrOnlyLocalhostDoesNotCount() throws Exception {
    host = (path, reader) -> URI.create("http://localhost:4502" + path);
    servlet = servlet(Duration.ofSeconds(20), Map.of());
    assertEquals(REDIRECT, redirect(Map.of()));
    host =
        (path, reader) -> {
          throw new IllegalArgumentException("there is no domain author");
        };
    servlet = servlet(Duration.ofSeconds(20), Map.of());
    assertEquals(REDIRECT, redirect(Map.of()));
    host = (path, reader) -> URI.create(path);
    servlet = servlet(Duration.ofSeconds(20), Map.of());
    assertEquals(REDIRECT, redirect(Map.of()));
  }

  private String redirect(Map<String, String> headers) throws Exception {
    ConsoleFixture.FormRequest request = console.request("GET");
    headers.forEach(request::setHeader);
    return JSON.readTree(call(request).body).path("redirect").asText();
  }

  private Map<String, String> startFields() {
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
  private URI start() throws Exception {
    Page page = post(startFields());
    assertEquals(200, page.status, page.body);
    return URI.create(JSON.readTree(page.body).path("address").asText());
  }

  private HttpResponse<String> visit(URI address) throws Exception {
    return browser.send(
        HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** What the network sends the person back with. */
  private Map<String, String> returned(URI address) throws Exception {
    String location = visit(address).headers().firstValue("Location").orElseThrow();
    assertTrue(location.startsWith(REDIRECT + "?"), location);
    Map<String, String> parameters = new HashMap<>();
    for (String pair : location.substring(location.indexOf('?') + 1).split("&")) {
      String[] parts = pair.split("=", 2);
      parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return parameters;
  }

  private record Page(int status, String body, String location, String cookie, String type) {}

  private Page get(Map<String, String> parameters) throws Exception {
    return call(console.request("GET", flat(parameters)));
  }

  private Page post(Map<String, String> parameters) throws Exception {
    ConsoleFixture.FormRequest request = console.request("POST", flat(parameters));
    request.setHeader(JsonServlet.TOKEN_HEADER, console.tokens.issue(console.person()).token());
    return call(request);
  }

  private Page call(ConsoleFixture.FormRequest request) throws Exception {
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

  private static String[] flat(Map<String, String> parameters) {
    List<String> flat = new ArrayList<>();
    parameters.forEach((name, value) -> flat.addAll(List.of(name, value)));
    return flat.toArray(new String[0]);
  }

  private static void refused(int status, String words, Page page) {
    assertEquals(status, page.status, page.body);
    assertTrue(page.body.contains(words), page.body);
  }

  private long tokenCalls() {
    return oauth.calls().stream().filter(call -> call.is("POST", "/token")).count();
  }

  private void administrator(String person) throws Exception {
    JackrabbitSession session =
        (JackrabbitSession) context.resourceResolver().adaptTo(Session.class);
    session.getUserManager().createUser(person, person);
    session.save();
    AccessControlUtils.allow(session.getNode("/var/smo/connections"), person, "jcr:all");
    session.save();
  }

  private String dump(String path) throws Exception {
    context.resourceResolver().refresh();
    StringBuilder all = new StringBuilder();
    for (Resource node : context.resourceResolver().getResource(path).getChildren()) {
      all.append(node.getName()).append(node.getValueMap());
      node.getChildren().forEach(child -> all.append(child.getValueMap()));
    }
    return all.toString();
  }
}
