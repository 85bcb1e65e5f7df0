// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import dev.smo.connector.ServerLimits;
import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.Optional;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ValueMap;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What was last found when connections were tested, whoever asked for it, at {@code
 * /var/smo/checks/<connection>}. It goes when what it was found of is entered anew.
 */
@Component(service = ConnectionChecks.class)
public class ConnectionChecks {
  /** How long before its end people are told that an access ends. */
  public static final Duration WARNING = Duration.ofDays(14);

  private static final String FOLLOWERS = "followers";
  private static final String ROOT = Repository.ROOT + "/checks";

  private final Repository repository;
  private final Clock clock;

  @Activate
  public ConnectionChecks(
      @Reference Repository repository, @Reference(target = SystemClock.ONLY) Clock clock) {
    this.repository = repository;
    this.clock = clock;
  }

  /**
   * One test.
   *
   * @param refusals how many in a row ended with a refusal of the network, this one included
   */
  public record Check(Instant at, ConnectionTest.Result result, int refusals) {
    /** When the access ends, if that is so near that somebody must do something about it. */
    public Optional<Instant> endsSoon(Instant now) {
      return Optional.ofNullable(result.expires())
          .map(Instant::parse)
          .filter(end -> end.isBefore(now.plus(WARNING)));
    }
  }

  public Optional<Check> find(String connection) {
    return repository.read(
        resolver ->
            Optional.ofNullable(resolver.getResource(path(connection)))
                .map(Resource::getValueMap)
                .flatMap(ConnectionChecks::read));
  }

  /** Keeps what a test showed; one that could not be made says nothing new of refusals. */
  public Check keep(String connection, ConnectionTest.Result result) {
    Instant now = Instant.now(clock);
    return repository.commit(
        resolver -> {
          ModifiableValueMap values =
              Repository.writable(Repository.node(resolver, path(connection)));
          int before = values.get("refusals", 0);
          int refusals = result.is("invalid") ? before + 1 : result.is("valid") ? 0 : before;
          values.put("at", Repository.calendar(now));
          values.put("result", result.result());
          values.put("account", result.account());
          values.put("profile", result.profile());
          values.put("reason", result.reason());
          values.put("refusals", refusals);
          putOrRemove(values, "expires", result.expires());
          @Nullable Long followers = result.followers();
          putOrRemove(values, FOLLOWERS, followers);
          if (followers != null) {
            Followers.note(
                resolver,
                connection,
                result.profile(),
                LocalDate.ofInstant(now, ZoneOffset.UTC),
                followers);
          }
          return new Check(now, result, refusals);
        });
  }

  /** What the server of a connection takes, as its connector said it last; empty: not known. */
  Optional<String> limits(String connection) {
    return repository.read(resolver -> limits(resolver, connection));
  }

  static Optional<String> limits(ResourceResolver resolver, String connection) {
    return Optional.ofNullable(resolver.getResource(path(connection)))
        .map(node -> node.getValueMap().get(ServerLimits.KEPT, String.class));
  }

  void keepLimits(String connection, String limits) {
    repository.commit(
        resolver ->
            Repository.writable(Repository.node(resolver, path(connection)))
                .put(ServerLimits.KEPT, limits));
  }

  private static void putOrRemove(ModifiableValueMap values, String name, @Nullable Object value) {
    if (value == null) {
      values.remove(name);
    } else {
      values.put(name, value);
    }
  }

  private static Optional<Check> read(ValueMap values) {
    ConnectionTest.Result result =
        new ConnectionTest.Result(
            values.get("result", ""),
            values.get("account", ""),
            values.get("profile", ""),
            values.get("expires", String.class),
            values.get("reason", ""),
            values.get(FOLLOWERS, Long.class));
    return Optional.ofNullable(values.get("at", Calendar.class))
        .map(at -> new Check(at.toInstant(), result, values.get("refusals", 0)));
  }

  /** What is at this path is deleted with what it was found of. */
  static String path(String connection) {
    return ROOT + "/" + connection;
  }
}
