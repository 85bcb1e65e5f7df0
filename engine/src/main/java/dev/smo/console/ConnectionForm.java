// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.connections.Account;
import dev.smo.connections.Connections;
import dev.smo.connections.FieldCheck;
import dev.smo.connector.Field;
import dev.smo.connector.Network;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.networks.FieldProblem;
import dev.smo.post.Application;
import dev.smo.post.Secret;
import dev.smo.schedule.Rhythm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.sling.api.SlingHttpServletRequest;

/**
 * The form of a connection: parameters {@code id}, {@code label}, {@code endpoint}, {@code
 * settings.<name>} and {@code secrets.<name>}, where the names are those that the network asks for;
 * and the texts of a {@link Rhythm}.
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

  /** Checked values of fields. */
  private record Typed(Map<String, String> settings, Map<String, Secret> secrets) {}

  /**
   * What a person typed in, checked. A secret that was left empty is left out: it keeps its value.
   *
   * @param kept names of the secrets that are stored already
   */
  private Typed typed(List<Field> fields, Set<String> kept) {
    String query = request.getQueryString();
    if (query != null && query.contains("secrets")) {
      throw Refusal.badRequest(
          "Secrets belong into the body of the request, not into its address.");
    }
    refuseUnknown(fields);
    Map<String, String> settings = new HashMap<>();
    Map<String, Secret> secrets = new HashMap<>();
    for (Field field : fields) {
      String value = parameter(parameterOf(field));
      boolean stored = field.secret() && value.isEmpty() && kept.contains(field.name());
      if (!stored) {
        FieldProblem.of(field, value).ifPresent(problem -> refuse(field, problem));
      }
      if (!value.isEmpty() && field.secret()) {
        secrets.put(field.name(), Secret.of(value));
      } else if (!value.isEmpty()) {
        settings.put(field.name(), value);
      }
    }
    return new Typed(settings, secrets);
  }

  private Account.Form read(Set<String> kept) {
    Typed typed = typed(network.connectionFields(), kept);
    try {
      return new Account.Form(
          JsonServlet.required(request, "id"),
          network.name(),
          parameter("label"),
          endpoint(),
          typed.settings(),
          typed.secrets(),
          rhythm());
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(String.valueOf(e.getMessage()));
    }
  }

  /**
   * What a person typed in over what is stored. What the network itself gave, such as the account's
   * id, stays for as long as the server is the same.
   */
  Account.Form over(Optional<Account> before) {
    Account.Form form = read(before.map(Account::secrets).orElse(Set.of()));
    if (before.isEmpty() || !before.get().endpoint().equals(form.endpoint())) {
      return form;
    }
    Map<String, String> settings = new HashMap<>(before.get().settings());
    network.connectionFields().forEach(field -> settings.remove(field.name()));
    settings.putAll(form.settings());
    return new Account.Form(
        form.id(),
        form.network(),
        form.label(),
        form.endpoint(),
        settings,
        form.secrets(),
        form.rhythm());
  }

  /** What a person typed in who will sign in; secrets come from the network then. */
  Account.Form readWithoutSecrets() {
    Set<String> granted =
        network.connectionFields().stream()
            .filter(Field::secret)
            .map(Field::name)
            .collect(Collectors.toSet());
    Account.Form form = read(granted);
    if (!form.secrets().isEmpty()) {
      throw Refusal.badRequest("Who signs in enters no secrets.");
    }
    return form;
  }

  /**
   * Sees to it that the connection may be made or changed here; gives what it is by now.
   *
   * @throws Refusal OSGi configuration holds it, or it is on another network
   */
  Optional<Account> changeable(Connections connections) {
    Optional<Account> before = connections.find(JsonServlet.required(request, "id"));
    if (before.isPresent() && before.get().configured()) {
      throw configured(before.get());
    }
    if (before.isPresent() && !before.get().network().equals(network.name())) {
      throw Refusal.conflict("There is a connection " + before.get().id() + " on another network.");
    }
    return before;
  }

  /** All settings that a request names, unchecked; empty ones are left out. */
  static Map<String, String> settingsOf(SlingHttpServletRequest request) {
    Map<String, String> settings = new HashMap<>();
    for (Object sent : request.getParameterMap().keySet()) {
      String value = sent instanceof String name ? request.getParameter(name) : null;
      if (sent instanceof String name
          && name.startsWith(SETTINGS)
          && value != null
          && !value.isBlank()) {
        settings.put(name.substring(SETTINGS.length()), value.strip());
      }
    }
    return settings;
  }

  static Refusal configured(Account account) {
    return Refusal.conflict(
        "The connection " + account.id() + " stands in OSGi configuration; change it there.");
  }

  private static String parameterOf(Field field) {
    return (field.secret() ? SECRETS : SETTINGS) + field.name();
  }

  private static void refuse(Field field, String problem) {
    throw Refusal.badRequest(problem + " (" + parameterOf(field) + ")");
  }

  private void refuseUnknown(List<Field> fields) {
    Set<String> known =
        fields.stream().map(ConnectionForm::parameterOf).collect(Collectors.toSet());
    for (Object sent : request.getParameterMap().keySet()) {
      if (sent instanceof String name
          && (name.startsWith(SETTINGS) || name.startsWith(SECRETS))
          && !known.contains(name)) {
        throw Refusal.badRequest(network.label() + " has no parameter " + name + ".");
      }
    }
  }

  /** The application that a person typed in, over what is stored of it. */
  Application application(Application before) {
    if (network.applicationFields().isEmpty()) {
      throw Refusal.badRequest(network.label() + " knows no applications.");
    }
    Typed typed = typed(network.applicationFields(), before.secrets().keySet());
    Map<String, Secret> secrets = new HashMap<>(before.secrets());
    secrets.putAll(typed.secrets());
    return Application.of(typed.settings(), secrets);
  }

  /** The server's address that a person typed in, checked; empty where there is none. */
  String endpoint() {
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

  /** When and how much it posts; empty where the request says nothing of it. */
  private Optional<Rhythm> rhythm() {
    Map<String, String> texts = new HashMap<>();
    for (String name : Rhythm.NAMES) {
      if (request.getParameter(name) != null) {
        texts.put(name, parameter(name));
      }
    }
    return texts.isEmpty() ? Optional.empty() : Optional.of(Rhythm.of(texts));
  }

  private String parameter(String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value.strip();
  }
}
