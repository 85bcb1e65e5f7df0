// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it.standin;

import com.adobe.granite.workflow.WorkflowException;
import com.adobe.granite.workflow.WorkflowSession;
import com.adobe.granite.workflow.exec.WorkItem;
import com.adobe.granite.workflow.exec.Workflow;
import com.adobe.granite.workflow.exec.WorkflowData;
import com.adobe.granite.workflow.exec.WorkflowProcess;
import com.adobe.granite.workflow.metadata.MetaDataMap;
import com.day.cq.replication.ReplicationAction;
import com.day.cq.replication.ReplicationActionType;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.SlingHttpServletResponse;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.servlets.SlingAllMethodsServlet;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/**
 * Does from outside what AEM does by itself: {@code do=replicate}, {@code do=distribute} send the
 * event of a publication, {@code do=step} runs a workflow step and answers what it wrote, {@code
 * do=find} whether there is one, {@code do=replicated} tells what was given to the replicator.
 */
final class HostServlet extends SlingAllMethodsServlet {
  private static final long serialVersionUID = 1L;
  private static final String DISTRIBUTED =
      "org/apache/sling/distribution/agent/package/distributed";

  private final transient BundleContext context;
  private final transient List<String> replicated;

  HostServlet(BundleContext context, List<String> replicated) {
    this.context = context;
    this.replicated = replicated;
  }

  @Override
  protected void doPost(SlingHttpServletRequest request, SlingHttpServletResponse response)
      throws IOException {
    String[] paths = request.getParameterValues("path");
    response.setContentType("text/plain;charset=UTF-8");
    switch (String.valueOf(request.getParameter("do"))) {
      case "replicate" -> {
        ReplicationActionType type = ReplicationActionType.fromName(request.getParameter("type"));
        send(new ReplicationAction(type, paths, 0, "admin", "").toEvent());
      }
      case "distribute" ->
          send(
              new Event(
                  DISTRIBUTED,
                  Map.of(
                      "distribution.type",
                      request.getParameter("type"),
                      "distribution.paths",
                      paths,
                      "distribution.deep.paths",
                      new String[0],
                      "distribution.component.kind",
                      "AGENT",
                      "distribution.component.name",
                      request.getParameter("agent"))));
      case "step" -> response.getWriter().print(step(request, paths[0]));
      case "find" -> response.getWriter().print(find(request.getParameter("label")) != null);
      case "replicated" -> response.getWriter().print(String.join("\n", replicated));
      default -> response.sendError(SlingHttpServletResponse.SC_BAD_REQUEST);
    }
  }

  private void send(Event event) {
    context.getService(context.getServiceReference(EventAdmin.class)).postEvent(event);
  }

  private String step(SlingHttpServletRequest request, String path) {
    Map<String, Object> written = new HashMap<>();
    WorkflowData data =
        Stand.in(
            WorkflowData.class,
            (method, arguments) ->
                switch (method) {
                  case "getPayloadType" -> "JCR_PATH";
                  case "getPayload" -> path;
                  case "getMetaDataMap" -> new Metadata(written);
                  default -> throw Stand.unknown(method);
                });
    Metadata ofItem = new Metadata(written);
    Workflow workflow =
        Stand.in(
            Workflow.class,
            (method, arguments) ->
                switch (method) {
                  case "getWorkflowData" -> data;
                  case "getMetaDataMap" -> ofItem;
                  case "getId" -> "/var/workflow/instances/test";
                  default -> throw Stand.unknown(method);
                });
    WorkItem item =
        Stand.in(
            WorkItem.class,
            (method, arguments) ->
                switch (method) {
                  case "getWorkflowData" -> data;
                  case "getMetaDataMap" -> ofItem;
                  case "getWorkflow" -> workflow;
                  case "getId" -> "/var/workflow/instances/test/item";
                  default -> throw Stand.unknown(method);
                });
    WorkflowSession session =
        Stand.in(
            WorkflowSession.class,
            (method, arguments) -> {
              if (method.equals("adaptTo") && arguments[0] == ResourceResolver.class) {
                return request.getResourceResolver();
              }
              if (method.equals("adaptTo")) {
                return request.getResourceResolver().adaptTo((Class<?>) arguments[0]);
              }
              return method.equals("updateWorkflowData") ? null : refuse(method);
            });
    MetaDataMap arguments =
        new Metadata(new HashMap<>(Map.of("PROCESS_ARGS", request.getParameter("arguments"))));
    try {
      process(request.getParameter("label")).execute(item, session, arguments);
      return "done\n" + written;
    } catch (WorkflowException e) {
      return "failed: " + e.getMessage();
    }
  }

  private static Object refuse(String method) {
    throw Stand.unknown(method);
  }

  private WorkflowProcess process(String label) {
    return context.getService(find(label));
  }

  /** The workflow step of a name; null where there is none yet. */
  private ServiceReference<WorkflowProcess> find(String label) {
    try {
      Collection<ServiceReference<WorkflowProcess>> found =
          context.getServiceReferences(WorkflowProcess.class, "(process.label=" + label + ")");
      return found.isEmpty() ? null : found.iterator().next();
    } catch (InvalidSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
