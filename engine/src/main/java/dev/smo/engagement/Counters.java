// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engagement;

import dev.smo.connector.Engagement;
import dev.smo.connector.Metric;
import dev.smo.repository.Repository;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.sling.api.resource.Resource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What the networks counted for each post, day by day (UTC): a property a day at {@code
 * /var/smo/engagement/<aa>/<bb>/<post>}, such as {@code LIKES=3}, about thirty in the life of a
 * post.
 */
@Component(service = Counters.class)
public class Counters {
  private static final String ROOT = Repository.ROOT + "/engagement";
  private static final String DAY = "\\d{4}-\\d{2}-\\d{2}";
  private static final Set<String> KNOWN =
      Arrays.stream(Metric.values()).map(Metric::name).collect(Collectors.toSet());

  private final Repository repository;

  @Activate
  public Counters(@Reference Repository repository) {
    this.repository = repository;
  }

  /** Notes the counts of a day; the last ones of a day stay. */
  void note(String post, LocalDate day, Engagement counts) {
    String[] numbers =
        counts.numbers().entrySet().stream()
            .map(entry -> entry.getKey().name() + "=" + entry.getValue())
            .sorted()
            .toArray(String[]::new);
    repository.commit(
        resolver -> {
          Resource node = Repository.node(resolver, path(post));
          Repository.writable(node).put(day.toString(), numbers);
          return true;
        });
  }

  /** The counts of each day on which the post was looked at, the first first. */
  public SortedMap<LocalDate, Engagement> of(String post) {
    return repository.read(
        resolver -> {
          SortedMap<LocalDate, Engagement> days = new TreeMap<>();
          Resource node = resolver.getResource(path(post));
          for (String name : node == null ? new String[0] : names(node)) {
            days.put(LocalDate.parse(name), counts(node.getValueMap().get(name, new String[0])));
          }
          return days;
        });
  }

  /** Forgets all that was counted. */
  void remove(String post) {
    repository.commit(
        resolver -> {
          Repository.delete(resolver, path(post));
          return true;
        });
  }

  /** Forgets what was counted before a day. */
  void remove(String post, LocalDate before) {
    repository.commit(
        resolver -> {
          Resource node = resolver.getResource(path(post));
          for (String day : node == null ? new String[0] : names(node)) {
            if (LocalDate.parse(day).isBefore(before)) {
              Repository.writable(node).remove(day);
            }
          }
          return true;
        });
  }

  /** The last counts of a post; empty before the first look. */
  public Optional<Engagement> latest(String post) {
    SortedMap<LocalDate, Engagement> days = of(post);
    return days.values().stream().reduce((earlier, later) -> later);
  }

  /** A number of a name that this version does not know is left out. */
  private static Engagement counts(String[] numbers) {
    Engagement counts = Engagement.none();
    for (String number : numbers) {
      String[] parts = number.split("=", 2);
      if (KNOWN.contains(parts[0]) && parts.length == 2) {
        counts = counts.with(Metric.valueOf(parts[0]), Long.parseLong(parts[1]));
      }
    }
    return counts;
  }

  private static String[] names(Resource node) {
    return node.getValueMap().keySet().stream()
        .filter(name -> name.matches(DAY))
        .toArray(String[]::new);
  }

  private static String path(String post) {
    if (!post.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(post + " is no id of a post");
    }
    return ROOT + "/" + post.substring(0, 2) + "/" + post.substring(2, 4) + "/" + post;
  }
}
