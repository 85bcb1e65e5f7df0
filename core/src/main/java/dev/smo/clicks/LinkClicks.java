// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.clicks;

import dev.smo.repository.Repository;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.settings.SlingSettingsService;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * How often the short links of posts were followed: {@code
 * /var/smo/clicks/<instance>/links/<yyyy>/<MM>/<aa>}, with one property a post, which holds a
 * number for each day of the month in UTC. So a month of all posts is 256 nodes an instance,
 * however many there are; every instance writes below its own node only, and no two ever meet.
 */
@Component(service = LinkClicks.class)
public class LinkClicks {
  private static final String ROOT = Repository.ROOT + "/clicks";
  private static final String LINKS = "links";
  private static final String POST = "[0-9a-f]{64}";

  private final Repository repository;
  private final String instance;

  @Activate
  public LinkClicks(@Reference Repository repository, @Reference SlingSettingsService settings) {
    this(repository, settings.getSlingId());
  }

  /** For an instance of a known name. */
  public LinkClicks(Repository repository, String instance) {
    this.repository = repository;
    this.instance = instance;
  }

  /** Adds counts by post to a day of UTC, in one commit. */
  void add(Map<String, Long> counts, LocalDate day) {
    repository.commit(
        resolver -> {
          for (Map.Entry<String, Long> count : counts.entrySet()) {
            String post = count.getKey();
            String pack = pack(instance, YearMonth.from(day)) + "/" + post.substring(0, 2);
            ModifiableValueMap values = Repository.writable(Repository.node(resolver, pack));
            Long[] days = days(values.get(post, Long[].class), day.lengthOfMonth());
            days[day.getDayOfMonth() - 1] += count.getValue();
            values.put(post, days);
          }
          return counts.size();
        });
  }

  /**
   * What this instance itself counted in a month: a number a day by post, in the order of posts.
   *
   * @param from the first post that is wanted; empty: all
   */
  SortedMap<String, List<Long>> own(YearMonth month, String from) {
    return repository.read(
        resolver -> {
          SortedMap<String, List<Long>> counts = new TreeMap<>();
          for (Resource pack : Repository.children(resolver.getResource(pack(instance, month)))) {
            pack.getValueMap()
                .forEach(
                    (post, value) -> {
                      if (post.matches(POST)
                          && post.compareTo(from) >= 0
                          && value instanceof Long[] days) {
                        counts.put(post, List.of(days));
                      }
                    });
          }
          return counts;
        });
  }

  /**
   * Takes over what another instance counted in a month, in one commit. Its counts only grow, so
   * the larger one holds, and what is told twice or in another order counts once.
   */
  public void take(String other, YearMonth month, Map<String, List<Long>> counts) {
    repository.commit(
        resolver -> {
          Repository.folder(resolver, pack(other, month));
          for (Map.Entry<String, List<Long>> count : counts.entrySet()) {
            String post = count.getKey();
            String pack = pack(other, month) + "/" + post.substring(0, 2);
            ModifiableValueMap values = Repository.writable(Repository.node(resolver, pack));
            Long[] there = values.get(post, Long[].class);
            Long[] days = days(there, month.lengthOfMonth());
            for (int i = 0; i < Math.min(days.length, count.getValue().size()); i++) {
              days[i] = Math.max(days[i], count.getValue().get(i));
            }
            if (!Arrays.equals(there, days)) {
              values.put(post, days);
            }
          }
          return counts.size();
        });
  }

  /**
   * Clicks of all posts in the months from one to another, by id; a post without a click is left
   * out. Reads at most 256 nodes for each month and instance.
   */
  public Map<String, Long> sums(YearMonth from, YearMonth to) {
    return repository.read(
        resolver -> {
          Map<String, Long> sums = new HashMap<>();
          for (Resource one : instances(resolver)) {
            for (YearMonth month = from; !month.isAfter(to); month = month.plusMonths(1)) {
              Resource folder = resolver.getResource(pack(one.getName(), month));
              if (folder != null) {
                folder.getChildren().forEach(pack -> add(pack, sums));
              }
            }
          }
          return sums;
        });
  }

  /**
   * Clicks of a post by day of UTC, in the months from one to another; days without are left out.
   */
  public SortedMap<LocalDate, Long> days(String post, YearMonth from, YearMonth to) {
    return repository.read(
        resolver -> {
          SortedMap<LocalDate, Long> days = new TreeMap<>();
          for (Resource one : instances(resolver)) {
            for (YearMonth month = from; !month.isAfter(to); month = month.plusMonths(1)) {
              Resource pack =
                  resolver.getResource(pack(one.getName(), month) + "/" + post.substring(0, 2));
              if (pack != null) {
                add(pack.getValueMap().get(post, new Long[0]), month, days);
              }
            }
          }
          return days;
        });
  }

  /**
   * Whether clicks are counted where this can be read. They are not on an instance that only plans,
   * such as author of AEM; there no click means nothing.
   */
  public boolean known() {
    return repository.read(
        resolver -> {
          for (Resource one : instances(resolver)) {
            if (one.getChild(LINKS) != null) {
              return true;
            }
          }
          return false;
        });
  }

  private static Iterable<Resource> instances(ResourceResolver resolver) {
    Resource root = resolver.getResource(ROOT);
    return root == null ? List.of() : root.getChildren();
  }

  private static void add(Resource pack, Map<String, Long> sums) {
    pack.getValueMap()
        .forEach(
            (post, value) -> {
              if (post.matches(POST) && value instanceof Long[] days) {
                for (Long count : days) {
                  sums.merge(post, count, Long::sum);
                }
              }
            });
  }

  private static void add(Long[] counts, YearMonth month, SortedMap<LocalDate, Long> days) {
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0 && i < month.lengthOfMonth()) {
        days.merge(month.atDay(i + 1), counts[i], Long::sum);
      }
    }
  }

  /** The counts that are there, with nothing for the days that are missing. */
  private static Long[] days(Long @Nullable [] there, int length) {
    Long[] days = new Long[length];
    for (int i = 0; i < length; i++) {
      days[i] = there != null && i < there.length ? there[i] : 0L;
    }
    return days;
  }

  private static String pack(String instance, YearMonth month) {
    return String.format(
        Locale.ROOT,
        "%s/%s/%s/%04d/%02d",
        ROOT,
        instance,
        LINKS,
        month.getYear(),
        month.getMonthValue());
  }
}
