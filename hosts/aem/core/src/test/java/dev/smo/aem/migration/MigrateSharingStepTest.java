// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem.migration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.adobe.granite.workflow.WorkflowException;
import dev.smo.aem.Museum;
import dev.smo.aem.RunningWorkflow;
import io.wcm.testing.mock.aem.junit5.AemContext;
import io.wcm.testing.mock.aem.junit5.AemContextExtension;
import java.util.Calendar;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From Sharing v1 to share bars. Live copies have a test of their own. */
@ExtendWith(AemContextExtension.class)
class MigrateSharingStepTest {
  private static final String PAGE = OldSite.HOME + "/snow";
  private static final String CONTENT = PAGE + "/jcr:content";
  private static final String BAR = CONTENT + "/root/container/sharing";
  private static final String[] BOTH = {"pinterest", "facebook"};
  private static final String FRAGMENT = "/content/experience-fragments/museum/snow/facebook";

  private final AemContext context = Museum.newContext(ResourceResolverType.RESOURCERESOLVER_MOCK);
  private OldSite site;

  @BeforeEach
  void start() {
    site = OldSite.in(context);
  }

  private void page(Object... properties) {
    site.page(PAGE, properties).bar(BAR, OldSite.PROXY, "id", "share-me");
  }

  private RunningWorkflow migrate(String payload) throws WorkflowException {
    return site.run(payload, "dryRun=false");
  }

  private String[] networks(String bar) {
    return site.value(bar, "networks", String[].class);
  }

  private String failure(String payload, String arguments) {
    return assertThrows(WorkflowException.class, () -> site.run(payload, arguments)).getMessage();
  }

  @Test
  void aPageGetsAShareBarWithTheNetworksThatItChose() throws Exception {
    page("socialMedia", BOTH);
    RunningWorkflow workflow = migrate(PAGE);
    assertEquals(OldSite.SHARE, site.type(BAR));
    assertArrayEquals(new String[] {"facebook", "pinterest"}, networks(BAR));
    assertEquals("share-me", site.value(BAR, "id", String.class), "what else it had stays");
    assertArrayEquals(BOTH, site.value(CONTENT, "socialMedia", String[].class), "for a way back");
    assertEquals(
        "Pages read: 1; changed: 1; with something to look at: 0; that cannot be changed: 0.",
        workflow.data("smoMigration"));
    assertEquals(
        PAGE + ": root/container/sharing is a share bar (facebook, pinterest)",
        workflow.data("smoMigrationDone"));
    assertTrue(workflow.comment().contains("(facebook, pinterest)"), workflow.comment());
    assertTrue(workflow.saved, "the engine was told of the metadata");
  }

  @Test
  void theChangeIsSignedAsAnEditorsChangeAndNothingIsPublished() throws Exception {
    page("socialMedia", BOTH, "cq:lastReplicationAction", "Activate");
    migrate(PAGE);
    assertEquals("workflow", site.value(CONTENT, "cq:lastModifiedBy", String.class));
    assertNotNull(site.value(CONTENT, "cq:lastModified", Calendar.class));
    assertEquals("Activate", site.value(CONTENT, "cq:lastReplicationAction", String.class));
  }

  @Test
  void oneNetworkMayBeASingleText() throws Exception {
    page("socialMedia", "pinterest");
    migrate(PAGE);
    assertArrayEquals(new String[] {"pinterest"}, networks(BAR));
  }

  @Test
  void theComponentItselfAndProxiesOfProxiesAreFoundAndOthersAreNot() throws Exception {
    String other = CONTENT + "/root/text";
    String absolute = CONTENT + "/root/absolute";
    String grandchild = CONTENT + "/root/grandchild";
    site.page(PAGE, "socialMedia", "facebook")
        .bar(BAR, OldSite.SHARING)
        .bar(absolute, "/apps/" + OldSite.SHARING)
        .bar(grandchild, "museum/components/sharing-grandchild")
        .bar(other, "museum/components/text");
    migrate(PAGE);
    for (String bar : List.of(BAR, absolute, grandchild)) {
      assertEquals(OldSite.SHARE, site.type(bar), bar);
    }
    assertEquals("museum/components/text", site.type(other));
    assertNull(networks(other));
  }

