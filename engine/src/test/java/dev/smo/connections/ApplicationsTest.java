// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connections.ConnectionsTest.Reversible;
import dev.smo.fixture.TestClock;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import dev.smo.repository.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.jcr.Session;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.util.converter.Converters;

/** What belongs to the installation and not to one account. */
@ExtendWith(SlingContextExtension.class)
class ApplicationsTest {
  private static final String ONE = "https://one.test";
  private static final String TWO = "https://two.test";

  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private Repository repository;
  private Applications applications;

  @BeforeEach
  void open() throws Exception {
    context.create().resource(Repository.ROOT, "jcr:primaryType", "sling:Folder");
    context.resourceResolver().commit();
    repository = new Repository(context.getService(ResourceResolverFactory.class));
    applications = new Applications(repository, new Reversible());
  }

  private static Application application(String client) {
    return Application.none()
        .setting("clientId", client)
        .secret("clientSecret", Secret.of(client + "-secret"));
  }

  @Test
  void eachServerOfANetworkHasItsOwn() {
    applications.save("toots", ONE, application("first"), "");
    applications.save("toots", TWO, application("second"), "");
    applications.save("linked", "", application("third"), "");

    assertEquals("first", client("toots", ONE + "/"));
    assertEquals("second", client("toots", TWO));
    assertEquals("third", client("linked", ""));
    assertEquals("", client("toots", "https://three.test"));
  }

  @Test
  void itsSecretIsStoredEncrypted() throws Exception {
    applications.save("linked", "", application("third"), "");
    context.resourceResolver().refresh();
    String stored =
        context
            .resourceResolver()
            .getResource("/var/smo/applications/linked/secrets")
            .getValueMap()
            .get("clientSecret", "");
    assertTrue(stored.startsWith("enc:"), stored);
  }

  @Test
  void aSecretThatWasCopiedToAnotherServerStaysShut() throws Exception {
    applications.save("toots", ONE, application("first"), "");
    applications.save("toots", TWO, application("second"), "");
    context.resourceResolver().refresh();
    Session session = context.resourceResolver().adaptTo(Session.class);
    String root = "/var/smo/applications/toots/";
    String two = root + Vault.destination("toots", TWO) + "/secrets";
    session.removeItem(two);
    session
        .getWorkspace()
        .copy(root + Vault.destination("toots", ONE) + "/secrets", two + "-copied");
    session.refresh(false);
    session.removeItem(two);
    session.save();
    session.move(two + "-copied", two);
    session.save();

    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> applications.find("toots", TWO));
    assertTrue(refused.getMessage().contains("another network or server"), refused.getMessage());
  }

  @Test
  void oneOfAnOlderFormCountsAsNone() throws Exception {
    applications.save("toots", ONE, application("first"), "");
    context.resourceResolver().refresh();
    Session session = context.resourceResolver().adaptTo(Session.class);
    String node = "/var/smo/applications/toots/" + Vault.destination("toots", ONE);
    session.getProperty(node + "/endpoint").remove();
    session.getNode(node + "/secrets").setProperty("clientSecret", "of another form");
    session.save();

    assertEquals(Map.of(), applications.find("toots", ONE).secrets());
    assertEquals(Map.of(), applications.find("toots", ONE).settings());
    assertEquals(List.of(), applications.all("toots"));

    applications.save("toots", ONE, application("again"), "");
    assertEquals("again", client("toots", ONE));
    assertEquals(1, applications.all("toots").size());
  }

  @Test
  void aConnectionIsOpenedWithItAndHidesItsSecret() {
    applications.save("toots", ONE, application("first"), "");
    Connections connections = new Connections(repository, new Reversible(), new TestClock());
    connections.save(new Account.Form("toots-en", "toots", "", ONE, Map.of(), Map.of()));

    Connection connection = connections.open("toots-en").orElseThrow();

    assertEquals(
        "first-secret", connection.application().secret("clientSecret").orElseThrow().open());
    assertEquals("bad client ***", connection.redact("bad client first-secret"));
  }

  @Test
  void configurationCountsFirst(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), "from-file\n");
    applications.save("linked", "", application("stored"), "");
    ConfiguredApplication configured =
        new ConfiguredApplication(
            Converters.standardConverter()
                .convert(
                    Map.of(
                        "network",
                        "linked",
                        "settings",
                        new String[] {"clientId=configured"},
                        "secrets",
                        new String[] {"clientSecret=file:" + file}))
                .to(ConfiguredApplication.Settings.class));

    applications.bindConfigured(configured);
    assertEquals("configured", client("linked", ""));
    assertEquals(
        "from-file", applications.find("linked", "").secret("clientSecret").orElseThrow().open());

    applications.unbindConfigured(configured);
    assertEquals("stored", client("linked", ""));
  }

  @Test
  void oneThatRegisteredItselfKnowsWhereItSendsPeopleBackTo() {
    applications.save("toots", ONE, application("first"), "https://cms.test/back");
    assertTrue(applications.sendsBackTo("https://cms.test/back", "toots", ONE));
    assertFalse(applications.sendsBackTo("https://moved.test/back", "toots", ONE));
    applications.save("toots", ONE, application("entered"), "");
    assertTrue(applications.sendsBackTo("https://moved.test/back", "toots", ONE));
  }

  private String client(String network, String endpoint) {
    return applications.find(network, endpoint).setting("clientId").orElse("");
  }
}
