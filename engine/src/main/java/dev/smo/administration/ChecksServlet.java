// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.administration;

import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.lanes.Lanes;
import java.util.List;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** What monitoring would be told at this moment. */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/administration/checks")
public class ChecksServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;

  private final transient Lanes lanes;
  private final transient @Nullable Checks checks;

  @Activate
  public ChecksServlet(
      @Reference Tokens tokens,
      @Reference Lanes lanes,
      @Reference(
              cardinality = ReferenceCardinality.OPTIONAL,
              policyOption = ReferencePolicyOption.GREEDY)
          @Nullable
          Checks checks) {
    super(tokens);
    this.lanes = lanes;
    this.checks = checks;
  }

  /** The checks as they were at a time. */
  private record View(String at, List<Checks.Check> checks) {}

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    Administrators.only(visitor);
    return new View(lanes.now().toString(), checks == null ? List.of() : checks.run());
  }
}
