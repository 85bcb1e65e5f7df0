// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.day.cq.replication.ReplicationAction;
import com.day.cq.replication.ReplicationActionType;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.syndication.SyndicationPolicy;
import io.wcm.testing.mock.aem.junit5.AemContext;
import io.wcm.testing.mock.aem.junit5.AemContextExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.jcr.Session;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From the events of AEM, by both listeners, to the posts in the real ledger. */
@ExtendWith(AemContextExtension.class)
class PublicationsTest {
  private static final String EN = "/content/museum/en";
  private static final String BURST = "/content/museum/en/burst";

  private final AemContext context = Museum.newContext();
  private Engine smo;
  private ReplicationListener replication;
  private DistributionListener distribution;

  @BeforeEach
  void start() {
    context.registerInjectActivateService(new CqPageSource());
    smo = new Engine(context);
    context.registerService(JobManager.class, smo.jobManager());
    context.runMode("author");
    context.registerInjectActivateService(new PageEvents());
    replication = context.registerInjectActivateService(new ReplicationListener());
    distribution = context.registerInjectActivateService(new DistributionListener());
    policy("/content/museum", "toy");
    policy("/content/world", "second");
  }

  private void policy(String site, String... connections) {
    MockContextAwareConfig.writeConfiguration(
        context,
        site,
        SyndicationPolicy.class,
        Map.of("enabled", true, "connections", connections, "onUnpublish", "retract"));
    Engine.commit(context);
  }

  private String page(String path, Object... properties) {
    Map<String, Object> said = new HashMap<>(Map.of("cq:lastReplicationAction", "Activate"));
    for (int i = 0; i < properties.length; i += 2) {
      said.put(properties[i].toString(), properties[i + 1]);
    }
    context.create().page(path, "/conf/museum/settings/wcm/templates/article", said);
    Engine.commit(context);
    return path;
  }

  private void replicated(ReplicationActionType type, String... paths) {
    replication.handleEvent(new ReplicationAction(type, paths, 0, "admin", "").toEvent());
  }

  private void activated(String... paths) {
    replicated(ReplicationActionType.ACTIVATE, paths);
  }

  private void distributed(String property, String... paths) {
    distribution.handleEvent(Museum.distributed(property, paths));
  }

  private void work() {
    assertTrue(told() > 0, "nobody told of anything");
  }

  /** Does the jobs of all that was told so far, and says how many there were. */
  private int told() {
    smo.awaitJob(EN + "/last", path -> replicated(ReplicationActionType.DELETE, path));
    int done = smo.work();
    context.resourceResolver().refresh();
    return done;
  }

  @Test
  void onePublicationThatBothListenersTellOfIsOnePost() {
    String page = page(EN + "/one");
    activated(page);
    distributed("distribution.paths", page, page + "/jcr:content");
    assertEquals(2, told(), "jobs");
    assertEquals(State.SCHEDULED, smo.post(page).state());
    activated(page);
    work();
    assertEquals(1, smo.posts(page).size(), "nor does a later one make another");
  }

  private List<String> tree(int pages) {
    page(BURST);
    return IntStream.rangeClosed(1, pages).mapToObj(i -> page(BURST + "/page-" + i)).toList();
  }

  private void assertOneBurst(List<String> paths) {
    work();
    for (String path : paths) {
      Optional<String> reason = smo.burst(smo.post(path));
      assertTrue(reason.orElse("").startsWith("More than the "), path + ": " + reason);
    }
  }

  @Test
  void aTreeThatIsActivatedInOneEventIsOneBurst() {
    List<String> paths = tree(30);
    activated(paths.toArray(new String[0]));
    assertOneBurst(paths);
  }

  @Test
  void aTreeThatIsActivatedPageByPageIsOneBurst() {
    List<String> paths = tree(30);
    paths.forEach(this::activated);
    assertOneBurst(paths);
  }

