// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Authorization;
import dev.smo.fixture.TestClock;
import dev.smo.host.Cipher;
import dev.smo.post.Secret;
import dev.smo.repository.Repository;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class ConnectionsTest {
  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private final TestClock clock = new TestClock();
  private Repository repository;
  private Connections connections;

  /** Not a cipher to trust, but one that shows whether it was used. */
  static final class Reversible implements Cipher {
    @Override
    public String encrypt(Secret secret) {
      return "enc:"
          + Base64.getEncoder().encodeToString(secret.open().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Secret decrypt(String stored) {
      if (!stored.startsWith("enc:")) {
        throw new IllegalArgumentException("not encrypted with this key");
      }
      byte[] bytes = Base64.getDecoder().decode(stored.substring(4));
      return Secret.of(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  @BeforeEach
  void open() throws PersistenceException {
    context.create().resource(Repository.ROOT, "jcr:primaryType", "sling:Folder");
    context.resourceResolver().commit();
    repository = new Repository(context.getService(ResourceResolverFactory.class));
    connections = new Connections(repository, new Reversible(), clock);
  }

  private static Account.Form form(String secret) {
    return new Account.Form(
        "toots",
        "mastodon",
        "Toots",
        "https://mastodon.test",
        Map.of("visibility", "unlisted"),
        Map.of("token", Secret.of(secret)));
  }

  @Test
  void opensWhatWasSaved() {
    connections.save(form("hunter2"));
    var connection = connections.open("toots").orElseThrow();
    assertEquals("mastodon", connection.network());
    assertEquals("hunter2", connection.secret("token").orElseThrow().open());
    assertEquals(Optional.of("unlisted"), connection.setting("visibility"));
    assertEquals("https://mastodon.test", connection.endpoint().orElseThrow().toString());
  }

  @Test
  void oneWhoseRhythmCannotBeReadKeepsNoOtherFromBeingSeenAndSaysWhatIsWrong() {
    connections.save(form("hunter2"));
    connections.save(new Account.Form("other", "mastodon", "", "", Map.of(), Map.of()));
    repository.commit(
        resolver -> {
          Repository.writable(
                  Repository.node(resolver, Repository.ROOT + "/connections/toots/rhythm"))
              .put("slots", "whenever");
          return true;
        });
    assertEquals(List.of("other", "toots"), connections.all().stream().map(Account::id).toList());
    String problem = connections.find("toots").orElseThrow().problem();
    assertTrue(problem.startsWith("When the connection toots posts cannot be read: "), problem);
    assertEquals("", connections.find("other").orElseThrow().problem());
  }

  @Test
  void noSecretStandsInTheRepositoryUnencrypted() {
    connections.save(form("hunter2"));
    context.resourceResolver().refresh();
    assertFalse(dump(context.resourceResolver().getResource("/var/smo")).contains("hunter2"));
  }

  @Test
  void anAccountNamesItsSecretsButDoesNotTellThem() {
    connections.save(form("hunter2"));
    String shown = connections.find("toots").orElseThrow().toString();
    assertTrue(shown.contains("token"));
    assertFalse(shown.contains("hunter2"));
  }

  @Test
  void aSecretThatIsNotTypedInAgainKeepsItsValue() {
    connections.save(form("hunter2"));
    connections.save(
        new Account.Form(
            "toots", "mastodon", "Renamed", "https://mastodon.test", Map.of(), Map.of()));
    assertEquals(
        "hunter2", connections.open("toots").orElseThrow().secret("token").orElseThrow().open());
    assertEquals("Renamed", connections.find("toots").orElseThrow().label());
  }

  @Test
  void withoutACipherNoSecretIsStoredAndTheMessageSaysWhatToDo() {
    Connections bare = new Connections(repository, null, clock);
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> bare.save(form("hunter2")));
    assertTrue(refused.getMessage().contains("OSGi configuration"), refused.getMessage());
    assertEquals(Optional.empty(), bare.find("toots"));
  }

  @Test
  void aSecretOfAnotherKeyIsAnErrorThatSaysWhatToDo() throws PersistenceException {
    connections.save(form("hunter2"));
    context.resourceResolver().refresh();
    Resource secrets = context.resourceResolver().getResource("/var/smo/connections/toots/secrets");
    secrets.adaptTo(org.apache.sling.api.resource.ModifiableValueMap.class).put("token", "other");
    context.resourceResolver().commit();
    OtherKeyException refused =
        assertThrows(OtherKeyException.class, () -> connections.open("toots"));
    assertTrue(refused.getMessage().contains("enter it again"), refused.getMessage());
  }

  @Test
  void aNodeWithoutAnyKeyOpensNoConnectionWithoutItsSecretsEither() {
    connections.save(form("hunter2"));
    Connections keyless = new Connections(repository, null, clock);

    assertThrows(OtherKeyException.class, () -> keyless.open("toots"));
    assertTrue(keyless.locked("toots").isPresent());
    assertEquals(Optional.empty(), connections.locked("toots"));
  }

  @Test
  void aSignedInConnectionIsNotOpenedWithoutTheSessionThatAnotherNodeEncrypted()
      throws PersistenceException {
    Account.Form form = new Account.Form("toots", "mastodon", "", "", Map.of(), Map.of());
    connections.signedIn(
        form,
        new Authorization.Granted(
            Map.of("token", Secret.of("granted")), Map.of(), Optional.empty()));
    context.resourceResolver().refresh();
    context
        .resourceResolver()
        .getResource("/var/smo/connections/toots")
        .adaptTo(org.apache.sling.api.resource.ModifiableValueMap.class)
        .put("sessionBasis", "of another key");
    context.resourceResolver().commit();

    assertTrue(connections.locked("toots").isPresent());
  }

  @Test
  void aRenewedSessionIsOpenedAndEndsWithItsTime() {
    connections.save(form("hunter2"));
    connections.renewed(
        connections.openWithSession("toots").orElseThrow(),
        Authorization.Granted.of(
            Map.of("session", Secret.of("s1")),
            Optional.of(clock.instant().plus(Duration.ofHours(2)))));
    assertEquals(
        "s1", connections.open("toots").orElseThrow().secret("session").orElseThrow().open());
    assertEquals(
        clock.instant().plus(Duration.ofHours(2)),
        connections.find("toots").orElseThrow().expires());
  }

  @Test
  void onlyOneNodeHoldsTheClaimToRenewUntilItLapses() {
    connections.save(form("hunter2"));
    assertTrue(connections.claim("toots", clock.instant().plusSeconds(60)));
    assertFalse(connections.claim("toots", clock.instant().plusSeconds(60)));
    clock.pass(Duration.ofSeconds(61));
    assertTrue(connections.claim("toots", clock.instant().plusSeconds(60)));
    connections.release("toots");
    assertTrue(connections.claim("toots", clock.instant().plusSeconds(60)));
  }

  @Test
  void aNameThatWouldLeadElsewhereIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Account.Form("../x", "mastodon", "", "", Map.of(), Map.of()));
  }

  @Test
  void aRemovedConnectionIsGoneWithItsSecrets() {
    connections.save(form("hunter2"));
    connections.remove("toots");
    assertEquals(Optional.empty(), connections.open("toots"));
  }

  static String dump(Resource resource) {
    StringBuilder text = new StringBuilder(resource.getValueMap().toString());
    resource.getChildren().forEach(child -> text.append(dump(child)));
    return text.toString();
  }
}
