// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connections.Connections.WithSession;
import dev.smo.connections.ConnectionsTest.Reversible;
import dev.smo.connector.Authorization.Granted;
import dev.smo.fixture.TestClock;
import dev.smo.host.Cipher;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import dev.smo.repository.Repository;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.jcr.Session;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.util.converter.Converters;

/** Where the secrets of a connection go, and which of two counts. */
@ExtendWith(SlingContextExtension.class)
class ConnectionSecretsTest {
  private static final String HOME = "https://toots.test/api";
  private static final String NODE = ConnectionNode.ROOT + "/toots";
  private static final Map<String, Secret> TOKEN = Map.of("token", Secret.of("typed-token"));

  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private final TestClock clock = new TestClock();
  private Repository repository;
  private Connections connections;

  @BeforeEach
  void open() throws PersistenceException {
    context.create().resource(Repository.ROOT, "jcr:primaryType", "sling:Folder");
    context.resourceResolver().commit();
    repository = new Repository(context.getService(ResourceResolverFactory.class));
    connections = started(new Reversible());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://toots.test/api",
        "https://evil.test/api",
        "https://toots.test:8443/api",
        "https://toots.test/hooks/of-another",
        "https://toots.test/api?to=another",
        "https://toots.test@evil.test/api"
      })
  void aSecretIsNotKeptForAnotherEndpoint(String elsewhere) {
    save(HOME, TOKEN);

    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> save(elsewhere, Map.of()));

    assertTrue(refused.getMessage().contains("token"), refused.getMessage());
    assertEquals(HOME, connections.find("toots").orElseThrow().endpoint());
    assertEquals("typed-token", secret("token"));
  }

  @Test
  void aSecretIsNotKeptForAnotherNetwork() {
    save(HOME, TOKEN);
    assertThrows(
        IllegalArgumentException.class,
        () -> connections.save(form("other", HOME, "Toots", Map.of())));
    assertEquals("mastodon", connections.find("toots").orElseThrow().network());
    assertEquals("typed-token", secret("token"));
  }

  @Test
  void anotherEndpointAsksForEachSecretAgain() {
    save(HOME, Map.of("token", Secret.of("t"), "key", Secret.of("k")));

    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> save("https://new.test", TOKEN));

    assertTrue(refused.getMessage().endsWith("Enter again: key."), refused.getMessage());
    assertEquals("t", secret("token"));
    save("https://new.test", Map.of("token", Secret.of("t2"), "key", Secret.of("k2")));
    assertEquals("t2", secret("token"));
    assertEquals("k2", secret("key"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTPS://Toots.TEST/api", "https://toots.test:443/x/../api"})
  void theSameEndpointWrittenOtherwiseKeepsItsSecrets(String same) {
    save(HOME, TOKEN);
    save(same, Map.of());
    assertEquals("typed-token", secret("token"));
  }

  @Test
  void aSlashAfterTheHostIsTheSameEndpoint() {
    save("https://toots.test", TOKEN);
    save("https://toots.test/", Map.of());
    assertEquals("typed-token", secret("token"));
  }

  @Test
  void aNodeWhoseEndpointWasChangedByOtherMeansKeepsItsSecretsShut() throws Exception {
    save(HOME, TOKEN);
    set(NODE, "endpoint", "https://evil.test/api");

    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> connections.open("toots"));

    assertTrue(refused.getMessage().contains("https://evil.test/api"), refused.getMessage());
    assertTrue(refused.getMessage().contains("enter the secret again"), refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> save("https://evil.test/api", Map.of()));
    save(HOME, Map.of());
    assertEquals("typed-token", secret("token"));
  }

  @Test
  void aNodeWhoseNetworkWasChangedByOtherMeansKeepsItsSecretsShut() throws Exception {
    save(HOME, TOKEN);
    set(NODE, "network", "other");
    assertThrows(IllegalStateException.class, () -> connections.open("toots"));
  }

  @Test
  void secretsThatWereCopiedToAConnectionWithAnotherEndpointStayShut() throws Exception {
    save(HOME, TOKEN);
    connections.save(
        new Account.Form("mine", "mastodon", "", "https://evil.test", Map.of(), TOKEN));
    set(ConnectionNode.ROOT + "/mine/secrets", "token", text(NODE + "/secrets", "token"));
    assertThrows(IllegalStateException.class, () -> connections.open("mine"));
  }

  @Test
  void aSessionIsNotOpenedForAnotherEndpoint() throws Exception {
    save(HOME, Map.of());
    renew(Map.of("access", "a1"));
    assertEquals("a1", secret("access"));

    set(NODE, "endpoint", "https://evil.test/api");

    assertFalse(opened().secret("access").isPresent());
    assertEquals(Optional.empty(), session().expires());
  }

  @Test
  void theSessionOfAConfiguredConnectionIsNotOpenedForAnotherEndpoint() {
    configure(connections, HOME, "c1");
    renew(Map.of("access", "a1"));

    Connections restarted = started(new Reversible());
    configure(restarted, "https://new.test", "c1");
    assertFalse(restarted.open("toots").orElseThrow().secret("access").isPresent());
  }

  @Test
  void aPartialRenewalKeepsWhatAnEarlierOneGave() {
    save(HOME, TOKEN);
    renew(Map.of("access", "a1", "refresh", "r1"));
    renew(Map.of("access", "a2"));
    assertEquals("a2", secret("access"));
    assertEquals("r1", secret("refresh"));
  }

  @Test
  void aPartialRenewalKeepsWhatAnEarlierOneGaveWithoutACipher() {
    connections = started(null);
    configure(connections, HOME, "c1");
    renew(Map.of("access", "a1", "refresh", "r1"));
    renew(Map.of("access", "a2"));
    assertEquals("a2", secret("access"));
    assertEquals("r1", secret("refresh"));
  }

  @Test
  void aRenewalThatCannotBeCommittedIsNotUsed() throws Exception {
    save(HOME, TOKEN);
    renew(Map.of("access", "a1"));
    checkIn(NODE);
    assertThrows(IllegalStateException.class, () -> renew(Map.of("access", "a2")));
    assertEquals("a1", secret("access"));
  }

  @Test
  void aRenewalThatCannotBeCommittedIsNotUsedWithoutACipher() throws Exception {
    connections = started(null);
    configure(connections, HOME, "c1");
    renew(Map.of("access", "a1"));
    checkIn(NODE);
    assertThrows(IllegalStateException.class, () -> renew(Map.of("access", "a2")));
    assertEquals("a1", secret("access"));
  }

  @Test
  void editingTheLabelOrASettingForgetsNothing() {
    save(HOME, TOKEN);
    renew(Map.of("access", "a1"));
    Optional<Instant> expires = session().expires();

    connections.save(
        new Account.Form(
            "toots", "mastodon", "Renamed", HOME, Map.of("visibility", "public"), Map.of()));

    assertEquals("Renamed", connections.find("toots").orElseThrow().label());
    assertEquals("typed-token", secret("token"));
    assertEquals("a1", secret("access"));
    assertEquals(expires, session().expires());
    assertEquals(expires.orElseThrow(), connections.find("toots").orElseThrow().expires());
  }

  @Test
  void aSecretTypedAnewBeatsTheSessionRenewedFromTheOlderOne() {
    save(HOME, TOKEN);
    renew(Map.of("token", "renewed-token"));
    assertEquals("renewed-token", secret("token"));

    save(HOME, Map.of("token", Secret.of("typed-anew")));

    assertEquals("typed-anew", secret("token"));
    assertEquals(Optional.empty(), session().expires());
    assertEquals(null, connections.find("toots").orElseThrow().expires());
  }

  @Test
  void aRenewalThatWasUnderWayWhenASecretWasTypedIsNotKept() {
    save(HOME, TOKEN);
    WithSession before = session();
    save(HOME, Map.of("token", Secret.of("typed-anew")));

    assertEquals(Optional.empty(), connections.renewed(before, granted(Map.of("token", "old"))));
    assertEquals("typed-anew", secret("token"));
  }

  @Test
  void aRenewalThatWasUnderWayWhenTheConnectionWasRemovedDoesNotBringItBack() {
    save(HOME, TOKEN);
    WithSession before = session();
    connections.remove("toots");
    assertEquals(Optional.empty(), connections.renewed(before, granted(Map.of("access", "a1"))));
    context.resourceResolver().refresh();
    assertEquals(null, context.resourceResolver().getResource(NODE));
  }

  @Test
  void aConfiguredSecretThatChangedBetweenRestartsBeatsTheSessionRenewedFromTheOlderOne() {
    configure(connections, HOME, "c1");
    renew(Map.of("token", "renewed-token"));

    Connections unchanged = started(new Reversible());
    configure(unchanged, HOME, "c1");
    assertEquals("renewed-token", secret(unchanged, "token"));

    Connections changed = started(new Reversible());
    configure(changed, HOME, "c2");
    assertEquals("c2", secret(changed, "token"));
    assertEquals(Optional.empty(), changed.openWithSession("toots").orElseThrow().expires());
  }

  @Test
  void aConfiguredSecretThatChangedBeatsTheSessionInMemory() {
    connections = started(null);
    configure(connections, HOME, "c1");
    renew(Map.of("token", "renewed-token"));
    assertEquals("renewed-token", secret("token"));
    configure(connections, HOME, "c2");
    assertEquals("c2", secret("token"));
  }

  @Test
  void aSessionOfAnotherKeyIsOpenedAnewAndNoMatterForAPerson() throws Exception {
    configure(connections, HOME, "c1");
    renew(Map.of("access", "a1"));
    set(NODE + "/session", "access", "other");
    assertEquals("c1", secret("token"));
    assertEquals(Optional.empty(), session().expires());
  }

  @Test
  void aRenewalThatGrantsNothingNewLastsAsLongAsItSays() {
    save(HOME, TOKEN);
    renew(Map.of());
    assertEquals(Optional.of(clock.instant().plus(Duration.ofHours(2))), session().expires());
  }

  @Test
  void neitherAConfiguredSecretNorItsDigestStandsInTheRepository() {
    configure(connections, HOME, "c1-hunter2");
    String basis = session().basis();
    renew(Map.of("access", "a1-hunter2"));
    context.resourceResolver().refresh();
    String dump = ConnectionsTest.dump(context.resourceResolver().getResource("/var/smo"));
    assertFalse(dump.contains("hunter2"), dump);
    assertFalse(dump.contains(basis), dump);
  }

  @Test
  void settingsThatARenewalGaveAreKeptWithItsSecrets() {
    save(HOME, TOKEN);

    Connection renewed = renewWithSetting("account", "42");

    assertEquals("42", renewed.setting("account").orElseThrow());
    Connection opened = started(new Reversible()).open("toots").orElseThrow();
    assertEquals("42", opened.setting("account").orElseThrow());
    assertEquals("renewed", opened.secret("access").orElseThrow().open());
  }

  @Test
  void aRenewalThatNamesNoSettingsLeavesTheEarlierOnes() {
    save(HOME, TOKEN);
    renewWithSetting("account", "42");
    renew(Map.of("access", "later"));
    assertEquals("42", connections.open("toots").orElseThrow().setting("account").orElseThrow());
  }

  @Test
  void settingsOfASessionOfAConfiguredConnectionGoWithIt() {
    configure(connections, HOME, "c1");
    renewWithSetting("account", "42");
    assertEquals("42", connections.open("toots").orElseThrow().setting("account").orElseThrow());

    configure(connections, HOME, "c2");
    assertEquals(Optional.empty(), connections.open("toots").orElseThrow().setting("account"));
    renew(Map.of("access", "of another account"));
    assertEquals(Optional.empty(), connections.open("toots").orElseThrow().setting("account"));
  }

  private Connection renewWithSetting(String name, String value) {
    WithSession before = connections.openWithSession("toots").orElseThrow();
    return connections
        .renewed(
            before,
            new Granted(
                Map.of("access", Secret.of("renewed")), Map.of(name, value), Optional.empty()))
        .orElseThrow();
  }

  private Connections started(Cipher cipher) {
    return new Connections(repository, cipher, clock);
  }

  private void save(String endpoint, Map<String, Secret> secrets) {
    connections.save(form("mastodon", endpoint, "Toots", secrets));
  }

  private static Account.Form form(
      String network, String endpoint, String label, Map<String, Secret> secrets) {
    return new Account.Form("toots", network, label, endpoint, Map.of(), secrets);
  }

  private static void configure(Connections connections, String endpoint, String token) {
    connections.bindConfigured(
        new ConfiguredConnection(
            Converters.standardConverter()
                .convert(
                    Map.of(
                        "id",
                        "toots",
                        "network",
                        "mastodon",
                        "endpoint",
                        endpoint,
                        "secrets",
                        new String[] {"token=" + token}))
                .to(ConfiguredConnection.Settings.class)));
  }

  private void renew(Map<String, String> secrets) {
    assertTrue(connections.renewed(session(), granted(secrets)).isPresent());
  }

  private Granted granted(Map<String, String> secrets) {
    Map<String, Secret> granted = new HashMap<>();
    secrets.forEach((name, value) -> granted.put(name, Secret.of(value)));
    return Granted.of(granted, Optional.of(clock.instant().plus(Duration.ofHours(2))));
  }

  private WithSession session() {
    return connections.openWithSession("toots").orElseThrow();
  }

  private Connection opened() {
    return connections.open("toots").orElseThrow();
  }

  private String secret(String name) {
    return secret(connections, name);
  }

  private static String secret(Connections connections, String name) {
    return connections.open("toots").orElseThrow().secret(name).orElseThrow().open();
  }

  private String text(String path, String name) {
    context.resourceResolver().refresh();
    return context.resourceResolver().getResource(path).getValueMap().get(name, "");
  }

  private void set(String path, String name, String value) throws PersistenceException {
    context.resourceResolver().refresh();
    Resource node = context.resourceResolver().getResource(path);
    node.adaptTo(ModifiableValueMap.class).put(name, value);
    context.resourceResolver().commit();
  }

  /** From now on the repository refuses to change the node. */
  private void checkIn(String path) throws Exception {
    context.resourceResolver().refresh();
    Session session = context.resourceResolver().adaptTo(Session.class);
    session.getNode(path).addMixin("mix:versionable");
    session.save();
    session.getWorkspace().getVersionManager().checkin(path);
  }

  @Test
  void aConfiguredConnectionHasSlotsQuietHoursAndCaps() {
    Map<String, Object> values =
        Map.of(
            "id", "toots",
            "network", "mastodon",
            "slots", "Tue 9:15",
            "quietHours", "22:00-7:00",
            "dailyCap", 3,
            "monthlyBudget", "20 USD");
    connections.bindConfigured(
        new ConfiguredConnection(
            Converters.standardConverter()
                .convert(values)
                .to(ConfiguredConnection.Settings.class)));
    assertEquals(
        Map.of(
            "slots", "Tue 09:15",
            "quietHours", "daily 22:00-07:00",
            "dailyCap", "3",
            "monthlyBudget", "20 USD"),
        connections.find("toots").orElseThrow().rhythm().texts());
  }

  @Test
  void anEndpointThatIsNoAddressIsSaidAndStopsNoLane() {
    configure(connections, "https://no address.example", "token");
    assertEquals(Optional.empty(), connections.locked("toots"));
    String reason =
        assertThrows(IllegalStateException.class, () -> connections.open("toots")).getMessage();
    assertTrue(reason.startsWith("The endpoint of the connection toots is no address: "), reason);
  }
}
