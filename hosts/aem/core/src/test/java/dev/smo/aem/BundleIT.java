// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.adobe.granite.crypto.CryptoSupport;
import com.adobe.granite.workflow.exec.WorkflowExternalProcess;
import com.adobe.granite.workflow.exec.WorkflowProcess;
import com.day.cq.commons.Externalizer;
import com.day.cq.replication.ReplicationAction;
import com.day.cq.replication.ReplicationActionType;
import com.day.cq.replication.Replicator;
import dev.smo.host.Cipher;
import dev.smo.host.ComponentPolicy;
import dev.smo.host.PageSource;
import dev.smo.post.Secret;
import dev.smo.reactions.store.ReactionStore;
import dev.smo.request.Syndication;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.servlet.Servlet;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.serviceusermapping.ServiceUserMapped;
import org.apache.sling.settings.SlingSettingsService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/**
 * The bundle as it was built, in a real framework with a real SCR of both lines that AEM has had:
 * 2.1, and 2.2, of which 2.2.12 is that of the Cloud Service. Only AEM's services are stood in for.
 */
class BundleIT {
  private static final Path BUILT = Path.of(System.getProperty("smo.bundle", "target/bundle.jar"));
  private static final String CLOUD = "2.2.12";
  private static final String PAGE = "/content/museum/en/winter";

  @TempDir private Path temp;
  private final List<String> jobs = new CopyOnWriteArrayList<>();
  private final CountDownLatch stall = new CountDownLatch(1);
  private volatile boolean stalls;
  private Map<String, String> properties = Map.of();
  private Felix felix;

  @AfterEach
  void stop() throws Exception {
    stall.countDown();
    if (felix != null) {
      felix.close();
    }
  }

  private void start(Path bundle, String scr, String runMode) throws Exception {
    felix = new Felix(bundle, temp.resolve("felix"), scr, properties);
    felix.offer(
        SlingSettingsService.class,
        Stand.in(SlingSettingsService.class, (method, a) -> Set.of(runMode)));
    felix.offer(
        JobManager.class,
        Stand.in(
            JobManager.class,
            (method, a) -> {
              assertFalse(stalls && stalled(60, TimeUnit.SECONDS), "stalled for good");
              Map<?, ?> job = (Map<?, ?>) a[1];
              jobs.add(job.get("kind") + " " + job.get("path"));
              return Stand.in(Job.class, (m, b) -> null);
            }));
    ResourceResolver nothing = Stand.in(ResourceResolver.class, (method, a) -> null);
    felix.offer(
        ResourceResolverFactory.class,
        Stand.in(ResourceResolverFactory.class, (method, a) -> nothing));
    felix.offer(Syndication.class, Stand.in(Syndication.class, (method, a) -> List.of()));
    felix.offer(
        ReactionStore.class, Stand.in(ReactionStore.class, (method, a) -> Optional.empty()));
    felix.offer(Replicator.class, Stand.in(Replicator.class, (method, a) -> null));
    felix.offer(ServiceUserMapped.class, new ServiceUserMapped() {}, "subServiceName", "smo");
  }

  private ServiceRegistration<Externalizer> offerExternalizer(String host) {
    return felix.offer(
        Externalizer.class, Stand.in(Externalizer.class, (method, a) -> host + a[a.length - 1]));
  }

  /** One that puts its name before what it protects. */
  private ServiceRegistration<CryptoSupport> offerCrypto(String name) {
    return felix.offer(
        CryptoSupport.class, Stand.in(CryptoSupport.class, (method, a) -> name + a[0]));
  }

