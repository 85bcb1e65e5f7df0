// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.engagement.Erasure;
import dev.smo.syndication.Identities;
import java.util.List;
import java.util.regex.Pattern;
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
  private static final Pattern IDENTITY = Pattern.compile("[0-9a-z]{2,64}");

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
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    throw Refusal.badRequest("POST says what is to be erased: kind and name.");
  }

  @Override
  protected Object change(SlingHttpServletRequest request, Visitor visitor) {
    if (!visitor.administrator()) {
      throw Refusal.forbidden("Only administrators erase what is kept.");
    }
    String kind = required(request, "kind");
    String name = required(request, "name");
    return switch (kind) {
      case "page" -> page(name);
      case "connection" -> erasure.connection(name);
      case "person" -> erasure.person(name);
      default -> throw Refusal.badRequest("kind is page, connection or person.");
    };
  }

  private Erasure.Result page(String name) {
    String identity = identities.find(name).orElse(name);
    Erasure.Result result =
        IDENTITY.matcher(identity).matches()
            ? erasure.page(identity)
            : new Erasure.Result(0, List.of());
    if (result.erased() == 0 && result.left().isEmpty()) {
      throw Refusal.notFound("Nothing is kept of a page " + name + ".");
    }
    return result;
  }
}
