// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.endpoint;

import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Gives the person who asks a token for changes. */
@Component(service = Servlet.class, property = "sling.auth.requirements=+/bin/smo")
@SlingServletPaths("/bin/smo/token")
public class TokenServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;

  private final transient Tokens tokens;

  @Activate
  public TokenServlet(@Reference Tokens tokens) {
    super(tokens);
    this.tokens = tokens;
  }

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    return tokens.issue(visitor.id());
  }
}
