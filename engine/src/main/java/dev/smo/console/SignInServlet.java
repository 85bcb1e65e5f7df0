// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.connections.Account;
import dev.smo.connections.Connections;
import dev.smo.connections.SignIns;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.files.RelativeAddress;
import dev.smo.files.StaticFiles;
import java.net.URI;
import java.util.List;
import java.util.Map;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Signing in on networks, for administrators; docs/signing-in.md tells the whole way. */
@Component(service = Servlet.class)
@SlingServletPaths(SignInServlet.PATH)
public class SignInServlet extends JsonServlet {
  static final String PATH = "/bin/smo/signin";

  private static final long serialVersionUID = 1L;
  private static final String STYLE = "console/console.css";

  private final transient SigningIn signingIn;
  private final transient Connections connections;
  private final transient StaticFiles files;
  private final transient ReturnAddress returns;

  @Activate
  public SignInServlet(
      @Reference Tokens tokens,
      @Reference SigningIn signingIn,
      @Reference Connections connections,
      @Reference StaticFiles files,
      @Reference ReturnAddress returns) {
    super(tokens);
    this.signingIn = signingIn;
    this.connections = connections;
    this.files = files;
    this.returns = returns;
  }

  /**
   * What a person needs who sets up signing in.
   *
   * @param redirect address to be registered at networks
   */
  record Setup(String redirect, List<ApplicationView> applications) {}

  /** One account to choose; what it would give stays here. */
  record AccountView(String id, String label) {}

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    if (request.getParameter("state") != null) {
      return back(request, visitor);
    }
    onlyAdministrators(visitor);
    if (request.getParameter("choices") == null) {
      return new Setup(returns.of(request, PATH).toString(), signingIn.applications());
    }
    String key = required(request, "choices");
    List<AccountView> accounts =
        signingIn.choices(key, SignInCookies.owner(request, visitor, key)).stream()
            .map(one -> new AccountView(one.id(), one.label()))
            .toList();
    return Map.of("accounts", accounts);
  }

  @Override
  protected Object change(SlingHttpServletRequest request, Visitor visitor) {
    onlyAdministrators(visitor);
    String action = required(request, "action");
    return switch (action) {
      case "start" -> start(request, visitor);
      case "choose" -> choose(request, visitor);
      case "application" -> application(request);
      default -> throw Refusal.badRequest("There is no action " + action + ".");
    };
  }

  private ConnectionForm form(SlingHttpServletRequest request) {
    return new ConnectionForm(request, signingIn.network(required(request, "network")));
  }

  private Object application(SlingHttpServletRequest request) {
    ConnectionForm typed = form(request);
    String network = required(request, "network");
    signingIn.keepApplication(network, typed.endpoint(), typed::application);
    return Map.of("application", network);
  }

  private Object start(SlingHttpServletRequest request, Visitor visitor) {
    ConnectionForm typed = form(request);
    typed.changeable(connections);
    Account.Form form = typed.readWithoutSecrets();
    URI redirect = returns.of(request, PATH);
    String page = page(request);
    SigningIn.Away away = signingIn.start(form, new SigningIn.Start(visitor.id(), redirect, page));
    return new WithCookies(
        SignInCookies.leaving(away, redirect, page), Map.of("address", away.address().toString()));
  }

  private Object choose(SlingHttpServletRequest request, Visitor visitor) {
    String key = required(request, "choices");
    String id =
        signingIn.choose(
            key, SignInCookies.owner(request, visitor, key), required(request, "account"));
    return ConnectionView.of(connections.find(id).orElseThrow());
  }

  /** A person whom the network sent back: a browser that shows a page, not a script. */
  private Object back(SlingHttpServletRequest request, Visitor visitor) {
    onlyAdministrators(visitor);
    String state = required(request, "state");
    SigningIn.Back back =
        signingIn.finish(
            new SigningIn.Return(
                state,
                parameter(request, "code"),
                parameter(request, "error"),
                parameter(request, "error_description"),
                parameter(request, "iss")),
            SignInCookies.owner(request, visitor, SignIns.key(state)));
    String told =
        back.choosing() ? "choose=" + SignIns.key(state) : "signedin=" + back.connection();
    return new Elsewhere(RelativeAddress.of(back.page(), request) + "?" + told + "#connections");
  }

  /** Whom a network sent back gets a page; scripts get JSON. */
  @Override
  protected Object failed(SlingHttpServletRequest request, String reason) {
    return "GET".equals(request.getMethod()) && request.getParameter("state") != null
        ? new Html(
            FailurePage.html(
                reason,
                RelativeAddress.of(files.address(request.getResourceResolver(), STYLE), request),
                RelativeAddress.of(SignInCookies.page(request), request)))
        : super.failed(request, reason);
  }

  private static String parameter(SlingHttpServletRequest request, String name) {
    @Nullable String value = request.getParameter(name);
    return value == null ? "" : value;
  }

  /** Path of the console's page, on this server and nowhere else. */
  private static String page(SlingHttpServletRequest request) {
    String page = required(request, "page");
    if (!SignInCookies.isPage(page)) {
      throw Refusal.badRequest("The page must be a path of this server. (page)");
    }
    return page;
  }

  private static void onlyAdministrators(Visitor visitor) {
    if (!visitor.administrator()) {
      throw Refusal.forbidden("Only administrators look after connections.");
    }
  }
}
