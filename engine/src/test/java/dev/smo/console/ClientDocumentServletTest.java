// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.connections.Account;
import dev.smo.connections.Applications;
import dev.smo.connections.Connections;
import dev.smo.connections.NetworkCalls;
import dev.smo.connections.SignIns;
import dev.smo.connector.ApplicationRegistrar;
import dev.smo.connector.Connector;
import dev.smo.connector.Network;
import dev.smo.connector.SignInRequest;
import dev.smo.endpoint.ConsoleCalls;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.fixture.TestClock;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Application;
import dev.smo.post.Secret;
import dev.smo.testkit.FakeOAuth;
import dev.smo.testkit.OAuthNetwork;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockRequestPathInfo;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletRequest;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.util.converter.Converters;

/** What the installation says of itself to networks that read it at its own address. */
@ExtendWith(SlingContextExtension.class)
class ClientDocumentServletTest {
  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private final FakeOAuth oauth = new FakeOAuth();
  private final NetworkCalls calls = new NetworkCalls(Clock.systemUTC());
  private HttpOutbound outbound;
  private ConsoleFixture console;
  private Applications applications;

  /** A network that knows the installation by such a document. */
  private static final class Reading extends OAuthNetwork implements ApplicationRegistrar {
    Reading(HttpOutbound outbound) {
      super(outbound);
    }

    @Override
    public Network network() {
      return Network.builder("reading", "Reading").build();
    }

    @Override
    public Application register(URI server, URI redirect) {
      return Application.none()
          .setting("clientId", "itself")
          .setting("open", "open-" + server)
          .secret("clientSecret", Secret.of("the-key"));
    }

    @Override
    public URI address(SignInRequest request) {
      return URI.create("https://reading.test/agree");
    }

    @Override
    public String document(URI address, URI redirect, List<Application> registered) {
      return "{\"client_id\":\"%s\",\"redirect\":\"%s\",\"keys\":\"%s\",\"secrets\":%d}"
          .formatted(
              address,
              redirect,
              registered.stream().map(one -> one.setting("open").orElse("")).toList(),
              registered.stream().mapToInt(one -> one.secrets().size()).sum());
    }
  }

  @BeforeEach
  void setUp() throws Exception {
    console = new ConsoleFixture(context);
    outbound = HttpOutbound.allowing(oauth.host());
    for (Connector connector : List.of(new Reading(outbound), new OAuthNetwork(outbound))) {
      context.bundleContext().registerService(Connector.class, connector, new Hashtable<>());
    }
    applications = new Applications(console.repository, new ConnectionsServletTest.Reversed());
  }

  @AfterEach
  void close() {
    oauth.close();
    outbound.close();
  }

  private SigningIn signingIn() {
    ConnectionsServletTest.Reversed cipher = new ConnectionsServletTest.Reversed();
    TestClock clock = new TestClock();
    return new SigningIn(
        console.networks,
        new Connections(console.repository, cipher, clock),
        applications,
        new SignIns(console.repository, cipher, clock),
        new ConsoleCalls(calls, Duration.ofSeconds(20)));
  }

  private void signIn(String endpoint, String redirect) {
    Account.Form form = new Account.Form("r", "reading", "", endpoint, Map.of(), Map.of());
    signingIn().start(form, new SigningIn.Start("ada", URI.create(redirect), "/cms/social.html"));
  }

  private MockSlingHttpServletResponse get(String selectors, String extension) throws Exception {
    console.asStranger();
    MockSlingHttpServletRequest request =
        new MockSlingHttpServletRequest(context.resourceResolver(), context.bundleContext());
    request.setServerName("cms.test");
    request.setServerPort(443);
    request.setScheme("https");
    MockRequestPathInfo path = (MockRequestPathInfo) request.getRequestPathInfo();
    path.setSelectorString(selectors);
    path.setExtension(extension);
    MockSlingHttpServletResponse response = new MockSlingHttpServletResponse();
    new ClientDocumentServlet(
            console.networks,
            applications,
            new ReturnAddress(
                null,
                Converters.standardConverter().convert(Map.of()).to(ReturnAddress.Config.class)))
        .service(request, response);
    return response;
  }

  private JsonNode document() throws Exception {
    MockSlingHttpServletResponse response = get("reading", "json");
    assertEquals(200, response.getStatus(), response.getOutputAsString());
    return new ObjectMapper().readTree(response.getOutputAsString());
  }

  @Test
  void everybodyReadsWhereItIsAndWherePeopleAreSentBackTo() throws Exception {
    assertEquals(
        "https://cms.test/bin/smo/client.reading.json", document().path("client_id").asText());
    assertEquals("https://cms.test/bin/smo/signin", document().path("redirect").asText());
  }

  @Test
  void itHoldsWhatWasRegisteredForEachServerAndNoSecret() throws Exception {
    signIn("", "https://cms.test/bin/smo/signin");
    signIn("https://other.test", "https://cms.test/bin/smo/signin");
    assertEquals("[open-, open-https://other.test]", document().path("keys").asText());
    assertEquals(0, document().path("secrets").asInt());
    assertFalse(document().toString().contains("the-key"));
  }

  @Test
  void whatIsRegisteredStaysWhicheverAddressPeopleComeBackTo() {
    signIn("", "https://cms.test/bin/smo/signin");
    applications.save("reading", "", applications.find("reading", "").setting("open", "first"), "");
    signIn("", "http://127.0.0.1:8080/bin/smo/signin");
    assertEquals(
        "first", applications.find("reading", "").setting("open").orElseThrow(), "a second key");
  }

  @ParameterizedTest
  @CsvSource({"oauth, json", "nobody, json", ", json", "reading, html", "reading.x, json"})
  void thereIsNoneOfOtherNetworks(String selectors, String extension) throws Exception {
    assertEquals(404, get(selectors, extension).getStatus());
  }
}
