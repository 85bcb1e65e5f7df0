// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.clicks;

import dev.smo.repository.Repository;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.settings.SlingSettingsService;
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
        Resource node = instance.getChild(below);
        if (node != null) {
          node.getValueMap()
              .forEach(
                  (network, count) -> {
                    if (count instanceof Long number) {
                      sums.merge(network, number, Long::sum);
                    }
                  });
        }
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
