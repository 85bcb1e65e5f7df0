// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.connections.Account;
import dev.smo.connections.Connectors;
import dev.smo.connections.Sessions;
import dev.smo.connector.Choices;
import dev.smo.connector.Field;
import dev.smo.connector.Network;
import dev.smo.post.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    return of(
        field,
        new Asked(
            account.network(),
            account.id(),
            network ->
                Stream.concat(network.connectionFields().stream(), network.postFields().stream())),
        chosen);
  }

  /**
   * The same for a field of posts only, for people who write them. They choose nothing for the
   * connection, such as the server that its secret goes to.
   *
   * @param connection id of a connection to the network
   */
  List<Field.Choice> ofPost(
      String field, String network, String connection, Map<String, String> chosen) {
    Map<String, String> options = new HashMap<>(chosen);
    networks
        .network(network)
        .ifPresent(
            described -> {
              options.keySet().retainAll(names(described.postFields()));
              options.keySet().removeAll(names(described.connectionFields()));
            });
    return of(
        field,
        new Asked(network, connection, described -> described.postFields().stream()),
        options);
  }

  private static Set<String> names(List<Field> fields) {
    return fields.stream().map(Field::name).collect(Collectors.toSet());
  }

  /** Whom to ask, and what may be asked. */
  private record Asked(
      String network, String connection, Function<Network, Stream<Field>> fields) {}

  private List<Field.Choice> of(String field, Asked asked, Map<String, String> chosen) {
    Network network =
        networks
            .network(asked.network())
            .orElseThrow(() -> Refusal.conflict("Its network is not installed."));
    boolean loaded =
        asked.fields().apply(network).anyMatch(one -> one.name().equals(field) && one.isLoaded());
    if (!loaded) {
      throw Refusal.badRequest(network.label() + " loads no choices for " + field + ".");
    }
    Choices choices =
        networks
            .find(Choices.class, network.name())
            .orElseThrow(
                () -> Refusal.conflict("The connector of " + network.label() + " loads nothing."));
    Connection connection =
        opened(asked.connection(), network.name()).toBuilder().settings(chosen).build();
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
