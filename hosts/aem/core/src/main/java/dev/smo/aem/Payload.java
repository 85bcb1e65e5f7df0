// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import com.adobe.granite.workflow.WorkflowException;
import com.adobe.granite.workflow.WorkflowSession;
import com.adobe.granite.workflow.collection.ResourceCollection;
import com.adobe.granite.workflow.exec.WorkItem;
import com.adobe.granite.workflow.exec.WorkflowData;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;

/**
 * What a workflow is about: one thing, such as a page, or a collection of them (a workflow
 * package).
 *
 * @param takes whether the step can do something with it
 * @param refusal why it can do nothing with anything else, as the end of a sentence
 */
public record Payload(Predicate<Resource> takes, String refusal) {
  private static final String PACKAGE = "vlt:PackageDefinition";

  /**
   * Reads with the rights of the engine's session.
   *
   * @throws WorkflowException the session gives none
   */
  public static ResourceResolver resolver(WorkflowSession session) throws WorkflowException {
    ResourceResolver resolver = session.adaptTo(ResourceResolver.class);
    if (resolver == null) {
      throw new WorkflowException("The session of the workflow gives no resource resolver.");
    }
    return resolver;
  }

  /**
   * Paths of the things, in the order of the collection.
   *
   * @throws WorkflowException there is none, or the step can do nothing with one of them
   */
  public List<String> paths(WorkItem item, WorkflowSession session) throws WorkflowException {
    ResourceResolver resolver = resolver(session);
    String path = path(item.getWorkflowData(), resolver);
    Resource payload = resolver.getResource(path);
    if (payload == null) {
      throw new WorkflowException("Nothing is at " + path + ", or the workflow may not read it.");
    }
    if (takes.test(payload)) {
      return List.of(path);
    }
    Resource collection = collection(payload, 2);
    if (collection == null) {
      throw new WorkflowException(path + refusal);
    }
    return members(collection, resolver);
  }

  private static String path(WorkflowData data, ResourceResolver resolver)
      throws WorkflowException {
    String payload = String.valueOf(data.getPayload());
    switch (String.valueOf(data.getPayloadType())) {
      case "JCR_PATH":
        // Workflows are started on the content node of a page as well.
        return CqPage.pathOf(payload);
      case "JCR_UUID":
        Session jcr = resolver.adaptTo(Session.class);
        try {
          if (jcr != null) {
            return CqPage.pathOf(jcr.getNodeByIdentifier(payload).getPath());
          }
        } catch (RepositoryException e) {
          throw new WorkflowException("There is no node with the identifier " + payload + ".", e);
        }
        throw new WorkflowException("Without a JCR session no node is found by its identifier.");
      default:
        throw new WorkflowException(
            "The payload of this step is a path or an identifier, no "
                + data.getPayloadType()
                + ".");
    }
  }

  /** A node of the collection itself, or the page that AEM's workflow packages are. */
  private static @Nullable Resource collection(Resource any, int depth) {
    if (PACKAGE.equals(any.getValueMap().get("jcr:primaryType", ""))) {
      return any;
    }
    for (Resource child : any.getChildren()) {
      Resource found = depth == 0 ? null : collection(child, depth - 1);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private List<String> members(Resource collection, ResourceResolver resolver)
      throws WorkflowException {
    List<String> paths = new ArrayList<>();
    Resource filter = collection.getChild(ResourceCollection.NN_FILTER);
    for (Resource entry : filter == null ? List.<Resource>of() : filter.getChildren()) {
      String path = CqPage.pathOf(entry.getValueMap().get(ResourceCollection.PN_FILTER_ROOT, ""));
      Resource member = resolver.getResource(path);
      if (member == null || !takes.test(member)) {
        throw new WorkflowException(path + refusal);
      }
      paths.add(path);
    }
    if (paths.isEmpty()) {
      throw new WorkflowException(collection.getPath() + " lists nothing.");
    }
    return paths;
  }
}
