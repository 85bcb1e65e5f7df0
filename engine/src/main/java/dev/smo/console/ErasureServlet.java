// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.engagement.Erasure;
import dev.smo.syndication.Identities;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Erases what is kept of a page, a connection or a person, for administrators. */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/erasure")
public class ErasureServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;

  private final transient Erasure erasure;
  private final transient Identities identities;

  @Activate
  public ErasureServlet(
      @Reference Tokens tokens, @Reference Erasure erasure, @Reference Identities identities) {
    super(tokens);
    this.erasure = erasure;
    this.identities = identities;
  }

  @Override
  Object show(SlingHttpServletRequest request, Visitor visitor) {
    throw Refusal.badRequest("POST says what is to be erased: kind and name.");
  }

  @Override
  Object change(SlingHttpServletRequest request, Visitor visitor) {
    if (!visitor.administrator()) {
      throw Refusal.forbidden("Only administrators erase what is kept.");
    }
    String kind = required(request, "kind");
    String name = required(request, "name");
    return switch (kind) {
      case "page" -> erasure.page(identities.find(name).orElse(name));
      case "connection" -> erasure.connection(name);
      case "person" -> erasure.person(name);
      default -> throw Refusal.badRequest("kind is page, connection or person.");
    };
  }
}
