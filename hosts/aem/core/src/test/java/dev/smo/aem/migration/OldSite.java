// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem.migration;

import com.adobe.cq.xf.social.ExperienceFragmentSocialVariation;
import com.adobe.granite.workflow.WorkflowException;
import com.adobe.granite.workflow.metadata.MetaDataMap;
import com.adobe.granite.workflow.metadata.SimpleMetaDataMap;
import com.day.cq.wcm.api.Page;
import dev.smo.aem.RunningWorkflow;
import dev.smo.aem.Stand;
import io.wcm.testing.mock.aem.junit5.AemContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceUtil;

/** A site with pages that use Sharing v1, and the workflow that migrates them. */
record OldSite(AemContext context) {
  static final String SHARING = "core/wcm/components/sharing/v1/sharing";
  static final String PROXY = "museum/components/sharing";
  static final String SHARE = "smo/aem/components/share";
  static final String HOME = "/content/museum/en";

  /** The components, as AEM has them. */
  static OldSite in(AemContext context) {
    component(context, SHARING, "");
    component(context, PROXY, SHARING);
    component(context, "museum/components/sharing-grandchild", PROXY);
    component(context, "museum/components/text", "");
    component(context, "smo/components/share", "");
    component(context, SHARE, "smo/components/share");
    component(context, "museum/components/share", SHARE);
    return new OldSite(context);
  }

  private static void component(AemContext context, String type, String superType) {
    context.create().resource("/apps/" + type, "sling:resourceSuperType", superType);
  }

  OldSite page(String path, Object... properties) {
    node(path, "jcr:primaryType", "cq:Page");
    return node(path + "/jcr:content", with(properties, "jcr:primaryType", "cq:PageContent"));
  }

  OldSite bar(String path, String type, Object... properties) {
    return node(path, with(properties, "sling:resourceType", type));
  }

  /** Makes the node; what it lies in, if need be, too. */
  private OldSite node(String path, Object... properties) {
    return node(path, with(properties));
  }

  private OldSite node(String path, Map<String, Object> properties) {
    try {
      ResourceResolver resolver = context.resourceResolver();
      String parent = path.substring(0, path.lastIndexOf('/'));
      Resource in =
          ResourceUtil.getOrCreateResource(
              resolver, parent, Map.of("jcr:primaryType", "nt:unstructured"), "", true);
      resolver.create(in, path.substring(path.lastIndexOf('/') + 1), properties);
      resolver.commit();
      return this;
    } catch (PersistenceException e) {
      throw new IllegalStateException(path, e);
    }
  }

  private static Map<String, Object> with(Object[] pairs, Object... more) {
    Map<String, Object> map = new HashMap<>();
    map.put("jcr:primaryType", "nt:unstructured");
    for (Object[] from : new Object[][] {more, pairs}) {
      for (int i = 0; i < from.length; i += 2) {
        map.put(from[i].toString(), from[i + 1]);
      }
    }
    return map;
  }

  /** A variation for social media, with AEM's own reading of it, which takes its parts together. */
  OldSite variation(String path, String text, String picture) {
    ExperienceFragmentSocialVariation variation =
        Stand.in(
            ExperienceFragmentSocialVariation.class,
            (method, a) ->
                switch (method) {
                  case "getText" -> text;
                  case "getImagePath" -> picture;
                  default -> throw Stand.refused(method);
                });
    Function<Resource, Page> pages =
        any -> Stand.in(Page.class, (method, a) -> any.getPath().equals(path) ? variation : null);
    context.registerAdapter(Resource.class, Page.class, pages);
    return context.resourceResolver().getResource(path) == null ? page(path) : this;
  }

  /** A property as the repository has it, or null. */
  <T> T value(String path, String property, Class<T> type) {
    ResourceResolver resolver = context.resourceResolver();
    resolver.refresh();
    Resource node = Objects.requireNonNull(resolver.getResource(path), path);
    return node.getValueMap().get(property, type);
  }

  String type(String path) {
    return value(path, "sling:resourceType", String.class);
  }

  /** Runs the step. A line of arguments, as in the step's dialog of AEM. */
  RunningWorkflow run(String payload, String arguments) throws WorkflowException {
    return run(context.resourceResolver(), payload, arguments);
  }

  static RunningWorkflow run(ResourceResolver resolver, String payload, String arguments)
      throws WorkflowException {
    MetaDataMap map = new SimpleMetaDataMap();
    map.put("PROCESS_ARGS", arguments);
    RunningWorkflow workflow = new RunningWorkflow(resolver, "JCR_PATH", payload);
    new MigrateSharingStep().execute(workflow.item(), workflow.session(), map);
    return workflow;
  }
}
