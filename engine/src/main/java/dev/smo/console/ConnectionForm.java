package dev.smo.console;

import dev.smo.connections.Account;
import dev.smo.connections.FieldCheck;
import dev.smo.connector.Field;
import dev.smo.connector.Network;
import dev.smo.post.Secret;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
    refuseUnknown();
    Map<String, String> settings = new HashMap<>();
    Map<String, Secret> secrets = new HashMap<>();
    for (Field field : network.connectionFields()) {
      String value = parameter(parameterOf(field));
      boolean stored = field.secret() && value.isEmpty() && kept.contains(field.name());
      if (!stored) {
        field.problem(value).ifPresent(problem -> refuse(field, problem));
      }
      if (!value.isEmpty() && field.secret()) {
        secrets.put(field.name(), Secret.of(value));
      } else if (!value.isEmpty()) {
        settings.put(field.name(), value);
      }
    }
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

  private static String parameterOf(Field field) {
    return (field.secret() ? SECRETS : SETTINGS) + field.name();
  }

  private static void refuse(Field field, String problem) {
    throw Refusal.badRequest(problem + " (" + parameterOf(field) + ")");
  }

  private void refuseUnknown() {
    Set<String> known =
        network.connectionFields().stream()
            .map(ConnectionForm::parameterOf)
            .collect(Collectors.toSet());
    for (Object sent : request.getParameterMap().keySet()) {
      if (sent instanceof String name
          && (name.startsWith(SETTINGS) || name.startsWith(SECRETS))
          && !known.contains(name)) {
        throw Refusal.badRequest(network.label() + " has no parameter " + name + ".");
      }
    }
  }

  private String endpoint() {
    String text = parameter("endpoint");
    if (text.isEmpty() && network.endpoint() == Network.Endpoint.MANDATORY) {
      throw Refusal.badRequest(network.label() + " asks for the address of a server. (endpoint)");
    }
    if (!FieldCheck.isAddress(text)) {
      throw Refusal.badRequest(
          "The endpoint must be a web address such as https://social.example.");
    }
    return text;
  }

  private String parameter(String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value.strip();
  }
}
