// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.connections.Applications;
import dev.smo.connections.Connectors;
import dev.smo.connector.ApplicationRegistrar;
import dev.smo.post.Application;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServletResponse;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.SlingHttpServletResponse;
import org.apache.sling.api.servlets.SlingSafeMethodsServlet;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this installation says of itself to networks that know an application by the address of such
 * a document: {@code client.<network>.json}. Networks read it themselves, so it is for everybody,
 * and holds nothing secret.
 */
@Component(
    service = Servlet.class,
    property = "sling.auth.requirements=-" + ClientDocumentServlet.PATH)
@SlingServletPaths(ClientDocumentServlet.PATH)
public class ClientDocumentServlet extends SlingSafeMethodsServlet {
  static final String PATH = "/bin/smo/client";

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ClientDocumentServlet.class);

  private final transient Connectors networks;
  private final transient Applications applications;
  private final transient ReturnAddress addresses;

  @Activate
  public ClientDocumentServlet(
      @Reference Connectors networks,
      @Reference Applications applications,
      @Reference ReturnAddress addresses) {
    this.networks = networks;
    this.applications = applications;
    this.addresses = addresses;
  }

  @Override
  protected void doGet(SlingHttpServletRequest request, SlingHttpServletResponse response)
      throws IOException {
    try {
      Optional<String> document = document(request);
      send(
          response,
          document.isPresent() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_NOT_FOUND,
          document.orElse("{\"error\":\"No network knows this server by such a document.\"}"));
    } catch (RuntimeException e) {
      // A container would show its words, to a stranger.
      LOG.warn("The document of this server cannot be made", e);
      send(
          response,
          HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
          "{\"error\":\"This failed inside the server; its log says more.\"}");
    }
  }

  private Optional<String> document(SlingHttpServletRequest request) {
    @Nullable String network = request.getRequestPathInfo().getSelectorString();
    if (network == null || !"json".equals(request.getRequestPathInfo().getExtension())) {
      return Optional.empty();
    }
    Optional<ApplicationRegistrar> registrar = networks.find(ApplicationRegistrar.class, network);
    if (registrar.isEmpty()) {
      return Optional.empty();
    }
    URI redirect = addresses.of(request, SignInServlet.PATH);
    List<Application> registered =
        applications.all(network).stream()
            .map(one -> Application.of(one.settings(), Map.of()))
            .toList();
    return Optional.of(
            registrar.get().document(redirect.resolve(name(network)), redirect, registered))
        .filter(document -> !document.isEmpty());
  }

  /** Beside the redirect address. */
  private static String name(String network) {
    return PATH.substring(PATH.lastIndexOf('/') + 1) + "." + network + ".json";
  }

  private static void send(SlingHttpServletResponse response, int status, String document)
      throws IOException {
    byte[] body = document.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("application/json;charset=UTF-8");
    // Which address it names depends on the one that was asked for.
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
