// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.aem.RunningWorkflow;
import io.wcm.testing.mock.aem.junit5.AemContext;
import io.wcm.testing.mock.aem.junit5.AemContextExtension;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.jcr.Session;
import javax.jcr.SimpleCredentials;
import javax.jcr.security.Privilege;
import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.jackrabbit.commons.cnd.CndImporter;
import org.apache.jackrabbit.commons.jackrabbit.authorization.AccessControlUtils;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.jcr.api.SlingRepository;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pages that a real repository does not let be written. */
@ExtendWith(AemContextExtension.class)
class WritingTest {
  private static final List<String> PAGES =
      List.of(OldSite.HOME + "/first", OldSite.HOME + "/second", OldSite.HOME + "/third");
  private static final String BAR = "/jcr:content/sharing";

  private final AemContext context = new AemContext(ResourceResolverType.JCR_OAK);
  private OldSite site;

  @BeforeEach
  void start() throws Exception {
    try (Reader cnd =
        new InputStreamReader(
            Objects.requireNonNull(WritingTest.class.getResourceAsStream("/aem-pages.cnd")),
            StandardCharsets.UTF_8)) {
      CndImporter.registerNodeTypes(cnd, session());
    }
    site = OldSite.in(context);
    site.page(OldSite.HOME);
    for (String page : PAGES) {
      site.page(page, "socialMedia", "facebook").bar(page + BAR, OldSite.PROXY);
    }
  }

  private Session session() {
    return Objects.requireNonNull(context.resourceResolver().adaptTo(Session.class));
  }

  private void assertOnlyTheSecondStays(RunningWorkflow workflow, String reason) {
    String open = workflow.data("smoMigrationOpen");
    assertEquals(1, open.lines().count(), open);
    assertTrue(open.startsWith(PAGES.get(1) + ": NOT CHANGED: "), open);
    assertTrue(open.contains(reason), open);
    assertEquals(OldSite.SHARE, site.type(PAGES.get(0) + BAR));
    assertEquals(OldSite.PROXY, site.type(PAGES.get(1) + BAR));
    assertNull(site.value(PAGES.get(1) + "/jcr:content", "cq:lastModified", Object.class));
    assertEquals(OldSite.SHARE, site.type(PAGES.get(2) + BAR));
  }

  @Test
  void aPageOfWhichTheRepositoryRefusesOneChangeLosesNothing() throws Exception {
    String strict = PAGES.get(1) + "/jcr:content/strict";
    site.bar(strict, OldSite.PROXY, "jcr:primaryType", "test:Strict");
    RunningWorkflow workflow = site.run(OldSite.HOME, "dryRun=false");
    assertOnlyTheSecondStays(workflow, "");
    assertEquals(OldSite.PROXY, site.type(strict));
  }

  @Test
  void aPageThatSomebodyHasLockedIsLeftAndTold() throws Exception {
    session().getNode(PAGES.get(1) + "/jcr:content").addMixin("mix:lockable");
    session().save();
    Session other = repository().loginAdministrative(null);
    String content = PAGES.get(1) + "/jcr:content";
    other.getWorkspace().getLockManager().lock(content, true, true, Long.MAX_VALUE, "anna");
    assertOnlyTheSecondStays(site.run(OldSite.HOME, "dryRun=false"), "locked by ");
    other.logout();
  }

  @Test
  void aPageWithoutTheRightToWriteIsLeftAndADryRunSaysSoBefore() throws Exception {
    JackrabbitSession admin = (JackrabbitSession) session();
    var anna = admin.getUserManager().createUser("anna", "secret").getPrincipal();
    AccessControlUtils.addAccessControlEntry(
        admin, "/", anna, new String[] {Privilege.JCR_READ}, true);
    for (String page : List.of(PAGES.get(0), PAGES.get(2))) {
      AccessControlUtils.addAccessControlEntry(
          admin, page, anna, new String[] {Privilege.JCR_WRITE}, true);
    }
    admin.save();
    Session session = repository().login(new SimpleCredentials("anna", "secret".toCharArray()));
    ResourceResolverFactory factory =
        Objects.requireNonNull(context.getService(ResourceResolverFactory.class));
    try (ResourceResolver hers =
        factory.getResourceResolver(Map.<String, Object>of("user.jcr.session", session))) {
      String dry = OldSite.run(hers, OldSite.HOME, "").data("smoMigrationOpen");
      RunningWorkflow workflow = OldSite.run(hers, OldSite.HOME, "dryRun=false");
      assertOnlyTheSecondStays(workflow, "no right to write");
      assertEquals(dry, workflow.data("smoMigrationOpen"));
    } finally {
      session.logout();
    }
  }

  private SlingRepository repository() {
    return Objects.requireNonNull(context.getService(SlingRepository.class));
  }
}