  @Test
  void withoutBeingToldOtherwiseNothingIsChangedAndTheReportIsTheSame() throws Exception {
    page("socialMedia", BOTH, "variantPath", FRAGMENT);
    variation("Snow", "/content/dam/snow.jpg");
    Set<String> before = everything();
    RunningWorkflow dry = site.run(PAGE, "");
    assertEquals(Set.of(), changesSince(before));
    assertEquals(
        "Dry run, nothing was changed. Pages read: 1; to change: 1; with something to look at: 0;"
            + " that cannot be changed: 0.",
        dry.data("smoMigration"));
    assertEquals(migrate(PAGE).data("smoMigrationDone"), dry.data("smoMigrationDone"));
  }

  @Test
  void aSecondRunChangesNothing() throws Exception {
    page("socialMedia", BOTH, "variantPath", FRAGMENT);
    variation("Snow", "/content/dam/snow.jpg");
    migrate(OldSite.HOME);
    Set<String> after = everything();
    RunningWorkflow second = migrate(OldSite.HOME);
    assertEquals(Set.of(), changesSince(after));
    assertTrue(second.data("smoMigration").contains("changed: 0;"), second.data("smoMigration"));
  }

  @Test
  void networksThatTheAuthorHasChosenAlreadyStay() throws Exception {
    site.page(PAGE, "socialMedia", BOTH)
        .bar(BAR, OldSite.PROXY, "networks", new String[] {"mastodon"});
    migrate(PAGE);
    assertEquals(OldSite.SHARE, site.type(BAR));
    assertArrayEquals(new String[] {"mastodon"}, networks(BAR));
  }

  @Test
  void aNetworkThatSharingNeverKnewIsToldOfAndNotTaken() throws Exception {
    page("socialMedia", new String[] {"facebook", "orkut"});
    RunningWorkflow workflow = migrate(PAGE);
    assertArrayEquals(new String[] {"facebook"}, networks(BAR));
    assertTrue(workflow.data("smoMigrationOpen").contains("orkut"), workflow.comment());
  }

  @Test
  void aPageThatShowedNothingShowsNothing() throws Exception {
    page();
    String other = OldSite.HOME + "/rain";
    site.page(other, "socialMedia", new String[] {"orkut"})
        .bar(other + "/jcr:content/sharing", OldSite.SHARING);
    Set<String> before = everything();
    RunningWorkflow workflow = migrate(OldSite.HOME);
    assertEquals(Set.of(), changesSince(before));
    assertEquals(2, workflow.data("smoMigrationOpen").lines().count(), workflow.comment());
  }

  @Test
  void pagesBelowAreMigratedUnlessOnlyThePageIsMeant() throws Exception {
    page("socialMedia", BOTH);
    String deeper = PAGE + "/deep/deeper";
    site.page(deeper, "socialMedia", BOTH).bar(deeper + "/jcr:content/sharing", OldSite.PROXY);
    site.run(PAGE, "dryRun=false,deep=false");
    assertEquals(OldSite.SHARE, site.type(BAR));
    assertEquals(OldSite.PROXY, site.type(deeper + "/jcr:content/sharing"));
    migrate(PAGE);
    assertEquals(OldSite.SHARE, site.type(deeper + "/jcr:content/sharing"));
  }

  @Test
  void aSiteMayNameItsProxyOfTheShareBar() throws Exception {
    page("socialMedia", BOTH);
    site.run(PAGE, "component=museum/components/share,dryRun=false");
    assertEquals("museum/components/share", site.type(BAR));
  }

  @Test
  void aComponentThatIsNotThereOrNoShareBarChangesNothing() {
    page("socialMedia", BOTH);
    assertTrue(failure(PAGE, "museum/components/shaer\ndryRun=false").contains("shaer"));
    assertTrue(failure(PAGE, "museum/components/text\ndryRun=false").contains("no share bar"));
    assertTrue(failure(PAGE, OldSite.PROXY + "\ndryRun=false").contains("no share bar"));
    assertTrue(failure(PAGE, "dryrun=false").contains("'dryrun'"));
    assertTrue(failure(PAGE, "dryRun=no").contains("true or false"));
    assertEquals(OldSite.PROXY, site.type(BAR));
  }

  @Test
  void aPayloadWithoutPagesFailsTheStep() {
    for (String path : List.of("/content/dam/snow.jpg", "/content/launches/spring", "/apps")) {
      assertTrue(failure(path, "").contains(path), path);
    }
    context.create().resource("/conf/empty", "jcr:primaryType", "sling:Folder");
    assertTrue(failure("/conf/empty", "").contains("No page at /conf/empty or below"));
  }

