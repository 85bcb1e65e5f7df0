package dev.smo.aem;

import com.adobe.granite.workflow.WorkflowException;
import com.adobe.granite.workflow.WorkflowSession;
import com.adobe.granite.workflow.collection.ResourceCollection;
import com.adobe.granite.workflow.exec.WorkItem;
import com.adobe.granite.workflow.exec.WorkflowData;
import java.util.ArrayList;
import java.util.List;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;

/** What a workflow is about: a page, an asset, or a collection of them (a workflow package). */
final class Payload {
  private static final String PACKAGE = "vlt:PackageDefinition";

  private Payload() {}

  /**
   * Paths of the pages and assets, in the order of the collection.
   *
   * @throws WorkflowException there is none, or something among them cannot be posted
   */
  static List<String> paths(WorkItem item, WorkflowSession session) throws WorkflowException {
    ResourceResolver resolver = session.adaptTo(ResourceResolver.class);
    if (resolver == null) {
      throw new WorkflowException("The session of the workflow gives no resource resolver.");
    }
    String path = path(item.getWorkflowData(), resolver);
    Resource payload = resolver.getResource(path);
    if (payload == null) {
      throw new WorkflowException("Nothing is at " + path + ", or the workflow may not read it.");
    }
    if (canBePosted(payload)) {
      return List.of(path);
    }
    Resource collection = collection(payload, 2);
    if (collection == null) {
      throw new WorkflowException(notPosted(path));
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
            "Pages and assets can be syndicated, no " + data.getPayloadType() + ".");
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

  private static List<String> members(Resource collection, ResourceResolver resolver)
      throws WorkflowException {
    List<String> paths = new ArrayList<>();
    Resource filter = collection.getChild(ResourceCollection.NN_FILTER);
    for (Resource entry : filter == null ? List.<Resource>of() : filter.getChildren()) {
      String path = CqPage.pathOf(entry.getValueMap().get(ResourceCollection.PN_FILTER_ROOT, ""));
      Resource member = resolver.getResource(path);
      if (member == null || !canBePosted(member)) {
        throw new WorkflowException(notPosted(path));
      }
      paths.add(path);
    }
    if (paths.isEmpty()) {
      throw new WorkflowException(collection.getPath() + " lists nothing.");
    }
    return paths;
  }

  private static boolean canBePosted(Resource any) {
    return CqPage.isPage(any) || CqAsset.isAsset(any);
  }

  private static String notPosted(String path) {
    return path + " is neither a page of a site nor an asset, so it cannot be posted.";
  }
}