  private void startWhole(String scr, String runMode) throws Exception {
    start(BUILT, scr, runMode);
    offerExternalizer("https://museum.example");
    offerCrypto("crypto:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.1.20", "2.2.6", CLOUD})
  void everyComponentIsAtWorkWhereAemHasItsServices(String scr) throws Exception {
    startWhole(scr, "author");
    assertEquals(List.of(), felix.waiting());
    assertEquals(felix.declared(), felix.active());
    assertNotNull(felix.service(PageSource.class), "facts of pages");
    assertNotNull(felix.service(ComponentPolicy.class), "policies of templates");
    assertNotNull(felix.service(Cipher.class), "encryption");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.1.20", "2.2.6", CLOUD})
  void stepsAndDataSourceAreRegisteredByTheNamesThatAemLooksFor(String scr) throws Exception {
    startWhole(scr, "author");
    assertEquals(
        List.of("SMO: Migrate Sharing v1", "SMO: Syndicate page"),
        property(felix.references(WorkflowProcess.class), "process.label"));
    assertEquals(
        List.of("SMO: Wait for posts"),
        property(felix.references(WorkflowExternalProcess.class), "process.label"));
    assertEquals(
        List.of("smo/aem/datasources/networks"),
        property(felix.references(Servlet.class), "sling.servlet.resourceTypes"));
    assertEquals(2, felix.references(EventHandler.class).size(), "listeners");
  }

  private static <T> List<Object> property(Collection<ServiceReference<T>> all, String name) {
    return all.stream().map(reference -> reference.getProperty(name)).sorted().toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.1.20", "2.2.6", CLOUD})
  void onAuthorBothTopicsOfAemBecomeJobs(String scr) throws Exception {
    startWhole(scr, "author");
    tellOfBoth();
    felix.stopBundle();
    assertEquals(List.of("published " + PAGE, "published " + PAGE), jobs);
  }

  @Test
  void onPublishNeitherDoes() throws Exception {
    startWhole(CLOUD, "publish");
    tellOfBoth();
    felix.stopBundle();
    assertEquals(List.of(), jobs);
  }

  private void tellOfBoth() {
    EventAdmin events = felix.service(EventAdmin.class);
    events.sendEvent(new ReplicationAction(ReplicationActionType.ACTIVATE, PAGE).toEvent());
    events.sendEvent(Museum.distributed("distribution.paths", PAGE));
  }

  private boolean stalled(long most, TimeUnit unit) {
    try {
      return !stall.await(most, unit);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * EventAdmin never again calls a handler that took longer than its time, which it looks at from
   * the handler's second event on.
   */
  @Test
  @Timeout(120)
  void aStallOfTheRepositoryLosesNoPublication() throws Exception {
    properties = Map.of("org.apache.felix.eventadmin.Timeout", "1000");
    startWhole(CLOUD, "author");
    AtomicInteger heard = new AtomicInteger();
    EventHandler waiting =
        event -> assertTrue(heard.incrementAndGet() != 2 || stalled(3, TimeUnit.SECONDS));
    felix.offer(
        EventHandler.class, waiting, EventConstants.EVENT_TOPIC, ReplicationAction.EVENT_TOPIC);
    EventAdmin events = felix.service(EventAdmin.class);
    for (String page : List.of("/first", "/second", "/third")) {
      // Comes back when each handler has.
      events.sendEvent(
          new ReplicationAction(ReplicationActionType.ACTIVATE, PAGE + page).toEvent());
      stalls = true;
    }
    assertEquals(2, heard.get(), "a handler that does its work itself is denied");
    stall.countDown();
    felix.stopBundle();
    assertEquals(
        List.of(
            "published " + PAGE + "/first",
            "published " + PAGE + "/second",
            "published " + PAGE + "/third"),
        jobs);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.1.20", "2.2.6", CLOUD})
  void aServiceOfAemMayGoAndComeBack(String scr) throws Exception {
    start(BUILT, scr, "author");
    ServiceRegistration<Externalizer> externalizer = offerExternalizer("https://museum.example");
    ServiceRegistration<CryptoSupport> crypto = offerCrypto("first:");
    assertEquals("first:token", felix.service(Cipher.class).encrypt(Secret.of("token")));

    crypto.unregister();
    externalizer.unregister();
    assertEquals(
        List.of(
            "dev.smo.aem.AuthorAddress waits for " + Externalizer.class.getName(),
            "dev.smo.aem.CqPageSource waits for " + Externalizer.class.getName(),
            "dev.smo.aem.GraniteCipher waits for " + CryptoSupport.class.getName()),
        felix.waiting());
    assertNull(felix.service(Cipher.class), "nobody gets a cipher without its key");
    assertNull(felix.service(PageSource.class));

    offerCrypto("second:");
    offerExternalizer("https://museum.example");
    assertEquals(felix.declared(), felix.active());
    assertEquals("second:token", felix.service(Cipher.class).encrypt(Secret.of("token")));
  }

  @Test
  void aReferenceToWhatAemDoesNotHaveIsNamed() throws Exception {
    Path broken = temp.resolve("broken.jar");
    Files.copy(BUILT, broken);
    String component = "dev.smo.aem.PageEvents";
    try (FileSystem jar =
        FileSystems.newFileSystem(URI.create("jar:" + broken.toUri()), Map.of())) {
      Path descriptor = jar.getPath("OSGI-INF", component + ".xml");
      String declared = Files.readString(descriptor, StandardCharsets.UTF_8);
      Files.writeString(descriptor, declared.replace("subServiceName=smo", "subServiceName=sno"));
    }
    start(broken, CLOUD, "author");
    offerExternalizer("https://museum.example");
    offerCrypto("crypto:");
    assertEquals(
        List.of(
            "dev.smo.aem.DistributionListener waits for " + component,
            component + " waits for " + ServiceUserMapped.class.getName(),
            "dev.smo.aem.ReplicationListener waits for " + component),
        felix.waiting());
  }
}