  @Test
  void fragmentsAndTemplatesAreMigratedWhereTheyAreThePayloadWithTheNetworksOfTheSite()
      throws Exception {
    String fragment = "/content/experience-fragments/museum/footer/master";
    String template = "/conf/museum/settings/wcm/templates/article";
    context.create().resource(template, "jcr:primaryType", "cq:Template");
    for (String page : List.of(fragment, template + "/structure", template + "/initial")) {
      site.page(page).bar(page + "/jcr:content/root/sharing", OldSite.PROXY);
    }
    migrate("/content/museum");
    assertEquals(OldSite.PROXY, site.type(fragment + "/jcr:content/root/sharing"));
    migrate(fragment);
    migrate(template);
    for (String page : List.of(fragment, template + "/structure", template + "/initial")) {
      assertEquals(OldSite.SHARE, site.type(page + "/jcr:content/root/sharing"), page);
      assertNull(networks(page + "/jcr:content/root/sharing"), page);
    }
  }

  @Test
  void textAndPictureOfTheVariationBecomeDescriptionAndPicture() throws Exception {
    page("socialMedia", "facebook", "variantPath", FRAGMENT);
    variation("<p>Snow &amp; ice</p>\n<p>on the roof</p>", "/content/dam/snow.jpg");
    migrate(PAGE);
    assertEquals("Snow & ice on the roof", own("description"));
    assertEquals("/content/dam/snow.jpg", own("image"));
    assertNull(own("title"), "Sharing v1 took no title from it");
    assertEquals(FRAGMENT, site.value(CONTENT, "variantPath", String.class), "for a way back");
  }

  @Test
  void whatTheAuthorWroteForSocialMediaStays() throws Exception {
    page("socialMedia", "facebook", "variantPath", FRAGMENT);
    context.create().resource(CONTENT + "/smo", "description", "By hand");
    variation("Snow", "/content/dam/snow.jpg");
    migrate(PAGE);
    assertEquals("By hand", own("description"));
    assertEquals("/content/dam/snow.jpg", own("image"));
  }

  @Test
  void aVariationThatSaysNothingOrIsGoneIsToldOf() throws Exception {
    page("socialMedia", "facebook", "variantPath", FRAGMENT);
    assertTrue(migrate(PAGE).data("smoMigrationOpen").contains(FRAGMENT + " has no text"));
    variation("", "/content/dam/gone.jpg");
    assertTrue(migrate(PAGE).data("smoMigrationOpen").contains(FRAGMENT + " has no text"));
    assertNull(context.resourceResolver().getResource(CONTENT + "/smo"));
  }

  @Test
  void aVariationThatNoNetworkMadeCountIsNotTaken() throws Exception {
    site.page(PAGE, "variantPath", FRAGMENT);
    variation("Snow", "/content/dam/snow.jpg");
    migrate(PAGE);
    assertNull(context.resourceResolver().getResource(CONTENT + "/smo"));
  }

  private String own(String property) {
    return site.value(CONTENT + "/smo", property, String.class);
  }

  private void variation(String text, String picture) {
    site.variation(FRAGMENT, text, picture);
  }

  @Test
  void aWayBackGivesBarsTheTypeThatTheyHad() throws Exception {
    page("socialMedia", BOTH);
    String second = CONTENT + "/root/second";
    site.bar(second, OldSite.SHARING, "networks", new String[] {"mastodon"});
    Set<String> before = everything();
    migrate(PAGE);
    site.run(PAGE, "undo=true");
    assertEquals(OldSite.SHARE, site.type(BAR), "a dry run takes nothing back");
    site.run(PAGE, "undo=true,dryRun=false");
    Set<String> changes = changesSince(before);
    changes.removeIf(line -> line.contains("cq:lastModified"));
    assertEquals(Set.of(), changes);
    assertTrue(site.run(PAGE, "undo=true").data("smoMigration").contains("to change: 0;"));
  }

  @Test
  void noWayLeadsBackToAComponentThatIsGoneOrFromWhatIsNoShareBarAnyMore() throws Exception {
    String text = CONTENT + "/root/text";
    page("socialMedia", BOTH);
    site.bar(text, "museum/components/text", "smoMigratedFrom", OldSite.SHARING);
    migrate(PAGE);
    context
        .resourceResolver()
        .delete(context.resourceResolver().getResource("/apps/" + OldSite.PROXY));
    RunningWorkflow back = site.run(PAGE, "undo=true,dryRun=false");
    assertEquals(OldSite.SHARE, site.type(BAR));
    assertEquals("museum/components/text", site.type(text));
    assertEquals(
        PAGE + ": root/container/sharing stays: there is no component " + OldSite.PROXY,
        back.data("smoMigrationOpen"));
  }

