// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.repository.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.commons.crypto.PasswordProvider;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes, each with a home of its own, on one repository. */
@ExtendWith(SlingContextExtension.class)
class InstallationKeyTest {
  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  @TempDir Path homes;

  @BeforeEach
  void root() throws PersistenceException {
    context.create().resource(Repository.ROOT, "jcr:primaryType", "sling:Folder");
    context.resourceResolver().commit();
  }

  private void stored(String type) {
    String[] description = {"nodeStoreType=" + type};
    context
        .bundleContext()
        .registerService(
            "org.apache.jackrabbit.oak.spi.state.NodeStore",
            new Object(),
            new Hashtable<>(Map.of("oak.nodestore.description", description)));
  }

  private InstallationKey node(String home, Optional<Path> named) {
    return new InstallationKey(
        context.bundleContext(),
        new Repository(context.getService(ResourceResolverFactory.class)),
        named,
        file(home));
  }

  private String key(String home) throws IOException {
    return node(home, Optional.empty()).find();
  }

  private Path file(String home) {
    return homes.resolve(home).resolve("smo/secret.key");
  }

  private void keep(String home, String key) throws IOException {
    Files.createDirectories(file(home).getParent());
    Files.writeString(file(home), key);
  }

  @Test
  void theNodesOfAClusterHaveOneKey() throws IOException {
    stored("document");

    assertEquals(key("first"), key("second"));
    assertFalse(Files.exists(file("first")));
  }

  @Test
  void aRepositoryThatIsNotSharedHoldsNoKey() throws IOException {
    stored("segment");

    assertNotEquals(key("first"), key("second"));
    assertNull(context.resourceResolver().getResource(SharedKey.PATH));
  }

  @Test
  void theKeyThatANodeHadInItsHomeBecomesThatOfTheCluster() throws IOException {
    stored("document");
    keep("first", "of old");

    assertEquals("of old", key("first"));
    assertEquals("of old", key("second"));
  }

  @Test
  void aNodeKeepsItsOwnKeyWhereAnotherIsThatOfTheClusterAlready() throws IOException {
    stored("document");
    String cluster = key("second");
    keep("first", "of old");

    assertEquals("of old", key("first"));
    assertEquals(cluster, key("third"));
  }

  @Test
  void aFileThatAnOperatorNamedCountsAloneAndLeavesTheRepositoryWithoutAKey() throws IOException {
    stored("document");
    keep("mounted", "chosen by the operator");
    Optional<Path> named = Optional.of(file("mounted"));

    assertEquals("chosen by the operator", node("first", named).find());
    assertEquals("chosen by the operator", node("second", named).find());
    assertNull(context.resourceResolver().getResource(SharedKey.PATH));
  }

  @Test
  void theKeyIsOfferedOnceTheRepositoryIsReadyAndNoneBefore() throws PersistenceException {
    stored("document");
    context.resourceResolver().delete(context.resourceResolver().getResource(Repository.ROOT));
    context.resourceResolver().commit();
    InstallationKey key = node("first", Optional.empty());
    key.run();
    assertNull(context.getService(PasswordProvider.class));

    root();
    key.run();
    assertTrue(context.getService(PasswordProvider.class).getPassword().length > 40);
    key.forget();
    assertNull(context.getService(PasswordProvider.class));
  }
}
