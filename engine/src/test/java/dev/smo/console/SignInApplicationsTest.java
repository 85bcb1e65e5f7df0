// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connections.ConfiguredApplication;
import dev.smo.connector.Connector;
import dev.smo.post.Application;
import dev.smo.testkit.OAuthNetwork;
import java.time.Duration;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import javax.jcr.Session;
import org.junit.jupiter.api.Test;
import org.osgi.util.converter.Converters;

/** The application that a network knows us as: entered, registered by itself, or missing. */
class SignInApplicationsTest extends SignInFixture {
  @Test
  void anInstallationThatIsNoApplicationThereIsTold() throws Exception {
    applications.save("oauth", oauth.uri().toString(), Application.none(), "");
    Page page = post(startFields());
    assertEquals(409, page.status());
    assertTrue(page.body().contains("Client id is missing."), page.body());
  }

  @Test
  void anApplicationCanBeEnteredAndKeepsItsSecretWhenThatIsLeftEmpty() throws Exception {
    String server = oauth.uri().toString();
    Map<String, String> entered = entered();
    Page page = post(entered);
    assertEquals("{\"application\":\"oauth\"}", page.body());
    entered.put("secrets.clientSecret", "");
    entered.put("settings.clientId", "changed");
    assertEquals(200, post(entered).status());

    Application kept = applications.find("oauth", server);
    assertEquals("changed", kept.setting("clientId").orElseThrow());
    assertEquals("entered-secret", kept.secret("clientSecret").orElseThrow().open());
    entered.remove("settings.clientId");
    assertTrue(post(entered).body().contains("Client id is missing."));
  }

  @Test
  void whatIsSetUpIsShownWithoutItsSecrets() throws Exception {
    Page page = get(Map.of());
    JsonNode setup = JSON.readTree(page.body());

    assertEquals(REDIRECT, setup.path("redirect").asText());
    JsonNode one = setup.path("applications").path(0);
    assertEquals("oauth", one.path("network").asText());
    assertEquals("set", one.path("state").asText());
    assertEquals(oauth.uri().toString(), one.path("endpoint").asText());
    assertEquals("{\"clientId\":\"smo\"}", one.path("settings").toString());
    assertEquals("[\"clientSecret\"]", one.path("secrets").toString());
    assertFalse(page.body().contains("app-secret"), page.body());
    console.as("jane");
    assertEquals(403, get(Map.of()).status());
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
    assertEquals(200, post(entered()).status());
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
    assertEquals(303, get(returned(start())).status());
    lockApplication();
    assertEquals(303, get(returned(start())).status(), "nobody could enter it by hand");
    assertEquals(2, oauth.calls().stream().filter(call -> call.is("POST", "/register")).count());
  }

  private JsonNode application() throws Exception {
    return JSON.readTree(get(Map.of()).body()).path("applications").path(0);
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

    assertEquals(303, get(returned(start())).status());
    assertEquals(303, get(returned(start())).status());

    assertEquals(1, oauth.calls().stream().filter(call -> call.is("POST", "/register")).count());
    servlet = servlet(Duration.ofSeconds(20), Map.of("publicUrl", "https://moved.test"));
    assertEquals(200, post(startFields()).status());
    assertEquals(2, oauth.calls().stream().filter(call -> call.is("POST", "/register")).count());
  }
}