  @Test
  void theMembersOfAWorkflowPackageAreMigratedEachOnce() throws Exception {
    page("socialMedia", BOTH);
    String below = PAGE + "/deep";
    site.page(below, "socialMedia", BOTH).bar(below + "/jcr:content/sharing", OldSite.PROXY);
    String definition = "/var/workflow/packages/old/jcr:content/vlt:definition";
    context.create().resource(definition, "jcr:primaryType", "vlt:PackageDefinition");
    context.create().resource(definition + "/filter/one", "root", PAGE);
    context.create().resource(definition + "/filter/two", "root", below);
    RunningWorkflow workflow = migrate("/var/workflow/packages/old");
    assertTrue(workflow.comment().startsWith("Pages read: 2; changed: 2;"), workflow.comment());
    assertEquals(OldSite.SHARE, site.type(below + "/jcr:content/sharing"));
  }

  @Test
  void aPageThatFailsLosesNothingAndTheOthersAreMigrated() throws Exception {
    page("socialMedia", BOTH);
    String locked = OldSite.HOME + "/locked";
    site.page(locked, "socialMedia", BOTH, "jcr:lockOwner", "anna", "jcr:lockIsDeep", true)
        .bar(locked + "/jcr:content/root/sharing", OldSite.PROXY);
    String version = OldSite.HOME + "/version";
    site.page(version, "socialMedia", BOTH, "jcr:isCheckedOut", false)
        .bar(version + "/jcr:content/root/sharing", OldSite.PROXY);
    RunningWorkflow dry = site.run(OldSite.HOME, "");
    RunningWorkflow workflow = migrate(OldSite.HOME);
    assertEquals(OldSite.SHARE, site.type(BAR));
    assertEquals(OldSite.PROXY, site.type(locked + "/jcr:content/root/sharing"));
    assertEquals(OldSite.PROXY, site.type(version + "/jcr:content/root/sharing"));
    for (RunningWorkflow run : List.of(dry, workflow)) {
      assertEquals(
          List.of(
              locked + ": NOT CHANGED: locked by anna",
              version + ": NOT CHANGED: checked in, as a version"),
          run.data("smoMigrationOpen").lines().sorted().toList());
    }
  }

  @Test
  void theReportOfALargeSiteIsBoundedAndStartsWithWhatNeedsAPerson() throws Exception {
    for (int i = 0; i < MigrationReport.KEPT + 20; i++) {
      String page = OldSite.HOME + "/many/page" + i;
      site.page(page, "socialMedia", BOTH).bar(page + "/jcr:content/sharing", OldSite.PROXY);
    }
    page();
    RunningWorkflow workflow = migrate(OldSite.HOME);
    assertEquals(MigrationReport.KEPT, workflow.data("smoMigrationDone").lines().count());
    List<String> comment = workflow.comment().lines().toList();
    assertTrue(comment.get(0).contains("changed: " + (MigrationReport.KEPT + 20)), comment.get(0));
    assertTrue(comment.get(1).startsWith(PAGE + ": "), comment.get(1));
    assertEquals(MigrationReport.TOLD + 2, comment.size());
    assertFalse(workflow.data("smoMigrationDone").contains("Dry run"));
  }

  /** All properties of the site. */
  private Set<String> everything() {
    Set<String> all = new TreeSet<>();
    ResourceResolver resolver = context.resourceResolver();
    resolver.refresh();
    collect(Objects.requireNonNull(resolver.getResource(OldSite.HOME)), all);
    return all;
  }

  private static void collect(Resource node, Set<String> all) {
    node.getValueMap()
        .forEach(
            (name, value) ->
                all.add(
                    node.getPath()
                        + " "
                        + name
                        + "="
                        + (value instanceof Object[] many ? List.of(many) : value)));
    node.getChildren().forEach(child -> collect(child, all));
  }

  /** What there is now that was not there before, and the other way round. */
  private Set<String> changesSince(Set<String> before) {
    Set<String> now = everything();
    Set<String> changes = new TreeSet<>(now);
    changes.removeAll(before);
    before.stream().filter(line -> !now.contains(line)).map("gone: "::concat).forEach(changes::add);
    return changes;
  }
}
