// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem.dialog;

import com.adobe.granite.ui.components.ds.DataSource;
import com.adobe.granite.ui.components.ds.SimpleDataSource;
import com.adobe.granite.ui.components.ds.ValueMapResource;
import dev.smo.host.ComponentPolicy;
import dev.smo.share.KnownNetworks;
import dev.smo.share.NetworkLink;
import java.util.List;
import java.util.Map;
import javax.servlet.Servlet;
import org.apache.felix.scr.annotations.Component;
import org.apache.felix.scr.annotations.Property;
import org.apache.felix.scr.annotations.Reference;
import org.apache.felix.scr.annotations.Service;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.SlingHttpServletResponse;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ValueMap;
import org.apache.sling.api.servlets.SlingSafeMethodsServlet;
import org.apache.sling.api.wrappers.ValueMapDecorator;

/**
 * Data source of dialogs: the networks and buttons that a share bar can have, with those of other
 * bundles and configurations. A dialog stands on its component, which is the suffix of the request;
 * where the policy of that component allows some networks only, there are no others to choose from.
 */
@Component
@Service(Servlet.class)
@Property(name = "sling.servlet.resourceTypes", value = NetworkChoice.RESOURCE_TYPE)
public final class NetworkChoice extends SlingSafeMethodsServlet {
  static final String RESOURCE_TYPE = "smo/aem/datasources/networks";

  private static final long serialVersionUID = 1L;

  @Reference private transient ComponentPolicy policies;

  @Override
  protected void doGet(SlingHttpServletRequest request, SlingHttpServletResponse response) {
    KnownNetworks known = request.adaptTo(KnownNetworks.class);
    List<String> allowed = allowed(request.getRequestPathInfo().getSuffixResource());
    List<NetworkLink> networks = known == null ? List.of() : known.getShared();
    request.setAttribute(
        DataSource.class.getName(),
        new SimpleDataSource(
            networks.stream()
                .filter(network -> allowed.isEmpty() || allowed.contains(network.network()))
                .map(network -> option(request, network))
                .iterator()));
  }

  private List<String> allowed(Resource component) {
    return component == null
        ? List.of()
        : List.of(policies.of(component).get("allowedNetworks", new String[0]));
  }

  private static Resource option(SlingHttpServletRequest request, NetworkLink network) {
    ValueMap values =
        new ValueMapDecorator(Map.of("value", network.network(), "text", network.label()));
    return new ValueMapResource(request.getResourceResolver(), "", "nt:unstructured", values);
  }
}
