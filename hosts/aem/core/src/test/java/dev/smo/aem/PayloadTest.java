// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.adobe.granite.workflow.WorkflowException;
import io.wcm.testing.mock.aem.junit5.AemContext;
import io.wcm.testing.mock.aem.junit5.AemContextExtension;
import java.util.List;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.version.Version;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Payloads that are told by their identifiers, which only a real repository gives. */
@ExtendWith(AemContextExtension.class)
class PayloadTest {
  private static final String PAGE = "/content/museum/en";

  private final AemContext context = new AemContext(ResourceResolverType.JCR_OAK);
  private Session session;
  private Node content;

  @BeforeEach
  void start() throws Exception {
    context.create().page("/content/museum");
    context.create().page(PAGE);
    context.resourceResolver().commit();
    session = context.resourceResolver().adaptTo(Session.class);
    content = session.getNode(PAGE + "/jcr:content");
  }

  private List<String> paths(String identifier) throws WorkflowException {
    RunningWorkflow workflow =
        new RunningWorkflow(context.resourceResolver(), "JCR_UUID", identifier);
    return new Payload(CqPage::isPage, " is no page.").paths(workflow.item(), workflow.session());
  }

  private void mix(Node node, String mixin) throws RepositoryException {
    node.addMixin(mixin);
    session.save();
  }

  @Test
  void theIdentifierOfAPageOrOfItsContentIsThePages() throws Exception {
    Node page = session.getNode(PAGE);
    mix(page, "mix:referenceable");
    mix(content, "mix:referenceable");
    assertEquals(List.of(PAGE), paths(page.getProperty("jcr:uuid").getString()));
    assertEquals(List.of(PAGE), paths(content.getProperty("jcr:uuid").getString()));
  }

  @Test
  void aVersionOfAPageCannotBePosted() throws Exception {
    mix(content, "mix:versionable");
    Version version = session.getWorkspace().getVersionManager().checkin(content.getPath());
    String frozen = version.getFrozenNode().getIdentifier();
    String reason = assertThrows(WorkflowException.class, () -> paths(frozen)).getMessage();
    assertTrue(reason.contains("/jcr:system/jcr:versionStorage"), reason);
  }

  @Test
  void anIdentifierThatNothingHasIsNamed() {
    String nothing = "4e3c2b1a-0000-4000-8000-000000000000";
    String reason = assertThrows(WorkflowException.class, () -> paths(nothing)).getMessage();
    assertTrue(reason.contains(nothing), reason);
  }
}
