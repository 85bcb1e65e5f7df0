// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.connections.Account;
import dev.smo.connections.Connections;
import dev.smo.connections.Connectors;
import dev.smo.connector.Network;
import dev.smo.connector.Watcher;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.environment.Environment;
import java.util.Comparator;
import java.util.List;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What every page of the console has to know: who asks, and what there is to choose from. */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/session")
public class SessionServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;

  private final transient Connectors networks;
  private final transient Connections connections;
  private final transient Environment environment;

  @Activate
  public SessionServlet(
      @Reference Tokens tokens,
      @Reference Connectors networks,
      @Reference Connections connections,
      @Reference Environment environment) {
    super(tokens);
    this.networks = networks;
    this.connections = connections;
    this.environment = environment;
  }

  /**
   * What is shown.
   *
   * @param obstacle why nothing is sent from here at all; null where it is
   */
  record View(
      String user,
      boolean administrator,
      @Nullable String obstacle,
      List<NetworkName> networks,
      List<ConnectionName> connections) {}

  /** A network that can be connected. */
  record NetworkName(String name, String label, String color) {}

  /**
   * An account, for those who filter by it; nothing of how it is reached.
   *
   * @param posts whether it can be chosen to post on; not on networks that only look at things
   */
  record ConnectionName(String id, String label, String network, boolean posts) {}

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    return new View(
        visitor.id(),
        visitor.administrator(),
        environment.obstacle().orElse(null),
        networks.all().stream().map(SessionServlet::name).toList(),
        connections.all().stream()
            .sorted(Comparator.comparing(Account::id))
            .map(this::name)
            .toList());
  }

  private ConnectionName name(Account account) {
    boolean onlyLooks =
        networks.find(Watcher.class, account.network()).isPresent()
            && networks.poster(account.network()).isEmpty();
    return new ConnectionName(account.id(), account.label(), account.network(), !onlyLooks);
  }

  private static NetworkName name(Network network) {
    return new NetworkName(network.name(), network.label(), network.color());
  }
}
