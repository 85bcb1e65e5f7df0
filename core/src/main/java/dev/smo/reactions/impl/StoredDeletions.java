// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.impl;

import dev.smo.identity.PageIdentity;
import dev.smo.reactions.store.Aside;
import dev.smo.reactions.store.DeletedReactions;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Portion;
import dev.smo.reactions.store.Reaction;
import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ValueMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What is left of deleted reactions, by the day on which they were: {@code
 * /var/smo/deleted/<yyyy>/<MM>/<dd>/<place>}.
 */
@Component(service = DeletedReactions.class)
public final class StoredDeletions implements DeletedReactions {
  private static final String ROOT = Repository.ROOT + "/deleted";

  /** So many are looked at for one answer. */
  private static final int MOST_LOOKED_AT = 2000;

  private static final String PAGE = "page";
  private static final String PATH = "path";
  private static final String SOURCE = "source";
  private static final String KIND = "kind";
  private static final String BY = "by";
  private static final String AT = "at";

  private final Repository repository;
  private final Clock clock;

  @Activate
  public StoredDeletions(
      @Reference Repository repository, @Reference(target = SystemClock.ONLY) Clock clock) {
    this.repository = repository;
    this.clock = clock;
  }

  @Override
  public void delete(KeptReaction kept, String user) {
    Instant now = Instant.now(clock);
    String node = Days.path(ROOT, now) + "/" + Portion.placeOf(now, kept.id());
    repository.commit(
        resolver -> {
          new PageReactions(resolver, kept.page()).remove(kept.id());
          Repository.writable(Repository.node(resolver, node))
              .putAll(
                  Map.of(
                      PAGE,
                      Aside.page(kept.page()),
                      PATH,
                      kept.path(),
                      SOURCE,
                      kept.reaction().source(),
                      KIND,
                      kept.reaction().kind().name(),
                      BY,
                      user,
                      AT,
                      Repository.calendar(now)));
          purge(resolver, now);
          return true;
        });
  }

  private static void purge(ResourceResolver resolver, Instant now) throws PersistenceException {
    Days days = new Days(resolver, ROOT);
    String oldest = Days.path(ROOT, oldest(now));
    for (Resource day : days.lastFirst("")) {
      if (day.getPath().compareTo(oldest) < 0) {
        for (Resource node : Repository.children(day)) {
          days.delete(node);
        }
      }
    }
  }

  private static Instant oldest(Instant now) {
    return now.minus(Duration.ofDays(DAYS));
  }

  @Override
  public Answer recent(String before, Predicate<Deleted> wanted, int most) {
    return repository.read(resolver -> recent(resolver, before, wanted, most));
  }

  private Answer recent(
      ResourceResolver resolver, String before, Predicate<Deleted> wanted, int most) {
    Instant oldest = oldest(Instant.now(clock));
    List<Deleted> found = new ArrayList<>();
    String last = "";
    int looked = 0;
    for (Resource day : new Days(resolver, ROOT).lastFirst(before)) {
      for (Resource node : Days.lastFirst(day)) {
        if (!before.isEmpty() && node.getName().compareTo(before) >= 0) {
          continue;
        }
        if (found.size() >= most || looked >= MOST_LOOKED_AT) {
          return new Answer(found, last);
        }
        looked++;
        last = node.getName();
        Deleted deleted = read(resolver, node);
        if (!deleted.at().isBefore(oldest) && wanted.test(deleted)) {
          found.add(deleted);
        }
      }
    }
    return new Answer(found, "");
  }

  private static Deleted read(ResourceResolver resolver, Resource node) {
    ValueMap values = node.getValueMap();
    return new Deleted(
        node.getName().substring(node.getName().indexOf('-') + 1),
        path(resolver, values),
        values.get(SOURCE, ""),
        Reaction.Kind.valueOf(values.get(KIND, Reaction.Kind.MENTION.name())),
        values.get(BY, ""),
        Repository.time(node, AT).orElse(Instant.EPOCH));
  }

  /** Where the page is now, whose writers may know of it. */
  private static String path(ResourceResolver resolver, ValueMap values) {
    Resource known = resolver.getResource(PageIdentity.pageNode(values.get(PAGE, "--")));
    String home = known == null ? "" : known.getValueMap().get(PageIdentity.PATH, "");
    return !home.isEmpty() && resolver.getResource(home) != null ? home : values.get(PATH, "");
  }

  /** Takes a person's name out. */
  static boolean forget(ResourceResolver resolver, String name, String nobody)
      throws PersistenceException {
    for (Resource day : new Days(resolver, ROOT).lastFirst("")) {
      for (Resource node : Repository.children(day)) {
        if (node.getValueMap().get(BY, "").equals(name)) {
          Repository.writable(node).put(BY, nobody);
        }
      }
    }
    return true;
  }
}