  @Test
  void aTreeThatIsDistributedByItsTopIsOneBurst() {
    List<String> paths = new ArrayList<>(tree(30));
    paths.add(BURST);
    distributed("distribution.deep.paths", BURST);
    assertOneBurst(paths);
  }

  @Test
  void pagesThatBothListenersTellOfCountOnceInABurst() {
    List<String> paths = tree(10);
    activated(paths.toArray(new String[0]));
    distributed("distribution.paths", paths.toArray(new String[0]));
    work();
    for (String path : paths) {
      assertEquals(Optional.empty(), smo.burst(smo.post(path)), path);
    }
  }

  @Test
  void aPageThatIsActivatedBeforeItsOnTimeIsPostedWhenItShows() {
    Instant on = Instant.now().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.SECONDS);
    String page = page(EN + "/later", "onTime", GregorianCalendar.from(on.atZone(ZoneOffset.UTC)));
    activated(page);
    work();
    assertEquals(State.SCHEDULED, smo.post(page).state());
    assertFalse(smo.post(page).time(Key.SCHEDULED).orElseThrow().isBefore(on));
    assertFalse(smo.post(page).time(Key.DUE).orElseThrow().isBefore(on));
  }

  /** Moves a page with all that SMO has written to it. */
  private String moved(String from, String to) throws Exception {
    context.resourceResolver().adaptTo(Session.class).move(from, to);
    Engine.commit(context);
    return to;
  }

  @Test
  void aPageThatMovesKeepsItsPostWhereverAemTellsOfItFirst() throws Exception {
    for (boolean oldFirst : new boolean[] {true, false}) {
      String old = page(EN + "/old-" + oldFirst);
      activated(old);
      work();
      PostRecord post = smo.post(old);
      smo.end(old, State.SENT, "");
      context.resourceResolver().refresh();
      String page = moved(old, EN + "/new-" + oldFirst);
      if (oldFirst) {
        replicated(ReplicationActionType.DEACTIVATE, old);
        work();
      }
      activated(page);
      work();
      if (!oldFirst) {
        replicated(ReplicationActionType.DEACTIVATE, old);
        work();
      }
      assertEquals(post.id(), smo.post(page).id(), "the post of old place and new");
      assertEquals(State.SENT, smo.post(page).state());
      assertFalse(smo.post(page).flag(Key.RETRACT), "it is not taken back");
      assertFalse(smo.post(page).flag(Key.ATTENTION), "nobody needs to look");
    }
  }

  private void copySmoNode(String from, String to) throws PersistenceException {
    Resource smoNode = context.resourceResolver().getResource(from + "/jcr:content/smo");
    Resource target = context.resourceResolver().getResource(to + "/jcr:content/smo");
    target.adaptTo(ModifiableValueMap.class).putAll(smoNode.getValueMap());
    context.resourceResolver().commit();
  }

  @Test
  void aRollOutOverALiveCopyThatWasPostedPostsNothing() throws Exception {
    String blueprint = EN + "/winter";
    String copy = "/content/world/us/en/winter";
    activated(blueprint, copy);
    work();
    String own = smo.post(copy).id();
    smo.end(copy, State.SENT, "");
    context.resourceResolver().refresh();
    copySmoNode(blueprint, copy);
    activated(copy);
    work();
    assertEquals(own, smo.post(copy).id());
    assertEquals(State.SENT, smo.post(copy).state());
    assertEquals(1, smo.posts(blueprint).size());
  }

  @Test
  void aLanguageCopyIsAPageOfItsOwnForTheConnectionOfItsLanguage() {
    policy("/content/museum", "en=toy", "de=second");
    activated(EN + "/winter", "/content/museum/de_ch/winter");
    work();
    assertEquals("toy", smo.post(EN + "/winter").text(Key.CONNECTION));
    assertEquals("second", smo.post("/content/museum/de_ch/winter").text(Key.CONNECTION));
    assertEquals("de-CH", smo.post("/content/museum/de_ch/winter").text(Key.LANGUAGE));
  }
}
