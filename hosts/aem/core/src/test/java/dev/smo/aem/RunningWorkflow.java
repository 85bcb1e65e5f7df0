// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import com.adobe.granite.workflow.WorkflowSession;
import com.adobe.granite.workflow.exec.WorkItem;
import com.adobe.granite.workflow.exec.Workflow;
import com.adobe.granite.workflow.exec.WorkflowData;
import com.adobe.granite.workflow.metadata.MetaDataMap;
import com.adobe.granite.workflow.metadata.SimpleMetaDataMap;
import org.apache.sling.api.resource.ResourceResolver;

/** A workflow at one of its steps, with AEM's own metadata maps. */
public final class RunningWorkflow {
  public boolean saved;
  private final MetaDataMap ofItem = new SimpleMetaDataMap();
  private final MetaDataMap ofData = new SimpleMetaDataMap();
  private final ResourceResolver resolver;
  private final WorkflowData data;

  public RunningWorkflow(ResourceResolver resolver, String type, String payload) {
    this.resolver = resolver;
    data =
        Stand.in(
            WorkflowData.class,
            (method, a) ->
                switch (method) {
                  case "getPayloadType" -> type;
                  case "getPayload" -> payload;
                  case "getMetaDataMap" -> ofData;
                  default -> throw Stand.refused(method);
                });
  }

  public WorkItem item() {
    return Stand.in(
        WorkItem.class,
        (method, a) ->
            switch (method) {
              case "getWorkflowData" -> data;
              case "getMetaDataMap" -> ofItem;
              case "getId" -> "item";
              case "getWorkflow" -> Stand.in(Workflow.class, (m, b) -> "workflow");
              default -> throw Stand.refused(method);
            });
  }

  public WorkflowSession session() {
    return Stand.in(
        WorkflowSession.class,
        (method, a) ->
            switch (method) {
              case "adaptTo" -> resolver;
              case "updateWorkflowData" -> {
                saved = true;
                yield null;
              }
              default -> throw Stand.refused(method);
            });
  }

  public String data(String name) {
    return ofData.get(name, String.class);
  }

  public String comment() {
    return ofItem.get("comment", String.class);
  }
}
