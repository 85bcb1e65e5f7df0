// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import dev.smo.repository.Keys;
import dev.smo.repository.Repository;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * How many follow the accounts of connections, one number a day (UTC), at {@code
 * /var/smo/followers/<connection>/<account>/<year>}: a property a day, such as {@code 11-29}. A day
 * on which the network did not tell has none. Those of another account that the connection was
 * before are kept apart, so that no line leads from one to the other.
 */
@Component(service = Followers.class)
public class Followers {
  private static final String ROOT = Repository.ROOT + "/followers";
  private static final String ACCOUNT = "account";
  private static final int KEY = 16;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("MM-dd").withZone(ZoneOffset.UTC);

  private final Repository repository;

  @Activate
  public Followers(@Reference Repository repository) {
    this.repository = repository;
  }

  /** Of the account that was last tested; the first day first, empty where nobody ever told. */
  public NavigableMap<LocalDate, Long> of(String connection) {
    return repository.read(
        resolver -> {
          Resource node = resolver.getResource(path(connection));
          Resource account =
              node == null ? null : node.getChild(node.getValueMap().get(ACCOUNT, "-"));
          NavigableMap<LocalDate, Long> counts = new TreeMap<>();
          for (Resource year : Repository.children(account)) {
            read(year, counts);
          }
          return Collections.unmodifiableNavigableMap(counts);
        });
  }

  private static void read(Resource year, NavigableMap<LocalDate, Long> counts) {
    year.getValueMap()
        .forEach(
            (day, count) -> {
              LocalDate date = date(year.getName() + "-" + day);
              if (date != null && count instanceof Long number) {
                counts.put(date, number);
              }
            });
  }

  private static @Nullable LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      // Another property, such as the type of the node.
      return null;
    }
  }

  /**
   * Notes a number in the commit of the test that showed it; the last one of a day counts.
   *
   * @param profile address by which the account is told from others
   */
  static void note(
      ResourceResolver resolver, String connection, String profile, LocalDate day, long count)
      throws PersistenceException {
    String account = Keys.hash(profile).substring(0, KEY);
    Repository.writable(Repository.node(resolver, path(connection))).put(ACCOUNT, account);
    String year = path(connection) + "/" + account + "/" + day.getYear();
    Repository.writable(Repository.node(resolver, year)).put(DAY.format(day), count);
  }

  /** What is at this path is deleted with the connection. */
  static String path(String connection) {
    return ROOT + "/" + connection;
  }
}
