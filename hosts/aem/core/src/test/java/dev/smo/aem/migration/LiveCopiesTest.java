// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.adobe.granite.workflow.WorkflowException;
import dev.smo.aem.Museum;
import dev.smo.aem.RunningWorkflow;
import io.wcm.testing.mock.aem.junit5.AemContext;
import io.wcm.testing.mock.aem.junit5.AemContextExtension;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a rollout brings is left to it; what an author took out of it is migrated in its place. */
@ExtendWith(AemContextExtension.class)
class LiveCopiesTest {
  private static final String MASTER = "/content/masters/en";
  private static final String COPY = "/content/museum/us";
  private static final String BAR = "/snow/jcr:content/root/sharing";
  private static final String[] RELATED = {"cq:LiveRelationship"};
  private static final String[] CANCELLED = {"cq:LiveRelationship", "cq:LiveSyncCancelled"};

  private final AemContext context = Museum.newContext();
  private OldSite site;

  @BeforeEach
  void start() {
    site = OldSite.in(context);
    site.page(MASTER);
    site.page(MASTER + "/snow", "socialMedia", "facebook").bar(MASTER + BAR, OldSite.PROXY);
    site.page(COPY, "jcr:mixinTypes", new String[] {"cq:LiveRelationship", "cq:LiveSync"});
    context
        .create()
        .resource(COPY + "/jcr:content/cq:LiveSyncConfig", "cq:master", MASTER, "cq:isDeep", true);
    site.page(COPY + "/snow", "socialMedia", "facebook", "jcr:mixinTypes", RELATED)
        .bar(COPY + BAR, OldSite.PROXY, "jcr:mixinTypes", RELATED);
    set(COPY + "/snow/jcr:content/root", "jcr:mixinTypes", RELATED);
  }

  private void set(String path, Object... pairs) {
    ModifiableValueMap values =
        Objects.requireNonNull(context.resourceResolver().getResource(path), path)
            .adaptTo(ModifiableValueMap.class);
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i].toString(), pairs[i + 1]);
    }
    commit();
  }

  private void commit() {
    try {
      context.resourceResolver().commit();
    } catch (PersistenceException e) {
      throw new IllegalStateException(e);
    }
  }

  private String migrate() throws WorkflowException {
    RunningWorkflow workflow = site.run(COPY, "dryRun=false");
    return workflow.data("smoMigrationOpen");
  }

  private void assertMigrated() throws WorkflowException {
    assertEquals("", migrate());
    assertEquals(OldSite.SHARE, site.type(COPY + BAR));
  }

  @Test
  void anInheritedBarIsLeftToTheRollout() throws Exception {
    assertEquals(
        COPY
            + "/snow: root/sharing is inherited and comes with the next rollout of "
            + MASTER
            + BAR,
        migrate());
    assertEquals(OldSite.PROXY, site.type(COPY + BAR));
  }

  @Test
  void aBlueprintIsMigrated() throws Exception {
    site.run(MASTER, "dryRun=false");
    assertEquals(OldSite.SHARE, site.type(MASTER + BAR));
  }

  @Test
  void aPagesOwnChoiceOfNetworksThatTheRolloutDoesNotBringIsToldOf() throws Exception {
    assertFalse(migrate().contains("own choice"));
    set(
        COPY + "/snow/jcr:content",
        "jcr:mixinTypes",
        new String[] {"cq:LiveRelationship", "cq:PropertyLiveSyncCancelled"},
        "cq:propertyInheritanceCancelled",
        new String[] {"socialMedia"});
    assertTrue(migrate().contains("own choice of networks does not"), migrate());
  }

  @Test
  void aBarOfWhichTheInheritanceIsCancelledIsMigrated() throws Exception {
    set(COPY + BAR, "jcr:mixinTypes", CANCELLED);
    assertMigrated();
  }

  @Test
  void aBarOfWhichTheTypeIsNotInheritedIsMigrated() throws Exception {
    set(
        COPY + BAR,
        "jcr:mixinTypes",
        new String[] {"cq:LiveRelationship", "cq:PropertyLiveSyncCancelled"},
        "cq:propertyInheritanceCancelled",
        new String[] {"sling:resourceType"});
    assertMigrated();
  }

  @Test
  void aBarInAContainerThatIsCancelledWithAllBelowIsMigrated() throws Exception {
    String container = COPY + "/snow/jcr:content/root";
    set(container, "jcr:mixinTypes", CANCELLED);
    assertTrue(migrate().contains("inherited"), "the container alone is cancelled");
    set(container, "cq:isCancelledForChildren", true);
    assertMigrated();
  }

  @Test
  void aSuspendedPageIsMigrated() throws Exception {
    set(COPY + "/snow/jcr:content", "jcr:mixinTypes", CANCELLED);
    assertMigrated();
  }

  @Test
  void aPageBelowASuspendedOneIsMigratedWhereThatIsSuspendedWithItsPagesBelow() throws Exception {
    String above = COPY + "/jcr:content";
    set(above, "jcr:mixinTypes", Stream.of("cq:LiveSync", CANCELLED[1]).toArray(String[]::new));
    assertTrue(migrate().contains("inherited"), "the page above alone is suspended");
    set(above, "cq:isCancelledForChildren", true);
    assertMigrated();
  }

  @Test
  void aBarThatWasPutIntoTheLiveCopyItselfIsMigrated() throws Exception {
    String own = COPY + "/snow/jcr:content/root/own";
    site.bar(own, OldSite.PROXY);
    migrate();
    assertEquals(OldSite.SHARE, site.type(own));
    assertEquals(OldSite.PROXY, site.type(COPY + BAR));
  }

  @Test
  void aBarThatWasMadeAnewInThePlaceOfAnInheritedOneIsMigrated() throws Exception {
    set(COPY + BAR, "jcr:mixinTypes", new String[0]);
    assertMigrated();
  }

  @Test
  void anInheritedVariationIsLeftToTheRolloutAndOneOfTheLiveCopyItselfIsNot() throws Exception {
    String fragment = "/content/experience-fragments/museum/snow/facebook";
    String content = COPY + "/snow/jcr:content";
    site.variation(fragment, "Snow", "");
    set(content, "variantPath", fragment);
    assertTrue(migrate().contains("variantPath is inherited: roll out " + MASTER), migrate());
    assertNull(context.resourceResolver().getResource(content + "/smo"));
    set(content, "cq:propertyInheritanceCancelled", new String[] {"variantPath"});
    migrate();
    assertEquals("Snow", site.value(content + "/smo", "description", String.class));
  }

  @Test
  void aBarThatTheBlueprintHasNoMoreIsMigrated() throws Exception {
    context.resourceResolver().delete(context.resourceResolver().getResource(MASTER + BAR));
    commit();
    assertMigrated();
  }
}
