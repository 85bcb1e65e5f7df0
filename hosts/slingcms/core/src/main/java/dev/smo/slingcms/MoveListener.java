// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms;

import dev.smo.events.ChangedTrees;
import dev.smo.host.PageEvent;
import dev.smo.host.PageEvent.Kind;
import java.util.List;
import java.util.SortedSet;
import org.apache.sling.api.resource.observation.ResourceChange;
import org.apache.sling.api.resource.observation.ResourceChange.ChangeType;
import org.apache.sling.api.resource.observation.ResourceChangeListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Hears that something below {@code /content} is gone, or came: the CMS tells nobody that a
 * published page was deleted or moved. What is gone has no type any more, so files and folders are
 * reported as well; the ledger knows which paths were pages, and which pages lay below a folder. Of
 * what came, pages that were elsewhere before are told as published: a post that waited for one
 * goes on from its new place.
 *
 * <p>Only changes of this instance are heard, so that in a cluster one node tells of each.
 */
@Component(
    service = ResourceChangeListener.class,
    property = {
      ResourceChangeListener.PATHS + "=/content",
      ResourceChangeListener.CHANGES + "=REMOVED",
      ResourceChangeListener.CHANGES + "=ADDED"
    })
public final class MoveListener implements ResourceChangeListener {
  private final InstanceType instance;
  private final PageJobs jobs;

  @Activate
  public MoveListener(@Reference InstanceType instance, @Reference PageJobs jobs) {
    this.instance = instance;
    this.jobs = jobs;
  }

  @Override
  public void onChange(List<ResourceChange> changes) {
    if (!instance.authors()) {
      return;
    }
    // The new place first: a post whose page is known to be there does not stop.
    roots(changes, ChangeType.ADDED).forEach(jobs::addMoved);
    roots(changes, ChangeType.REMOVED).forEach(path -> jobs.add(new PageEvent(Kind.REMOVED, path)));
  }

  private static SortedSet<String> roots(List<ResourceChange> changes, ChangeType type) {
    return ChangedTrees.ofPages(changes.stream().filter(change -> change.getType() == type));
  }
}
