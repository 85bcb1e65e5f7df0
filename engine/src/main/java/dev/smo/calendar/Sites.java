// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import dev.smo.repository.Repository;
import dev.smo.schedule.QuietHours;
import dev.smo.schedule.Schedule;
import dev.smo.settings.SiteZone;
import dev.smo.syndication.SyndicationPolicies;
import dev.smo.syndication.SyndicationPolicy;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.caconfig.ConfigurationBuilder;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sites that a person may read: what has a configuration of its own near the top of the
 * content. The person's own session finds them; SMO reads their policies, which authors need not be
 * able to.
 */
@Component(service = Sites.class)
public class Sites {
  private static final Logger LOG = LoggerFactory.getLogger(Sites.class);
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final String ROOT = "/content";
  private static final String CONTENT = "jcr:content";
  private static final String REFERENCE = "sling:configRef";

  /** A site in several languages is a few levels deep; what is below is pages. */
  private static final int DEEPEST = 4;

  private static final int MOST_LOOKS = 500;

  private final Repository repository;

  @Activate
  public Sites(@Reference Repository repository) {
    this.repository = repository;
  }

  /** The sites that a person may read, those nearest to the root first; a bounded number. */
  public List<CalendarSite> of(ResourceResolver person) {
    List<Resource> found = found(person);
    return repository.read(resolver -> found.stream().map(site -> read(site, resolver)).toList());
  }

  /**
   * The zone in which a person sees times: the one that is asked for, or that of the first site.
   */
  public static ZoneId zone(@Nullable String asked, List<CalendarSite> sites) {
    if (asked != null && !asked.isBlank()) {
      return Schedule.zone(asked);
    }
    return sites.stream().map(CalendarSite::zone).findFirst().orElse(UTC);
  }

  private static List<Resource> found(ResourceResolver person) {
    List<Resource> found = new ArrayList<>();
    Deque<Resource> open = new ArrayDeque<>();
    Resource root = person.getResource(ROOT);
    if (root != null) {
      open.add(root);
    }
    for (int looks = 0; looks < MOST_LOOKS && !open.isEmpty(); looks++) {
      Resource next = open.remove();
      if (isSite(next)) {
        found.add(next);
      }
      if (depth(next) < DEEPEST) {
        add(next.getChildren(), open);
      }
    }
    return found;
  }

  /** No more than are looked at, however many children a folder has. */
  private static void add(Iterable<Resource> children, Deque<Resource> open) {
    for (Resource child : children) {
      if (open.size() >= MOST_LOOKS) {
        return;
      }
      if (!child.getName().equals(CONTENT)) {
        open.add(child);
      }
    }
  }

  private static int depth(Resource resource) {
    return resource.getPath().split("/").length - 1;
  }

  private static boolean isSite(Resource resource) {
    Resource content = resource.getChild(CONTENT);
    return resource.getValueMap().containsKey(REFERENCE)
        || (content != null && content.getValueMap().containsKey(REFERENCE));
  }

  private static CalendarSite read(Resource seen, ResourceResolver resolver) {
    Resource site = Optional.ofNullable(resolver.getResource(seen.getPath())).orElse(seen);
    ConfigurationBuilder settings = site.adaptTo(ConfigurationBuilder.class);
    String title = title(seen);
    if (settings == null) {
      return new CalendarSite(seen.getPath(), title, zone(site), Set.of(), Optional.empty());
    }
    SyndicationPolicy policy = settings.as(SyndicationPolicy.class);
    return new CalendarSite(
        seen.getPath(),
        title,
        zone(site),
        Set.copyOf(SyndicationPolicies.connections(policy)),
        times(seen.getPath(), policy));
  }

  /** By a name that people know, which an offset has not. */
  private static ZoneId zone(Resource site) {
    ZoneId zone = SiteZone.of(site);
    return zone.equals(ZoneOffset.UTC) ? UTC : zone;
  }

  private static Optional<CalendarSite.Times> times(String path, SyndicationPolicy policy) {
    try {
      return Optional.of(
          new CalendarSite.Times(
              Schedule.zone(policy.zone()), QuietHours.parse(policy.quietHours())));
    } catch (IllegalArgumentException e) {
      LOG.warn("The policy of {} cannot be understood, so it shows no free slots", path, e);
      return Optional.empty();
    }
  }

  private static String title(Resource site) {
    Resource content = site.getChild(CONTENT);
    String own = site.getValueMap().get("jcr:title", "");
    String inside = content == null ? "" : content.getValueMap().get("jcr:title", "");
    return !own.isBlank() ? own : !inside.isBlank() ? inside : site.getName();
  }
}
