// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.administration;

import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link SupportReport} for scripts, and {@link SupportBundle} for people. */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/support")
public class SupportServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;

  private final transient SupportReport report;
  private final transient SupportBundle bundle;

  @Activate
  public SupportServlet(
      @Reference Tokens tokens, @Reference SupportReport report, @Reference SupportBundle bundle) {
    super(tokens);
    this.report = report;
    this.bundle = bundle;
  }

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    Administrators.only(visitor);
    String as = request.getParameter("as");
    if (as == null || as.isEmpty() || as.equals("json")) {
      return report.now();
    }
    if (!as.equals("zip")) {
      throw Refusal.badRequest("as is json or zip.");
    }
    SupportBundle.Zip zip = bundle.zip();
    return new Download("application/zip", zip.name(), zip.content());
  }

  @Override
  protected Object change(SlingHttpServletRequest request, Visitor visitor) {
    throw Refusal.badRequest("GET shows the report; nothing is changed here.");
  }
}
