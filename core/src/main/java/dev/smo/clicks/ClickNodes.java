// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.clicks;

import dev.smo.repository.Repository;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.settings.SlingSettingsService;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Counts of clicks in the repository: {@code /var/smo/clicks/<instance>/total/<aa>/<page>} and
 * {@code .../<yyyy>/<MM>/<dd>/<page>}, each with one property a network. Every instance writes
 * below its own node only, so no two ever meet; what is read is a path, never a query.
 */
@Component(service = ClickNodes.class)
public class ClickNodes {
  private static final String ROOT = Repository.ROOT + "/clicks";
  private static final String TOTAL = "total";

  private final Repository repository;
  private final String own;

  @Activate
  public ClickNodes(@Reference Repository repository, @Reference SlingSettingsService settings) {
    this(repository, settings.getSlingId());
  }

  /** For an instance of a known name. */
  public ClickNodes(Repository repository, String instance) {
    this.repository = repository;
    own = ROOT + "/" + instance;
  }

  /** Adds counts to a day of UTC and to the totals, in one commit. */
  void add(Map<Click, Long> counts, LocalDate day) {
    repository.commit(
        resolver -> {
          for (Map.Entry<Click, Long> count : counts.entrySet()) {
            Click click = count.getKey();
            add(resolver, own + "/" + day(day) + "/" + click.page(), click, count.getValue());
            add(resolver, own + "/" + total(click.page()), click, count.getValue());
          }
          return counts.size();
        });
  }

  /**
   * What this instance itself counted on a day of UTC, by page, in the order of pages.
   *
   * @param from identity of the first page that is wanted; empty: all
   */
  SortedMap<String, ClickReport.Shares> own(LocalDate day, String from) {
    return repository.read(
        resolver -> {
          SortedMap<String, ClickReport.Shares> pages = new TreeMap<>();
          for (Resource page : Repository.children(resolver.getResource(own + "/" + day(day)))) {
            String id = page.getName();
            if (id.compareTo(from) >= 0) {
              Resource total = resolver.getResource(own + "/" + total(id));
              pages.put(id, new ClickReport.Shares(counts(page), counts(total)));
            }
          }
          return pages;
        });
  }

  /**
   * Takes over what another instance counted, on a day and in all, in one commit. Its counts only
   * grow, so the larger one holds, and what is told twice or in another order counts once.
   */
  public void take(String other, LocalDate day, Map<String, ClickReport.Shares> pages) {
    String root = ROOT + "/" + other;
    repository.commit(
        resolver -> {
          for (Map.Entry<String, ClickReport.Shares> page : pages.entrySet()) {
            raise(resolver, root + "/" + day(day) + "/" + page.getKey(), page.getValue().day());
            raise(resolver, root + "/" + total(page.getKey()), page.getValue().total());
          }
          return pages.size();
        });
  }

  private static void raise(ResourceResolver resolver, String path, Map<String, Long> counts)
      throws PersistenceException {
    ModifiableValueMap there = Repository.writable(Repository.node(resolver, path));
    counts.forEach(
        (network, count) -> {
          if (there.get(network, 0L) < count) {
            there.put(network, count);
          }
        });
  }

  private static Map<String, Long> counts(@Nullable Resource node) {
    Map<String, Long> counts = new TreeMap<>();
    if (node != null) {
      node.getValueMap()
          .forEach(
              (network, count) -> {
                if (count instanceof Long number) {
                  counts.put(network, number);
                }
              });
    }
    return counts;
  }

  /** The clicks of a page by network, of all instances and all time. */
  Map<String, Long> total(ResourceResolver resolver, String page) {
    return sum(resolver, total(page));
  }

  /** The clicks of a page by network, of all instances on one day of UTC. */
  Map<String, Long> on(ResourceResolver resolver, String page, LocalDate day) {
    return sum(resolver, day(day) + "/" + page);
  }

  <T> T read(Repository.Work<T> work) {
    return repository.read(work);
  }

  private static Map<String, Long> sum(ResourceResolver resolver, String below) {
    Map<String, Long> sums = new TreeMap<>();
    Resource root = resolver.getResource(ROOT);
    if (root != null) {
      for (Resource instance : root.getChildren()) {
        counts(instance.getChild(below))
            .forEach((network, count) -> sums.merge(network, count, Long::sum));
      }
    }
    return sums;
  }

  private static void add(ResourceResolver resolver, String path, Click click, long count)
      throws PersistenceException {
    ModifiableValueMap counts = Repository.writable(Repository.node(resolver, path));
    counts.put(click.network(), counts.get(click.network(), 0L) + count);
  }

  private static String total(String page) {
    return Repository.spread(TOTAL, page);
  }

  private static String day(LocalDate day) {
    return String.format(
        Locale.ROOT, "%04d/%02d/%02d", day.getYear(), day.getMonthValue(), day.getDayOfMonth());
  }
}
