// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.events.ChangedTrees;
import dev.smo.events.EventQueue;
import java.util.List;
import java.util.SortedSet;
import org.apache.sling.api.resource.observation.ExternalResourceChangeListener;
import org.apache.sling.api.resource.observation.ResourceChange;
import org.apache.sling.api.resource.observation.ResourceChangeListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Hears that pages came and went, because a copy shows as long as its original is there, and what
 * is known of a copy must not be said of the page that takes its place. Each node of a cluster
 * hears of all changes: to look twice does no harm, and what overflows a queue of the repository
 * arrives as if another node had made it.
 */
@Component(
    service = ResourceChangeListener.class,
    property = {
      ResourceChangeListener.PATHS + "=/content",
      ResourceChangeListener.CHANGES + "=ADDED",
      ResourceChangeListener.CHANGES + "=REMOVED"
    })
public final class CopyListener implements ResourceChangeListener, ExternalResourceChangeListener {
  private final Identities identities;
  private final EventQueue events = new EventQueue("smo-copies");

  @Activate
  public CopyListener(@Reference Identities identities) {
    this.identities = identities;
  }

  @Deactivate
  public void stop() {
    events.close();
  }

  @Override
  public void onChange(List<ResourceChange> changes) {
    SortedSet<String> roots = ChangedTrees.ofPages(changes.stream());
    if (!roots.isEmpty()) {
      events.add(roots.first(), () -> identities.look(roots));
    }
  }
}
