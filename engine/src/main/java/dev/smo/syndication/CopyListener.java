// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.events.ChangedTrees;
import dev.smo.events.EventQueue;
import dev.smo.host.PageSource;
import dev.smo.repository.Repository;
import java.util.List;
import java.util.SortedSet;
import org.apache.sling.api.resource.observation.ExternalResourceChangeListener;
import org.apache.sling.api.resource.observation.ResourceChange;
import org.apache.sling.api.resource.observation.ResourceChange.ChangeType;
import org.apache.sling.api.resource.observation.ResourceChangeListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears that pages came, went and moved, because a copy shows as long as its original is there, and
 * what is known of a copy must not be said of the page that takes its place. Each node of a cluster
 * hears of all changes; of what another made, and of what overflows a queue of the repository, it
 * forgets nothing, as it may be late.
 */
@Component(
    service = ResourceChangeListener.class,
    property = {
      ResourceChangeListener.PATHS + "=/content",
      ResourceChangeListener.CHANGES + "=ADDED",
      ResourceChangeListener.CHANGES + "=REMOVED"
    })
public final class CopyListener implements ResourceChangeListener, ExternalResourceChangeListener {
  private static final Logger LOG = LoggerFactory.getLogger(CopyListener.class);

  private final CopyNotes notes;
  private final EventQueue events = new EventQueue("smo-copies");

  @Activate
  public CopyListener(@Reference Repository repository, @Reference PageSource pages) {
    this.notes = new CopyNotes(repository, pages);
  }

  @Deactivate
  public void stop() {
    events.close();
  }

  @Override
  public void onChange(List<ResourceChange> changes) {
    SortedSet<String> came = roots(changes, ChangeType.ADDED);
    SortedSet<String> went = roots(changes, ChangeType.REMOVED);
    if (!came.isEmpty() || !went.isEmpty()) {
      String first = came.isEmpty() ? went.first() : came.first();
      // What another node did is heard of when more may have happened there.
      boolean late = changes.stream().anyMatch(ResourceChange::isExternal);
      events.add(first, () -> note(came, went, late));
    }
  }

  private static SortedSet<String> roots(List<ResourceChange> changes, ChangeType type) {
    return ChangedTrees.ofPages(changes.stream().filter(change -> change.getType() == type));
  }

  /** What is noted is a hint: one that cannot be written must not hold up all others. */
  private void note(SortedSet<String> came, SortedSet<String> went, boolean late) {
    try {
      // A move is one commit. With more in it nobody can tell which went where.
      if (came.size() == 1 && went.size() == 1) {
        notes.moved(went.first(), came.first());
      }
      notes.went(went);
      notes.came(came, late);
    } catch (RuntimeException e) {
      LOG.warn("It is not noted which of {} are copies of other pages", came, e);
    }
  }
}
