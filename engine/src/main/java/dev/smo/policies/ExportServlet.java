// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.policies;

import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import java.util.Map;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What a place says itself, as a file for another installation: as JSON that Sling imports, or as a
 * content package.
 */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/policies/export")
public class ExportServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;

  private final transient Places places;
  private final transient PolicyForms forms;

  @Activate
  public ExportServlet(
      @Reference Tokens tokens, @Reference Places places, @Reference PolicyForms forms) {
    super(tokens);
    this.places = places;
    this.forms = forms;
  }

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    Place place = places.at(required(request, "site"), request.getResourceResolver());
    Map<String, Map<String, Object>> own = forms.own(place);
    if (own.isEmpty()) {
      throw Refusal.notFound(
          place.resource().getPath()
              + " has no settings of its own, so there is nothing to export.");
    }
    String name = place.conf().replaceFirst("^/conf/", "").replaceAll("[^A-Za-z0-9]+", "-");
    return switch (required(request, "as")) {
      case "json" ->
          new Download("application/json", name + ".json", ConfigurationJson.of(place.conf(), own));
      case "package" ->
          new Download(
              "application/zip",
              "smo-settings-" + name + ".zip",
              ConfigurationPackage.of(name, place.conf(), own));
      default -> throw Refusal.badRequest("The parameter as is json or package.");
    };
  }
}
