package dev.smo.console;

import dev.smo.connections.Account;
import dev.smo.connections.Connectors.Network;
import dev.smo.post.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.sling.api.SlingHttpServletRequest;

/**
 * The form of a connection: parameters {@code id}, {@code label}, {@code endpoint}, {@code
 * settings.<name>} and {@code secrets.<name>}, where the names are those that the network asks for.
 */
final class ConnectionForm {
  private static final String SETTINGS = "settings.";
  private static final String SECRETS = "secrets.";

  private final SlingHttpServletRequest request;
  private final Network network;

  ConnectionForm(SlingHttpServletRequest request, Network network) {
    this.request = request;
    this.network = network;
  }

  /**
   * What a person typed in, checked. A secret that was left empty is left out: it keeps its value.
   *
   * @param kept names of the secrets that are stored already
   */
  Account.Form read(Set<String> kept) {
    String query = request.getQueryString();
    if (query != null && query.contains("secrets")) {
      throw Refusal.badRequest(
          "Secrets belong into the body of the request, not into its address.");
    }
    Map<String, String> settings = values(SETTINGS, network.settings(), Set.of());
    Map<String, Secret> secrets = new HashMap<>();
    values(SECRETS, network.secrets(), kept)
        .forEach((name, value) -> secrets.put(name, Secret.of(value)));
    try {
      return new Account.Form(
          JsonServlet.required(request, "id"),
          network.name(),
          parameter("label"),
          endpoint(),
          settings,
          secrets);
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private Map<String, String> values(String prefix, List<String> fields, Set<String> kept) {
    List<String> names = new ArrayList<>();
    Map<String, String> values = new HashMap<>();
    for (String field : fields) {
      boolean mandatory = field.endsWith("*");
      String name = mandatory ? field.substring(0, field.length() - 1) : field;
      String value = parameter(prefix + name);
      names.add(prefix + name);
      if (!value.isEmpty()) {
        values.put(name, value);
      } else if (mandatory && !kept.contains(name)) {
        throw Refusal.badRequest("The parameter " + prefix + name + " is missing.");
      }
    }
    for (Object sent : request.getParameterMap().keySet()) {
      if (sent instanceof String name && name.startsWith(prefix) && !names.contains(name)) {
        throw Refusal.badRequest(network.label() + " has no parameter " + name + ".");
      }
    }
    return values;
  }

  private String endpoint() {
    String text = parameter("endpoint");
    if (text.isEmpty()) {
      return text;
    }
    try {
      URI uri = new URI(text);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getUserInfo() == null) {
        return text;
      }
    } catch (URISyntaxException e) {
      // falls through to the refusal
    }
    throw Refusal.badRequest("The endpoint must be a web address such as https://social.example.");
  }

  private String parameter(String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value.strip();
  }
}
