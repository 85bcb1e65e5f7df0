// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connections.Account;
import dev.smo.connections.ConnectionChecks;
import dev.smo.connections.ConnectionTest;
import dev.smo.connections.Connections;
import dev.smo.connections.NetworkCalls;
import dev.smo.connections.NetworkClient;
import dev.smo.connections.Sessions;
import dev.smo.connector.Authorization;
import dev.smo.connector.Connector;
import dev.smo.connector.Quota;
import dev.smo.endpoint.ConsoleCalls;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.endpoint.JsonServlet;
import dev.smo.environment.Environment;
import dev.smo.host.Cipher;
import dev.smo.lanes.Lanes;
import dev.smo.post.Secret;
import dev.smo.testkit.OAuthNetwork;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class ConnectionsServletTest {
  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private static final Clock CLOCK = Clock.systemUTC();

  private final NetworkCalls calls = new NetworkCalls(Clock.systemUTC());
  private ConsoleFixture console;
  private Connections connections;
  private ConnectionsServlet servlet;

  @BeforeEach
  void setUp() throws Exception {
    console = new ConsoleFixture(context);
    TinyNetwork.register(context.bundleContext());
    connections = new Connections(console.repository, new Reversed(), Clock.systemUTC());
    servlet = servlet(connections);
  }

  @Test
  void tellsWhatEachNetworkAsksFor() throws Exception {
    JsonNode network = console.get(servlet).json().path("networks").path(0);

    assertEquals("Tiny", network.path("label").asText());
    JsonNode fields = network.path("fields");
    assertEquals("handle", fields.path(0).path("name").asText());
    assertTrue(fields.path(0).path("mandatory").asBoolean());
    assertEquals("password", fields.path(2).path("name").asText());
    assertEquals("secret", fields.path(2).path("kind").asText());
  }

  @Test
  void tellsWhatAPostCostsByItsShape() throws Exception {
    JsonNode network = console.get(servlet).json().path("networks").path(0);
    assertEquals(
        "{\"text\":{\"amount\":\"0.01\",\"currency\":\"USD\"},"
            + "\"link\":{\"amount\":\"0.20\",\"currency\":\"USD\"}}",
        network.path("prices").toString());
  }

  @Test
  void tellsHowMuchTheNetworkStillTakesUntilThatIsOver() throws Exception {
    save("right");
    Instant resets = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.MILLIS);
    console.lanes.note("tiny-en", new Quota(17, resets));
    JsonNode quota = console.get(servlet).json().path("connections").path(0).path("quota");
    assertEquals(17, quota.path("remaining").asInt());
    assertEquals(resets.toString(), quota.path("resets").asText());
    console.lanes.note("tiny-en", new Quota(0, Instant.now().minusSeconds(1)));
    assertTrue(console.get(servlet).json().path("connections").path(0).path("quota").isNull());
  }

  private JsonNode lane() throws Exception {
    return console.get(servlet).json().path("connections").path(0).path("lane");
  }

  @Test
  void aStoppedConnectionSaysWhyAndGoesAfterOneClick() throws Exception {
    save("right");
    assertEquals("open", lane().path("state").asText());
    console.lanes.stop("tiny-en", "token revoked");
    assertEquals("stopped", lane().path("state").asText());
    assertEquals("token revoked", lane().path("reason").asText());
    assertFalse(lane().path("since").isNull());

    Reply resumed = console.post(servlet, "action", "resume", "id", "tiny-en");

    assertEquals("open", resumed.json().path("lane").path("state").asText());
    assertEquals(Optional.empty(), console.lanes.obstacle("tiny-en"));
  }

  @Test
  void aConnectionThatWasPausedByAPersonNamesThePerson() throws Exception {
    save("right");
    Reply paused = console.post(servlet, "action", "pause", "id", "tiny-en");
    assertEquals("Paused by admin.", paused.json().path("lane").path("reason").asText());
    assertTrue(console.lanes.obstacle("tiny-en").isPresent());
  }

  @Test
  void aConnectionWhoseNetworkFailsSaysUntilWhenItWaits() throws Exception {
    save("right");
    for (int i = 0; i < 3; i++) {
      console.lanes.failed("tiny-en", "connection refused");
    }
    assertEquals("failing", lane().path("state").asText());
    assertEquals("3 calls in a row failed: connection refused", lane().path("reason").asText());
    assertFalse(lane().path("until").isNull());
  }

  @Test
  void onlyAnAdministratorWithATokenSaysThatACopyPostsNow() throws Exception {
    console.environment.run();
    Environment copy = console.elsewhere();
    ConnectionsServlet there = servlet(connections, new Lanes(console.repository, copy, CLOCK));
    JsonNode shown = console.get(there).json().path("environment");
    assertTrue(shown.path("obstacle").asText().contains("Nothing is sent"), shown.toString());
    assertEquals(403, console.as("jane").post(there, "action", "adopt").status());
    console.as("admin");
    assertEquals(403, console.postWithToken("", there, "action", "adopt").status());
    assertTrue(copy.obstacle().isPresent());

    Reply adopted = console.post(there, "action", "adopt");

    assertTrue(adopted.json().path("obstacle").isNull());
    assertEquals(Optional.empty(), copy.obstacle());
  }

  @Test
  void savesAndNamesSecretsWithoutTellingThem() throws Exception {
    assertEquals("", save("right").error());

    Reply list = console.get(servlet);

    JsonNode shown = list.json().path("connections").path(0);
    assertEquals("tiny-en", shown.path("id").asText());
    assertEquals("@jane", shown.path("settings").path("handle").asText());
    assertEquals("[\"password\"]", shown.path("secrets").toString());
    assertFalse(list.json().toString().contains("right"));
    assertEquals(
        "right", connections.open("tiny-en").orElseThrow().secret("password").orElseThrow().open());
  }

  @Test
  void aChangeOfWhatSomebodyElseHasChangedIsRefused() throws Exception {
    save("right");
    String read = console.get(servlet).json().path("connections").path(0).path("revision").asText();
    assertEquals(200, saveWith("revision", read).status(), "nothing has changed");
    saveWith("label", "Another");

    Reply late = saveWith("revision", read);
    assertEquals(409, late.status());
    assertTrue(late.error().startsWith("Somebody has changed"), late.error());
    assertEquals(
        409, console.post(servlet, "action", "remove", "id", "tiny-en", "revision", read).status());
    assertEquals("Another", connections.find("tiny-en").orElseThrow().label());
  }

  @Test
  void aLabelWithLettersOfItsLanguageIsKeptAsItIs() throws Exception {
    saveWith("label", "Müller & Söhne");

    JsonNode shown = console.get(servlet).json().path("connections").path(0);
    assertEquals("Müller & Söhne", shown.path("label").asText());
  }

  @Test
  void aSecretLeftEmptyKeepsItsValue() throws Exception {
    save("right");

    assertEquals(200, save("").status());

    assertEquals(
        "right", connections.open("tiny-en").orElseThrow().secret("password").orElseThrow().open());
  }

  @Test
  void anotherEndpointAsksForTheSecretsAgainAndSavesNothing() throws Exception {
    save("right");

    Reply reply =
        console.post(
            servlet,
            "action",
            "save",
            "id",
            "tiny-en",
            "network",
            "tiny",
            "label",
            "Moved",
            "endpoint",
            "https://elsewhere.example",
            "settings.handle",
            "@jane");

    assertEquals(400, reply.status());
    assertTrue(reply.error().endsWith("Enter again: password."), reply.error());
    assertTrue(reply.error().contains("https://elsewhere.example"), reply.error());
    JsonNode shown = console.get(servlet).json().path("connections").path(0);
    assertEquals("", shown.path("endpoint").asText());
    assertEquals("tiny-en", shown.path("label").asText());
    assertEquals(
        "right", connections.open("tiny-en").orElseThrow().secret("password").orElseThrow().open());
    assertEquals(200, saveWith("endpoint", "https://elsewhere.example").status());
  }

  @Test
  void aNodeWhoseEndpointWasChangedByOtherMeansIsToldWhenTested() throws Exception {
    save("right");
    context.resourceResolver().refresh();
    context
        .resourceResolver()
        .getResource("/var/smo/connections/tiny-en")
        .adaptTo(org.apache.sling.api.resource.ModifiableValueMap.class)
        .put("endpoint", "https://evil.example");
    context.resourceResolver().commit();

    JsonNode result = test().json();

    assertEquals("invalid", result.path("result").asText());
    assertTrue(result.path("reason").asText().contains("enter the secret again"));
  }

  @Test
  void anErrorOfTheConnectorIsToldWithoutItsWords() throws Exception {
    save("overflowing");

    JsonNode result = test().json();

    assertEquals("untested", result.path("result").asText());
    assertEquals(
        "The connector is faulty; the server's log says more.", result.path("reason").asText());
  }

  @Test
  void aNewConnectionNeedsAllThatIsMandatory() throws Exception {
    assertTrue(save("").error().contains("secrets.password"));
    Reply reply =
        console.post(
            servlet, "action", "save", "id", "a", "network", "tiny", "secrets.password", "x");
    assertTrue(reply.error().contains("settings.handle"), reply.error());
  }

  @Test
  void whatTheNetworkDoesNotKnowIsRefused() throws Exception {
    assertEquals(400, saveWith("settings.jcr:primaryType", "nt:file").status());
    assertEquals(400, saveWith("secrets.other", "x").status());
    assertEquals(400, saveWith("endpoint", "javascript:alert(1)").status());
    assertEquals(400, saveWith("endpoint", "https://me:pw@host.example").status());
    assertEquals(400, saveWith("id", "../etc").status());
    assertEquals(400, saveWith("network", "unheard-of").status());
  }

  @Test
  void secretsInTheAddressAreRefused() throws Exception {
    ConsoleFixture.FormRequest request =
        console.request(
            "POST",
            "action",
            "save",
            "id",
            "tiny-en",
            "network",
            "tiny",
            "settings.handle",
            "@jane");
    request.setHeader(JsonServlet.TOKEN_HEADER, console.tokens.issue("admin").token());
    request.address = "secrets.password=right";
    assertEquals(400, console.call(servlet, request).status());
  }

  @Test
  void testingShowsTheAccount() throws Exception {
    save("right");
    JsonNode result = test().json();
    assertEquals("valid", result.path("result").asText());
    assertEquals("@jane", result.path("account").asText());
    assertEquals("https://tiny.example/@jane", result.path("profile").asText());
  }

  @Test
  void testingShowsTheReason() throws Exception {
    save("wrong");
    assertEquals("Wrong password.", test().json().path("reason").asText());
    save("unplugged");
    assertEquals("unreachable", test().json().path("result").asText());
  }

  @Test
  void aSecretThatCannotBeOpenedIsToldAsReason() throws Exception {
    save("right");
    servlet = servlet(new Connections(console.repository, new Reversed(), Clock.systemUTC()));
    context.resourceResolver().refresh();
    context
        .resourceResolver()
        .getResource("/var/smo/connections/tiny-en/secrets")
        .adaptTo(org.apache.sling.api.resource.ModifiableValueMap.class)
        .put("password", "!");
    context.resourceResolver().commit();

    JsonNode result = test().json();

    assertEquals("unreachable", result.path("result").asText());
    assertTrue(result.path("reason").asText().contains("enter it again"));
    assertEquals("locked", lane().path("state").asText());
  }

  @Test
  void removesOnlyWhatIsThere() throws Exception {
    save("right");
    assertEquals(200, console.post(servlet, "action", "remove", "id", "tiny-en").status());
    assertEquals(404, console.post(servlet, "action", "remove", "id", "tiny-en").status());
    assertEquals(0, console.get(servlet).json().path("connections").size());
  }

  @Test
  void withoutACipherNoSecretIsStored() throws Exception {
    servlet = servlet(new Connections(console.repository, null, Clock.systemUTC()));
    Reply reply = save("right");
    assertEquals(409, reply.status());
    assertTrue(reply.error().contains("crypto"), reply.error());
  }

  @Test
  void isForAdministratorsOnly() throws Exception {
    console.as("jane");
    assertEquals(403, console.get(servlet).status());
    assertEquals(403, save("right").status());
    assertEquals(401, console.asStranger().get(servlet).status());
  }

  @Test
  void withoutAGoodTokenNothingChanges() throws Exception {
    save("right");
    assertEquals(
        403, console.postWithToken("", servlet, "action", "remove", "id", "tiny-en").status());
    assertTrue(connections.find("tiny-en").isPresent());
  }

  @Test
  void asksTheNetworkForChoicesWithWhatIsEnteredSoFar() throws Exception {
    signedIn("books");

    assertEquals("board of books", choices("board").path(0).path("label").asText());
    Reply entered =
        console.get(
            servlet, "choices", "board", "id", "oauth-en", "settings.topic", "new and unsaved");
    assertEquals(
        "board of new and unsaved", entered.json().path("choices").path(0).path("label").asText());
  }

  @Test
  void tellsWhyThereAreNoChoices() throws Exception {
    signedIn("unplugged");
    Reply unplugged = console.get(servlet, "choices", "board", "id", "oauth-en");
    assertEquals(409, unplugged.status());
    assertEquals("The network could not be asked: no answer to ***", unplugged.error());

    Reply other = console.get(servlet, "choices", "topic", "id", "oauth-en");
    assertEquals(400, other.status());
    assertEquals("OAuth loads no choices for topic.", other.error());
    assertEquals(404, console.get(servlet, "choices", "board", "id", "nobody").status());
    console.as("jane");
    assertEquals(403, console.get(servlet, "choices", "board", "id", "oauth-en").status());
  }

  @Test
  void whatTheNetworkGaveStaysWhenAPersonChangesTheLabel() throws Exception {
    signedIn("books");

    Reply saved =
        console.post(
            servlet,
            "action",
            "save",
            "id",
            "oauth-en",
            "network",
            "oauth",
            "label",
            "Renamed",
            "endpoint",
            "https://oauth.test",
            "settings.topic",
            "films");

    assertEquals("", saved.error());
    var connection = connections.open("oauth-en").orElseThrow();
    assertEquals("granted", connection.secret("token").orElseThrow().open());
    assertEquals("42", connection.setting("user").orElseThrow());
    assertEquals("films", connection.setting("topic").orElseThrow());
    assertEquals("Renamed", connection.label());
  }

  private void signedIn(String topic) {
    context
        .bundleContext()
        .registerService(
            Connector.class,
            new OAuthNetwork(
                request -> {
                  throw new java.io.IOException("not for this test");
                }),
            new Hashtable<>());
    connections.signedIn(
        new Account.Form(
            "oauth-en", "oauth", "", "https://oauth.test", Map.of("topic", topic), Map.of()),
        new Authorization.Granted(
            Map.of("token", Secret.of("granted")),
            Map.of("user", "42"),
            Optional.of(Clock.systemUTC().instant().plus(Duration.ofDays(1)))));
  }

  private JsonNode choices(String field) throws Exception {
    return console.get(servlet, "choices", field, "id", "oauth-en").json().path("choices");
  }

  private ConnectionsServlet servlet(Connections known) {
    return servlet(known, console.lanes);
  }

  private ConnectionsServlet servlet(Connections known, Lanes lanes) {
    Sessions sessions = console.sessions(known, Clock.systemUTC());
    NetworkClient client = new NetworkClient(console.networks, sessions, calls, lanes);
    ConnectionChecks checks = new ConnectionChecks(console.repository, Clock.systemUTC());
    return new ConnectionsServlet(
        console.tokens,
        known,
        client,
        new ConnectionTest(client, checks),
        new LoadedChoices(sessions, console.networks, new ConsoleCalls(calls)));
  }

  @Test
  void slotsAndQuietHoursAreKeptAsTheyWereReadUntilAFormNamesThem() throws Exception {
    saveWith("slots", "Tue and Thu 9:15");
    JsonNode saved = console.get(servlet).json().path("connections").path(0);
    assertEquals("{\"slots\":\"Tue, Thu 09:15\"}", saved.path("rhythm").toString());
    JsonNode again = saveWith("label", "Ours").json();
    assertEquals("{\"slots\":\"Tue, Thu 09:15\"}", again.path("rhythm").toString());
    JsonNode other = saveWith("quietHours", "22:00-7:00").json();
    assertEquals("{\"quietHours\":\"daily 22:00-07:00\"}", other.path("rhythm").toString());
  }

  @Test
  void aRhythmThatMakesNoSenseIsRefusedAndChangesNothing() throws Exception {
    saveWith("slots", "Tue 9:15");
    Reply refused = saveWith("dailyCap", "many");
    assertEquals(400, refused.status());
    assertEquals(
        "\"many\" is no number of posts a day. Write one such as 5, or nothing.", refused.error());
    assertEquals(400, saveWith("quietHours", "0:00-24:00").status());
    JsonNode saved = console.get(servlet).json().path("connections").path(0);
    assertEquals("{\"slots\":\"Tue 09:15\"}", saved.path("rhythm").toString());
  }

  private Reply test() throws Exception {
    return console.post(servlet, "action", "test", "id", "tiny-en");
  }

  private JsonNode tryOut(String... more) throws Exception {
    List<String> form =
        new ArrayList<>(List.of("action", "try", "id", "tiny-en", "network", "tiny"));
    form.addAll(List.of("settings.handle", "@jane"));
    form.addAll(List.of(more));
    return console.post(servlet, form.toArray(String[]::new)).json();
  }

  @Test
  void whatIsTypedInIsTriedAndNothingOfItIsKept() throws Exception {
    assertEquals("invalid", tryOut("secrets.password", "wrong").path("result").asText());
    assertEquals("@jane", tryOut("secrets.password", "right").path("account").asText());
    assertEquals(0, console.get(servlet).json().path("connections").size());
  }

  @Test
  void aStoredSecretIsTriedWhereItWasEnteredForAndNowhereElse() throws Exception {
    save("right");
    assertEquals("valid", tryOut().path("result").asText());
    JsonNode elsewhere = tryOut("endpoint", "https://evil.example");
    assertTrue(
        elsewhere.path("error").asText().contains("Enter again: password"), elsewhere::toString);
  }

  @Test
  void whatATestShowedIsOnTheCardUntilTheSecretIsEnteredAnew() throws Exception {
    save("wrong");
    test();
    JsonNode card = console.get(servlet).json().path("connections").path(0);
    assertEquals("invalid", card.path("checked").path("result").asText());
    save("right");
    card = console.get(servlet).json().path("connections").path(0);
    assertTrue(card.path("checked").isNull(), card::toString);
  }

  private Reply save(String password) throws Exception {
    return saveWith("secrets.password", password);
  }

  /** Saves a good form in which one parameter is another. */
  private Reply saveWith(String name, String value) throws Exception {
    java.util.Map<String, String> form = new java.util.TreeMap<>();
    form.put("action", "save");
    form.put("id", "tiny-en");
    form.put("network", "tiny");
    form.put("settings.handle", "@jane");
    form.put("secrets.password", "right");
    form.put(name, value);
    return console.post(
        servlet,
        form.entrySet().stream()
            .flatMap(entry -> java.util.stream.Stream.of(entry.getKey(), entry.getValue()))
            .toArray(String[]::new));
  }

  /** A cipher that hides nothing but shows whether it was used. */
  static final class Reversed implements Cipher {
    @Override
    public String encrypt(Secret secret) {
      byte[] bytes = secret.open().getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public Secret decrypt(String stored) {
      return Secret.of(new String(Base64.getDecoder().decode(stored), StandardCharsets.UTF_8));
    }
  }
}
