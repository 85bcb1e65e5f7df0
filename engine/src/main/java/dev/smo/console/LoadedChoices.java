// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.connections.Account;
import dev.smo.connections.Connectors;
import dev.smo.connections.Sessions;
import dev.smo.connector.Choices;
import dev.smo.connector.Field;
import dev.smo.connector.Network;
import dev.smo.endpoint.ConsoleCalls;
import dev.smo.endpoint.Refusal;
import dev.smo.post.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Values of a field that the network itself knows. */
@Component(service = LoadedChoices.class)
public class LoadedChoices {
  private final Sessions sessions;
  private final Connectors networks;
  private final ConsoleCalls calls;

  @Activate
  public LoadedChoices(
      @Reference Sessions sessions, @Reference Connectors networks, @Reference ConsoleCalls calls) {
    this.sessions = sessions;
    this.networks = networks;
    this.calls = calls;
  }

  /**
   * Asks the network, for a field of a connection or of its posts.
   *
   * @param chosen what a person has entered but not saved, over what is saved
   * @throws Refusal says why there is no answer
   */
  List<Field.Choice> of(String field, Account account, Map<String, String> chosen) {
    Network network = described(account.network());
    List<Field> fields = new ArrayList<>(network.connectionFields());
    fields.addAll(network.postFields());
    return ask(field, fields, network, account.id(), chosen);
  }

  /**
   * The same for a field of posts only, for people who write them. They choose nothing for the
   * connection, such as the server that its secret goes to.
   *
   * @param name of the network
   * @param connection id of a connection to it
   */
  List<Field.Choice> ofPost(
      String field, String name, String connection, Map<String, String> chosen) {
    Network network = described(name);
    Map<String, String> options = new HashMap<>(chosen);
    options.keySet().retainAll(names(network.postFields()));
    options.keySet().removeAll(names(network.connectionFields()));
    return ask(field, network.postFields(), network, connection, options);
  }

  private static Set<String> names(List<Field> fields) {
    return fields.stream().map(Field::name).collect(Collectors.toSet());
  }

  private Network described(String name) {
    return networks
        .network(name)
        .orElseThrow(() -> Refusal.conflict("Its network is not installed."));
  }

  private List<Field.Choice> ask(
      String field, List<Field> fields, Network network, String id, Map<String, String> chosen) {
    if (fields.stream().noneMatch(one -> one.name().equals(field) && one.isLoaded())) {
      throw Refusal.badRequest(network.label() + " loads no choices for " + field + ".");
    }
    Choices choices =
        networks
            .find(Choices.class, network.name())
            .orElseThrow(
                () -> Refusal.conflict("The connector of " + network.label() + " loads nothing."));
    Connection connection = opened(id, network.name()).toBuilder().settings(chosen).build();
    return calls.call(connection, () -> choices.choices(field, connection));
  }

  private Connection opened(String id, String network) {
    Sessions.Opened opened;
    try {
      opened = sessions.open(id, network);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.conflict("The server is stopping.");
    }
    if (opened instanceof Sessions.Opened.Ready ready) {
      return ready.connection();
    }
    throw Refusal.conflict(opened.reason());
  }
}
