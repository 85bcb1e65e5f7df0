// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.connections.Account;
import dev.smo.connections.ConnectionTest;
import dev.smo.connections.Connections;
import dev.smo.connections.Connectors;
import dev.smo.connections.NetworkClient;
import dev.smo.connector.Network;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.environment.Environment;
import dev.smo.lanes.Lanes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The connections, for administrators: list, save, test, remove. */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/connections")
public class ConnectionsServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;

  private final transient Connections connections;
  private final transient Connectors networks;
  private final transient ConnectionTest trial;
  private final transient LoadedChoices loaded;
  private final transient Lanes lanes;

  @Activate
  public ConnectionsServlet(
      @Reference Tokens tokens,
      @Reference Connections connections,
      @Reference NetworkClient client,
      @Reference ConnectionTest trial,
      @Reference LoadedChoices loaded) {
    super(tokens);
    this.connections = connections;
    this.networks = client.connectors();
    this.trial = trial;
    this.loaded = loaded;
    this.lanes = client.lanes();
  }

  /** What a GET shows. */
  record Page(
      List<ConnectionView> connections, List<NetworkView> networks, EnvironmentView environment) {}

  /**
   * Which installation this is.
   *
   * @param obstacle why nothing is sent from it at all; null where it posts
   */
  record EnvironmentView(String name, @Nullable String obstacle) {
    static EnvironmentView of(Environment environment) {
      return new EnvironmentView(environment.name(), environment.obstacle().orElse(null));
    }
  }

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    onlyAdministrators(visitor);
    if (request.getParameter("choices") != null) {
      return Map.of(
          "choices",
          loaded.of(
              required(request, "choices"), existing(request), ConnectionForm.settingsOf(request)));
    }
    Locale language = request.getLocale();
    return new Page(
        connections.all().stream().map(this::view).toList(),
        networks.all().stream().map(one -> view(one, language)).toList(),
        EnvironmentView.of(lanes.environment()));
  }

  @Override
  protected Object change(SlingHttpServletRequest request, Visitor visitor) {
    onlyAdministrators(visitor);
    String action = required(request, "action");
    return switch (action) {
      case "save" -> save(request);
      case "try" -> tried(request);
      case "test" -> trial.check(existing(request)).result();
      case "remove" -> remove(request);
      case "pause" -> paused(existing(request), visitor);
      case "resume" -> resumed(existing(request));
      case "adopt" -> adopted(visitor);
      default -> throw Refusal.badRequest("There is no action " + action + ".");
    };
  }

  /** What was typed in, as the network takes it before it is saved. */
  private ConnectionTest.Result tried(SlingHttpServletRequest request) {
    Account.Form form = typed(request);
    try {
      return trial.tryOut(connections.typedIn(form));
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(String.valueOf(e.getMessage()));
    } catch (IllegalStateException e) {
      throw Refusal.conflict(String.valueOf(e.getMessage()));
    }
  }

  private Account.Form typed(SlingHttpServletRequest request) {
    String name = required(request, "network");
    Network network =
        networks
            .network(name)
            .orElseThrow(() -> Refusal.badRequest("There is no network " + name + "."));
    ConnectionForm typed = new ConnectionForm(request, network);
    return typed.over(typed.changeable(connections));
  }

  private Object save(SlingHttpServletRequest request) {
    Account.Form form = typed(request);
    mustBeAsRead(request, connections.find(form.id()));
    try {
      connections.save(form);
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(String.valueOf(e.getMessage()));
    } catch (IllegalStateException e) {
      throw Refusal.conflict(String.valueOf(e.getMessage()));
    }
    return view(connections.find(form.id()).orElseThrow());
  }

  private NetworkView view(Network network, Locale language) {
    String name = network.name();
    return NetworkView.of(
        network, networks.poster(name).isPresent(), networks.capabilities(name), language);
  }

  private ConnectionView view(Account account) {
    return ConnectionView.of(
            account, lanes.find(account.id()), connections.locked(account.id()), lanes.now())
        .with(trial.last(account.id()));
  }

  private ConnectionView paused(Account account, Visitor visitor) {
    lanes.stop(account.id(), "Paused by " + visitor.id() + ".");
    return view(account);
  }

  private ConnectionView resumed(Account account) {
    lanes.resume(account.id());
    return view(account);
  }

  private EnvironmentView adopted(Visitor visitor) {
    try {
      lanes.environment().adopt(visitor.id());
    } catch (IllegalStateException e) {
      throw Refusal.conflict(String.valueOf(e.getMessage()));
    }
    return EnvironmentView.of(lanes.environment());
  }

  private Object remove(SlingHttpServletRequest request) {
    Account account = existing(request);
    if (account.configured()) {
      throw ConnectionForm.configured(account);
    }
    mustBeAsRead(request, Optional.of(account));
    connections.remove(account.id());
    return Map.of("removed", account.id());
  }

  /** Where a request names a revision; without one, whoever comes last is right. */
  private static void mustBeAsRead(SlingHttpServletRequest request, Optional<Account> now) {
    String read = request.getParameter("revision");
    boolean same = now.filter(account -> account.revision().equals(read)).isPresent();
    if (read != null && !read.isBlank() && !same) {
      throw Refusal.conflict(
          "Somebody has changed or removed this connection since you read it, so nothing was done."
              + " Load the page again.");
    }
  }

  private Account existing(SlingHttpServletRequest request) {
    return connections
        .find(required(request, "id"))
        .orElseThrow(() -> Refusal.notFound("There is no such connection."));
  }

  private static void onlyAdministrators(Visitor visitor) {
    if (!visitor.administrator()) {
      throw Refusal.forbidden("Only administrators look after connections.");
    }
  }
}
